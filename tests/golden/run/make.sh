ln -s real.cjs linked/link.cjs

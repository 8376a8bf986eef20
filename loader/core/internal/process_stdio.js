'use strict';
// process.stdout, stderr and stdin. The streams are made when the program asks for them; a console that prints before
// that writes to the descriptor (forConsole).

const os = native('process');

const made = {}; // the streams by name
const DESCRIPTORS = { stdin: 0, stdout: 1, stderr: 2 };

function stream(name) {
    if (made[name] === undefined) {
        made[name] = name === 'stdin' ? require('internal/process_stdin').make(0) : require('internal/process_stdout').make(DESCRIPTORS[name]);
    }
    return made[name];
}

/** What a console writes to as long as it makes no difference: text goes straight to the descriptor. */
class Plain {
    constructor(name) {
        this.name = name;
        this.fd = DESCRIPTORS[name];
        this.isTTY = os.kind(this.fd) === 'TTY';
    }

    write(text) {
        if (os.write(this.fd, text) === 0) return true;
        // A failure is an 'error' event, for which the stream has to be there; a file's is thrown, and a console takes it.
        if (os.kind(this.fd) === 'FILE') return false;
        const out = stream(this.name);
        return out.write(text, require('internal/console').swallow(out));
    }

    getColorDepth() {
        return stream(this.name).getColorDepth();
    }
}

const plain = {};
module.exports = {
    forConsole(name) {
        const seen = made[name];
        if (seen !== undefined && !require('internal/process_stdout').isLight(seen)) return seen;
        return (plain[name] ??= new Plain(name));
    },
    get stdin() {
        return stream('stdin');
    },
    get stdout() {
        return stream('stdout');
    },
    get stderr() {
        return stream('stderr');
    },
};

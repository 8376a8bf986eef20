a = b / c; if (x) /"/.test(y); `${a / /'/.y}`; class A {} /[/']/; exports.a = 1 / 2;

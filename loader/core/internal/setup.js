'use strict';
// Makes the globals and the entry points of a host.

exports.start = (boot) => {
    boot.enter = (f, list) => f(...list);
    boot.runMain = (path) => {};
};

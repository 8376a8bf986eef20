'use strict';
// util.debuglog: prints to standard error when NODE_DEBUG names the section.

const loggers = new Map(); // of sections: is it on

function isOn(section) {
    if (!loggers.has(section)) {
        const wanted = (process.env.NODE_DEBUG ?? '').toUpperCase();
        const pattern = wanted.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*').replaceAll(',', '$|^');
        loggers.set(section, wanted !== '' && new RegExp(`^${pattern}$`).test(section));
    }
    return loggers.get(section);
}

function debuglog(set, callback) {
    const section = `${set}`.toUpperCase();
    let isCalled = false;
    const logger = (...args) => {
        if (!isOn(section)) return;
        if (!isCalled) {
            isCalled = true;
            if (typeof callback === 'function') callback(print);
        }
        print(...args);
    };
    function print(...args) {
        const { formatWithOptions } = require('internal/inspect');
        process.stderr.write(formatWithOptions({ colors: Boolean(process.stderr.isTTY) }, '%s %d: ', section, process.pid) +
            `${formatWithOptions({ colors: Boolean(process.stderr.isTTY) }, ...args)}\n`);
    }
    Object.defineProperty(logger, 'enabled', { get: () => isOn(section), configurable: true, enumerable: true });
    return logger;
}

module.exports = { debug: debuglog, debuglog };

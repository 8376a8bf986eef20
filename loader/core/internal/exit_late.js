'use strict';
// 'rejectionHandled': a handler that is attached to a promise whose rejection was told as unhandled.
//
// The engine does not say so. But whoever attaches one, with `then`, `catch`, `finally` or `await`, reads the
// promise's `constructor`: an accessor of its own sees that, and goes away.

const { addHandled } = require('internal/queues');
const { defineProperty } = Object;

exports.watch = (promise) => {
    const found = promise.constructor;
    try {
        defineProperty(promise, 'constructor', {
            get() {
                delete promise.constructor;
                addHandled(promise);
                return found;
            },
            set(value) {
                defineProperty(promise, 'constructor', { value, writable: true, enumerable: true, configurable: true });
            },
            enumerable: false,
            configurable: true,
        });
    } catch {
        // A promise that is frozen is not watched.
    }
};

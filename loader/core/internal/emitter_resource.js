'use strict';
// An EventEmitter whose listeners run in the asynchronous context in which it was made.

const { EventEmitter } = require('internal/emitter');
const { AsyncResource } = require('async_hooks');

class EventEmitterReferencingAsyncResource extends AsyncResource {
    constructor(emitter, type, options) {
        super(type, options);
        this.eventEmitter = emitter;
    }
}

class EventEmitterAsyncResource extends EventEmitter {
    #resource;

    constructor(options = undefined) {
        const name = typeof options === 'string' ? options : options?.name ?? new.target.name;
        super(typeof options === 'string' ? undefined : options);
        require('internal/validate').validateString(name, 'options.name');
        this.#resource = new EventEmitterReferencingAsyncResource(this, name, typeof options === 'string' ? undefined : options);
    }

    emit(event, ...args) {
        return this.#resource.runInAsyncScope(super.emit, this, event, ...args);
    }

    emitDestroy() {
        this.#resource.emitDestroy();
    }

    get asyncId() {
        return this.#resource.asyncId();
    }

    get triggerAsyncId() {
        return this.#resource.triggerAsyncId();
    }

    get asyncResource() {
        return this.#resource;
    }
}

module.exports = { EventEmitterAsyncResource };

'use strict';
// What is known of a Module besides its properties: kept in private fields, so that programs see nothing of it.

/** A constructor that adds its fields to an object that is there. */
class Host {
    constructor(object) {
        return object;
    }
}

class Hidden extends Host {
    #firstParent;
    #lastParent;
    #snapshot; // exports when it had been loaded, for import; until the first import takes it
    #hasSnapshot = false;
    #source; // of a load hook
    #isEsm = false; // an ES module is being loaded for it

    constructor(module, parent) {
        super(module);
        this.#firstParent = parent;
        this.#lastParent = parent;
    }

    static has(object) {
        return typeof object === 'object' && object !== null && #firstParent in object;
    }

    static firstParent(module) {
        return Hidden.has(module) ? module.#firstParent : undefined;
    }

    static setFirstParent(module, parent) {
        if (Hidden.has(module)) module.#firstParent = parent;
    }

    static lastParent(module) {
        return Hidden.has(module) ? module.#lastParent : undefined;
    }

    static setLastParent(module, parent) {
        if (Hidden.has(module)) module.#lastParent = parent;
    }

    static setSnapshot(module, value) {
        if (!Hidden.has(module)) return;
        module.#snapshot = value;
        module.#hasSnapshot = true;
    }

    static takeSnapshot(module) {
        if (!Hidden.has(module) || !module.#hasSnapshot) return module.exports;
        const snapshot = module.#snapshot;
        module.#snapshot = undefined;
        module.#hasSnapshot = false;
        return snapshot;
    }

    static isEsm(module) {
        return Hidden.has(module) && module.#isEsm;
    }

    static setEsm(module, value) {
        if (Hidden.has(module)) module.#isEsm = value;
    }

    static source(module) {
        return Hidden.has(module) ? module.#source : undefined;
    }

    static setSource(module, source) {
        if (Hidden.has(module)) module.#source = source;
    }
}

/** Properties that Node's Modules have too. */
const kIsMain = Symbol('kIsMainSymbol');
const kIsCachedByESMLoader = Symbol('kIsCachedByESMLoader');
const kURL = Symbol('kURL');
const kFormat = Symbol('kFormat');
const kIsExecuting = Symbol('kIsExecuting');
const kCircularVisited = Symbol('kModuleCircularVisited');

module.exports = { Hidden, kIsMain, kIsCachedByESMLoader, kURL, kFormat, kIsExecuting, kCircularVisited };

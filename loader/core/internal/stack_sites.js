'use strict';
// Call sites for Error.prepareStackTrace: as much of V8's CallSite as the engine tells.

const hidden = Symbol('frame');

class CallSite {
    constructor(frame) {
        Object.defineProperty(this, hidden, { value: frame });
    }

    getThis() {
        return undefined;
    }

    getTypeName() {
        const { name } = this[hidden];
        return name.includes('.') ? name.slice(0, name.indexOf('.')) : 'Object';
    }

    getFunction() {
        return undefined;
    }

    getFunctionName() {
        const { name, isEval } = this[hidden];
        if (isEval) return 'eval';
        return name === '' || name === 'Object.<anonymous>' ? null : name;
    }

    getMethodName() {
        return null;
    }

    getFileName() {
        const { url, isNative } = this[hidden];
        return isNative ? undefined : url;
    }

    getLineNumber() {
        return this[hidden].line || null;
    }

    getColumnNumber() {
        return this[hidden].column || null;
    }

    getEnclosingLineNumber() {
        return this.getLineNumber();
    }

    getEnclosingColumnNumber() {
        return this.getColumnNumber();
    }

    getPosition() {
        return 0;
    }

    getEvalOrigin() {
        return undefined;
    }

    getScriptNameOrSourceURL() {
        return this.getFileName();
    }

    getScriptHash() {
        return '';
    }

    getPromiseIndex() {
        return null;
    }

    isToplevel() {
        const { name } = this[hidden];
        return !name.includes('.') || name === 'Object.<anonymous>';
    }

    isEval() {
        return this[hidden].isEval;
    }

    isNative() {
        return false;
    }

    isConstructor() {
        return false;
    }

    isAsync() {
        return false;
    }

    isPromiseAll() {
        return false;
    }

    toString() {
        return String(this[hidden]);
    }
}

exports.sitesOf = (frames) => frames.map((frame) => new CallSite(frame));

'use strict';
// DOMException: an Error of the web's own kinds.

const codeOf = {
    __proto__: null,
    IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoModificationAllowedError: 7,
    NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13,
    NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
    URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
};
/* By their numbers, from 1. */
const constants = [
    'INDEX_SIZE_ERR', 'DOMSTRING_SIZE_ERR', 'HIERARCHY_REQUEST_ERR', 'WRONG_DOCUMENT_ERR', 'INVALID_CHARACTER_ERR', 'NO_DATA_ALLOWED_ERR',
    'NO_MODIFICATION_ALLOWED_ERR', 'NOT_FOUND_ERR', 'NOT_SUPPORTED_ERR', 'INUSE_ATTRIBUTE_ERR', 'INVALID_STATE_ERR', 'SYNTAX_ERR',
    'INVALID_MODIFICATION_ERR', 'NAMESPACE_ERR', 'INVALID_ACCESS_ERR', 'VALIDATION_ERR', 'TYPE_MISMATCH_ERR', 'SECURITY_ERR', 'NETWORK_ERR',
    'ABORT_ERR', 'URL_MISMATCH_ERR', 'QUOTA_EXCEEDED_ERR', 'TIMEOUT_ERR', 'INVALID_NODE_TYPE_ERR', 'DATA_CLONE_ERR',
];

const states = new WeakMap(); // of a DOMException: { name, message }

function stateOf(self) {
    const state = states.get(self);
    if (state === undefined) {
        const { codes } = require('internal/errors');
        throw new codes.ERR_INVALID_THIS('DOMException');
    }
    return state;
}

/* An Error in all but its class: it has a stack, and Error.isError says yes. */
function DOMException(message = '', options = 'Error') {
    if (new.target === undefined) throw new TypeError("Class constructor DOMException cannot be invoked without 'new'");
    const self = Reflect.construct(Error, [], new.target);
    Error.captureStackTrace(self, DOMException);
    for (const name of ['line', 'column', 'sourceURL']) delete self[name];
    const isObject = options !== null && typeof options === 'object';
    const name = isObject ? options.name ?? 'Error' : options;
    states.set(self, { name: `${name}`, message: `${message}` });
    if (isObject && 'cause' in options) {
        Object.defineProperty(self, 'cause', { value: options.cause, configurable: true, writable: true, enumerable: false });
    }
    return self;
}
Object.defineProperty(DOMException, 'length', { value: 0, configurable: true });

DOMException.prototype = Object.create(Error.prototype, {
    constructor: { value: DOMException, writable: true, configurable: true },
    name: { get() { return stateOf(this).name; }, enumerable: true, configurable: true },
    message: { get() { return stateOf(this).message; }, enumerable: true, configurable: true },
    code: { get() { return codeOf[stateOf(this).name] ?? 0; }, enumerable: true, configurable: true },
    [Symbol.toStringTag]: { value: 'DOMException', configurable: true },
});
Object.defineProperty(DOMException, 'prototype', { writable: false });

constants.forEach((name, i) => {
    for (const object of [DOMException, DOMException.prototype]) Object.defineProperty(object, name, { value: i + 1, enumerable: true });
});

module.exports = { DOMException };

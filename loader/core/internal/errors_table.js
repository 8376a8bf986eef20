'use strict';
// Codes of errors: [constructor, text, other constructors of the same code …]. Texts with %s, %d, %j are filled in;
// a function is called with the arguments and has the new error as its receiver.

const { describe } = require('internal/errors_words');

module.exports = {
    // Texts.
    ERR_AMBIGUOUS_ARGUMENT: ['TypeError', 'The "%s" argument is ambiguous. %s'],
    ERR_ARG_NOT_ITERABLE: ['TypeError', '%s must be iterable'],
    ERR_ASSERTION: ['Error', '%s'],
    ERR_ASYNC_CALLBACK: ['TypeError', '%s must be a function'],
    ERR_ASYNC_TYPE: ['TypeError', 'Invalid name for async "type": %s'],
    ERR_BUFFER_TOO_LARGE: ['RangeError', 'Cannot create a Buffer larger than %s bytes'],
    ERR_CANNOT_WATCH_SIGINT: ['Error', 'Cannot watch for SIGINT signals'],
    ERR_CHILD_PROCESS_STDIO_MAXBUFFER: ['RangeError', '%s maxBuffer length exceeded'],
    ERR_CONSOLE_WRITABLE_STREAM: ['TypeError', 'Console expects a writable stream instance for %s'],
    ERR_CONSTRUCT_CALL_REQUIRED: ['TypeError', 'Class constructor %s cannot be invoked without `new`'],
    ERR_CONTEXT_NOT_INITIALIZED: ['Error', 'context used is not initialized'],
    ERR_CRYPTO_HASH_FINALIZED: ['Error', 'Digest already called'],
    ERR_CRYPTO_HASH_UPDATE_FAILED: ['Error', 'Hash update failed'],
    ERR_CRYPTO_INVALID_DIGEST: ['TypeError', 'Invalid digest: %s'],
    ERR_DIR_CLOSED: ['Error', 'Directory handle was closed'],
    ERR_DIR_CONCURRENT_OPERATION: ['Error', 'Cannot do synchronous work on directory handle with concurrent asynchronous operations'],
    ERR_ENCODING_NOT_SUPPORTED: ['RangeError', 'The "%s" encoding is not supported'],
    ERR_EVAL_ESM_CANNOT_PRINT: ['Error', '--print cannot be used with ESM input'],
    ERR_EVENT_RECURSION: ['Error', 'The event "%s" is already being dispatched'],
    ERR_FEATURE_UNAVAILABLE_ON_PLATFORM: ['TypeError',
        'The feature %s is unavailable on the current platform, which is being used to run Node.js'],
    ERR_FS_CP_DIR_TO_NON_DIR: ['SystemError', 'Cannot overwrite non-directory with directory'],
    ERR_FS_CP_EEXIST: ['SystemError', 'Target already exists'],
    ERR_FS_CP_EINVAL: ['SystemError', 'Invalid src or dest'],
    ERR_FS_CP_FIFO_PIPE: ['SystemError', 'Cannot copy a FIFO pipe'],
    ERR_FS_CP_NON_DIR_TO_DIR: ['SystemError', 'Cannot overwrite directory with non-directory'],
    ERR_FS_CP_SOCKET: ['SystemError', 'Cannot copy a socket file'],
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY: ['SystemError', 'Cannot overwrite symlink in subdirectory of self'],
    ERR_FS_CP_UNKNOWN: ['SystemError', 'Cannot copy an unknown file type'],
    ERR_FS_EISDIR: ['SystemError', 'Path is a directory'],
    ERR_FS_FILE_TOO_LARGE: ['RangeError', 'File size (%s) is greater than 2 GiB'],
    ERR_FS_WATCH_QUEUE_OVERFLOW: ['Error', 'fs.watch() queued more than %d events'],
    ERR_ILLEGAL_CONSTRUCTOR: ['TypeError', 'Illegal constructor'],
    ERR_IMPORT_ATTRIBUTE_MISSING: ['TypeError', 'Module "%s" needs an import attribute of "%s: %s"'],
    ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE: ['TypeError', 'Module "%s" is not of type "%s"'],
    ERR_INCOMPATIBLE_OPTION_PAIR: ['TypeError', 'Option "%s" cannot be used in combination with option "%s"'],
    ERR_INPUT_TYPE_NOT_ALLOWED: ['Error', '--input-type can only be used with string input via --eval, --print, or STDIN'],
    ERR_INVALID_ASYNC_ID: ['RangeError', 'Invalid %s value: %s'],
    ERR_INVALID_BUFFER_SIZE: ['RangeError', 'Buffer size must be a multiple of %s'],
    ERR_INVALID_CURSOR_POS: ['TypeError', 'Cannot set cursor row without setting its column'],
    ERR_INVALID_FD: ['RangeError', '"fd" must be a positive integer: %s'],
    ERR_INVALID_FD_TYPE: ['TypeError', 'Unsupported fd type: %s'],
    ERR_INVALID_FILE_URL_HOST: ['TypeError', 'File URL host must be "localhost" or empty on %s'],
    ERR_INVALID_HANDLE_TYPE: ['TypeError', 'This handle type cannot be sent'],
    ERR_INVALID_IP_ADDRESS: ['TypeError', 'Invalid IP address: %s'],
    ERR_INVALID_PROTOCOL: ['TypeError', 'Protocol "%s" not supported. Expected "%s"'],
    ERR_INVALID_STATE: ['Error', 'Invalid state: %s', 'TypeError', 'RangeError'],
    ERR_INVALID_THIS: ['TypeError', 'Value of "this" must be of type %s'],
    ERR_INVALID_TUPLE: ['TypeError', '%s must be an iterable %s tuple'],
    ERR_INVALID_TYPESCRIPT_SYNTAX: ['SyntaxError', '%s'],
    ERR_INVALID_URI: ['URIError', 'URI malformed'],
    ERR_METHOD_NOT_IMPLEMENTED: ['Error', 'The %s method is not ' + 'implemented'],
    ERR_MISSING_OPTION: ['TypeError', '%s is required'],
    ERR_MODULE_LINK_MISMATCH: ['TypeError', '%s'],
    ERR_MULTIPLE_CALLBACK: ['Error', 'Callback called multiple times'],
    ERR_OPERATION_FAILED: ['Error', 'Operation failed: %s', 'TypeError'],
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE: ['TypeError', '%s'],
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: ['TypeError', "Unexpected argument '%s'. This command does not take positional arguments"],
    ERR_PERFORMANCE_INVALID_TIMESTAMP: ['TypeError', '%d is not a valid timestamp'],
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS: ['TypeError', '%s'],
    ERR_REQUIRE_CYCLE_MODULE: ['Error', '%s'],
    ERR_SCRIPT_EXECUTION_INTERRUPTED: ['Error', 'Script execution was interrupted by `SIGINT`'],
    ERR_SOCKET_BAD_BUFFER_SIZE: ['TypeError', 'Buffer size must be a positive integer'],
    ERR_SOCKET_BAD_TYPE: ['TypeError', 'Bad socket type specified. Valid types are: udp4, udp6'],
    ERR_STREAM_ALREADY_FINISHED: ['Error', 'Cannot call %s after a stream was finished'],
    ERR_STREAM_CANNOT_PIPE: ['Error', 'Cannot pipe, not readable'],
    ERR_STREAM_DESTROYED: ['Error', 'Cannot call %s after a stream was destroyed'],
    ERR_STREAM_NULL_VALUES: ['TypeError', 'May not write null values to stream'],
    ERR_STREAM_PREMATURE_CLOSE: ['Error', 'Premature close'],
    ERR_STREAM_PUSH_AFTER_EOF: ['Error', 'stream.push() after EOF'],
    ERR_STREAM_UNABLE_TO_PIPE: ['Error', 'Cannot pipe to a closed or destroyed stream'],
    ERR_STREAM_UNSHIFT_AFTER_END_EVENT: ['Error', 'stream.unshift() after end event'],
    ERR_STREAM_WRAP: ['Error', 'Stream has StringDecoder set or is in objectMode'],
    ERR_STREAM_WRITE_AFTER_END: ['Error', 'write after end'],
    ERR_SYNTHETIC: ['Error', 'JavaScript Callstack'],
    ERR_SYSTEM_ERROR: ['SystemError', 'A system error occurred'],
    ERR_TRAILING_JUNK_AFTER_STREAM_END: ['TypeError', 'Trailing junk found after the end of the compressed stream'],
    ERR_TTY_INIT_FAILED: ['SystemError', 'TTY initialization failed'],
    ERR_UNAVAILABLE_DURING_EXIT: ['Error', 'Cannot call function in process exit handler'],
    ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET: ['Error',
        '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active'],
    ERR_UNESCAPED_CHARACTERS: ['TypeError', '%s contains unescaped characters'],
    ERR_UNKNOWN_BUILTIN_MODULE: ['Error', 'No such built-in module: %s'],
    ERR_UNKNOWN_CREDENTIAL: ['Error', '%s identifier does not exist: %s'],
    ERR_UNKNOWN_ENCODING: ['TypeError', 'Unknown encoding: %s'],
    ERR_UNKNOWN_FILE_EXTENSION: ['TypeError', 'Unknown file extension "%s" for %s'],
    ERR_UNKNOWN_MODULE_FORMAT: ['RangeError', 'Unknown module format: %s for URL %s'],
    ERR_UNKNOWN_SIGNAL: ['TypeError', 'Unknown signal: %s'],
    ERR_UNSUPPORTED_RESOLVE_REQUEST: ['TypeError',
        'Failed to resolve module specifier "%s" from "%s": Invalid relative URL or base scheme is not hierarchical.'],
    ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: ['SyntaxError', '%s'],
    ERR_USE_AFTER_CLOSE: ['Error', '%s was closed'],
    ERR_VALID_PERFORMANCE_ENTRY_TYPE: ['Error', 'At least one valid performance entry type is required'],
    ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING: ['TypeError', 'A dynamic import callback was not specified.'],
    ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG: ['TypeError', 'A dynamic import callback was invoked without --experimental-vm-modules'],
    ERR_VM_MODULE_ALREADY_LINKED: ['Error', 'Module has already been linked'],
    ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA: ['Error', 'Cached data cannot be created for a module which has been evaluated'],
    ERR_VM_MODULE_DIFFERENT_CONTEXT: ['Error', 'Linked modules must use the same context'],
    ERR_VM_MODULE_NOT_MODULE: ['Error', 'Provided module is not an instance of Module'],
    ERR_VM_MODULE_STATUS: ['Error', 'Module status %s'],
    ERR_WEBASSEMBLY_NOT_SUPPORTED: ['Error', 'WebAssembly is not supported in this environment, but is required for %s'],
    ERR_WEBASSEMBLY_RESPONSE: ['TypeError', 'WebAssembly response %s'],
    ERR_WORKER_UNSUPPORTED_OPERATION: ['TypeError', '%s is not supported in workers'],

    // Composed.
    ERR_ACCESS_DENIED: ['Error', function (message, permission = '', resource = '') {
        Object.assign(this, { permission, resource });
        return message;
    }],
    ERR_BUFFER_OUT_OF_BOUNDS: ['RangeError',
        (name) => (name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds')],
    ERR_ENCODING_INVALID_ENCODED_DATA: ['TypeError', function (encoding, status) {
        this.errno = status;
        return `The encoded data was not valid for encoding ${encoding}`;
    }],
    ERR_FALSY_VALUE_REJECTION: ['Error', function (reason) {
        this.reason = reason;
        return 'Promise was rejected with falsy value';
    }],
    ERR_IMPORT_ATTRIBUTE_UNSUPPORTED: ['TypeError', (attribute, value, url) =>
        `Import attribute "${attribute}" with value "${value}" is not supported${url === undefined ? '' : ` in ${url}`}`],
    ERR_INVALID_ARG_TYPE: ['TypeError', (name, expected, actual) => {
        const { kindOf, wanted } = require('internal/errors_words');
        const subject = name.endsWith(' argument') ? name : `"${name}" ${kindOf(name)}`;
        return `The ${subject} must be ${wanted(expected)}. Received ${describe(actual)}`;
    }],
    ERR_INVALID_ARG_VALUE: ['TypeError', (name, value, reason = 'is invalid') => {
        const shown = require('internal/inspect').inspect(value);
        const { kindOf } = require('internal/errors_words');
        return `The ${kindOf(name)} '${name}' ${reason}. Received ${shown.length > 128 ? `${shown.slice(0, 128)}...` : shown}`;
    }, 'RangeError'],
    ERR_INVALID_CHAR: ['TypeError', (name, field) => `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`],
    ERR_INVALID_FILE_URL_PATH: ['TypeError', function (reason, input) {
        this.input = input;
        return `File URL path ${reason}`;
    }],
    ERR_INVALID_MIME_SYNTAX: ['TypeError', (production, text, index) =>
        `The MIME syntax for a ${production} in "${text}" is invalid${index === -1 ? '' : ` at ${index}`}`],
    ERR_INVALID_MODULE_SPECIFIER: ['TypeError', (request, reason, base) =>
        `Invalid module "${request}" ${reason}${base ? ` imported from ${base}` : ''}`],
    ERR_INVALID_PACKAGE_CONFIG: ['Error', (path, base, message) =>
        `Invalid package config ${path}${base ? ` while importing ${base}` : ''}${message ? `. ${message}` : ''}`],
    ERR_INVALID_PACKAGE_TARGET: ['Error', (folder, key, target, isImport = false, base = undefined) => {
        const isBare = typeof target === 'string' && !isImport && target !== '' && !target.startsWith('./');
        const what = key === '.'
            ? `"exports" main target ${JSON.stringify(target)} defined`
            : `"${isImport ? 'imports' : 'exports'}" target ${JSON.stringify(target)} defined for '${key}'`;
        return `Invalid ${what} in the package config ${folder}package.json${base ? ` imported from ${base}` : ''}` +
            (isBare ? '; targets must start with "./"' : '');
    }],
    ERR_INVALID_RETURN_PROPERTY: ['TypeError', (wanted, name, property, value) =>
        `Expected a valid ${wanted} to be returned for the "${property}" from the "${name}" hook but got ${describe(value)}.`],
    ERR_INVALID_RETURN_PROPERTY_VALUE: ['TypeError', (wanted, name, property, value) =>
        `Expected ${wanted} to be returned for the "${property}" from the "${name}" hook but got ${describe(value)}.`],
    ERR_INVALID_RETURN_VALUE: ['TypeError', (wanted, name, value) =>
        `Expected ${wanted} to be returned from the "${name}" function but got ${describe(value)}.`, 'RangeError'],
    ERR_INVALID_URL: ['TypeError', function (input, base = null) {
        this.input = input;
        if (base !== null && base !== undefined) this.base = base;
        return 'Invalid URL';
    }],
    ERR_INVALID_URL_SCHEME: ['TypeError', (expected) => {
        const list = [expected].flat();
        return `The URL must be ${list.length === 2 ? 'one of ' : 'of '}scheme ${list.join(' or ')}`;
    }],
    ERR_MISSING_ARGS: ['TypeError', (...names) => {
        const { formatList } = require('internal/errors_words');
        const quoted = names.map((name) => [name].flat().map((one) => `"${one}"`).join(' or '));
        return `The ${formatList(quoted)} argument${names.length > 1 ? 's' : ''} must be specified`;
    }],
    ERR_MODULE_NOT_FOUND: ['Error', function (path, base, url) {
        if (url) this.url = `${url}`;
        return `Cannot find ${url ? 'module' : 'package'} '${path}' imported from ${base}`;
    }],
    ERR_OUT_OF_RANGE: ['RangeError', (name, range, value, isWhole = false) => {
        const { received } = require('internal/errors_words');
        return `${isWhole ? name : `The value of "${name}" is out of range.`} It must be ${range}. Received ${received(value)}`;
    }],
    ERR_PACKAGE_IMPORT_NOT_DEFINED: ['TypeError', (specifier, folder, base) =>
        `Package import specifier "${specifier}" is not defined${folder ? ` in package ${folder}package.json` : ''} imported from ${base}`],
    ERR_PACKAGE_PATH_NOT_EXPORTED: ['Error', (folder, subpath, base) => {
        const from = base ? ` imported from ${base}` : '';
        return subpath === '.'
            ? `No "exports" main defined in ${folder}package.json${from}`
            : `Package subpath '${subpath}' is not defined by "exports" in ${folder}package.json${from}`;
    }],
    ERR_PARSE_ARGS_UNKNOWN_OPTION: ['TypeError', (option, hasPositionals) =>
        `Unknown option '${option}'${hasPositionals ? ". To specify a positional argument starting with a '-', place it at the end " +
            `of the command after '--', as in '-- ${JSON.stringify(option)}` : ''}`],
    ERR_REQUIRE_ASYNC_MODULE: ['Error', function (filename, requireStack) {
        if (requireStack) {
            Object.defineProperty(this, 'requireStack', { value: requireStack, writable: true, configurable: true, enumerable: false });
        }
        return 'require() cannot be used on an ESM graph with top-level await. Use import() instead.' +
            ' To see where the top-level await comes from, use --experimental-print-required-tla.' +
            (filename ? `\nRequired module: ${filename}` : '') +
            (requireStack?.length > 0 ? `\nRequire stack:\n- ${requireStack.join('\n- ')}` : '');
    }],
    ERR_REQUIRE_ESM_RACE_CONDITION: ['Error', (filename, parent) =>
        `Cannot require() ES Module ${filename} because it is not yet fully loaded.\n` +
        'This may be caused by a race condition if the module is simultaneously dynamically import()-ed via Promise.all().\n' +
        'Try await-ing the import() sequentially in a loop instead.\n' +
        ` (From ${parent ? `${parent} in ` : ' '}non-loader-hook thread)`],
    ERR_UNHANDLED_ERROR: ['Error', (error) => (error === undefined ? 'Unhandled error.' : `Unhandled error. (${error})`)],
    ERR_UNSUPPORTED_DIR_IMPORT: ['Error', function (path, base, url) {
        this.url = url;
        return `Directory import '${path}' is not supported resolving ES modules imported from ${base}`;
    }],
    ERR_UNSUPPORTED_ESM_URL_SCHEME: ['Error', (url, supported) => {
        const { formatList } = require('internal/errors_words');
        return `Only URLs with a scheme in: ${formatList(supported)} are supported by the default ESM loader. ` +
            `Received protocol '${url.protocol}'`;
    }],
    ERR_VM_MODULE_LINK_FAILURE: ['Error', function (message, cause) {
        this.cause = cause;
        return message;
    }],
};

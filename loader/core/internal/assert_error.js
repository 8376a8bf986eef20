'use strict';
// AssertionError and the text that it composes of two values.

const { kIsNodeError } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { validateObject, validateOneOf } = require('internal/validate');
const { INSERT, KEEP, operations } = require('internal/util_diff');

const HEADS = {
    deepStrictEqual: 'Expected values to be strictly deep-equal:',
    partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
    strictEqual: 'Expected values to be strictly equal:',
    strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
    deepEqual: 'Expected values to be loosely deep-equal:',
    notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
    notStrictEqual: 'Expected "actual" to be strictly unequal to:',
    notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
    notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
    notIdentical: 'Values have same structure but are not reference-equal:',
    notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};
const WITH_DIFFERENCE = ['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual'];
/* Two values so short together are shown on one line. */
const SHORT = 12;
/* So many equal lines in a row are shown before the rest is left out. */
const CONTEXT = 5;
const LONGEST = 512;

function isReference(value) {
    return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

function show(value) {
    return inspect(value, {
        compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, showProxy: false, sorted: true,
        getters: true, breakLength: Infinity,
    });
}

/** Two values of one line each: [header, text]. */
function simple(actual, shownActual, expected, shownExpected) {
    const quotes = (typeof actual === 'string' ? 2 : 0) + (typeof expected === 'string' ? 2 : 0);
    const isShort = shownActual.length + shownExpected.length - quotes <= SHORT;
    if (isShort && (actual !== 0 || expected !== 0)) return ['', `${shownActual} !== ${shownExpected}`];
    let text = `\n+ ${shownActual}\n- ${shownExpected}`;
    const width = process.stderr.isTTY ? process.stderr.columns : 80;
    if (shownActual.length + shownExpected.length <= width) {
        let at = 0;
        while (at < shownActual.length && shownActual[at] === shownExpected[at]) at++;
        // In the first characters the difference is plain to see.
        if (at >= 3 && at < shownActual.length) text += `\n${' '.repeat(at + 2)}^`;
    }
    return ['+ actual - expected', text];
}

/** The lines of both with marks: [text, were lines left out]. */
function marked(actualLines, expectedLines, ignoresCommas) {
    const isSame = (a, b) => a === b || (ignoresCommas && (`${a},` === b || a === `${b},`));
    const list = operations(actualLines, expectedLines, isSame, ignoresCommas).reverse();
    let text = '';
    let isSkipped = false;
    let kept = [];
    const closeKept = () => {
        const hidden = kept.slice(CONTEXT);
        if (hidden.length > 2) {
            text += `...\n  ${hidden.at(-1)}\n`;
            isSkipped = true;
        } else {
            for (const line of hidden) text += `  ${line}\n`;
        }
        kept = [];
    };
    for (const [operation, line] of list) {
        if (operation === KEEP) {
            if (kept.length < CONTEXT) text += `  ${line}\n`;
            kept.push(line);
            continue;
        }
        closeKept();
        text += `${operation === INSERT ? '+' : '-'} ${line}\n`;
    }
    return [`\n${text.trimEnd()}`, isSkipped];
}

function difference(actual, expected, operator, custom, isFull) {
    let name = operator === 'strictEqual' && isReference(actual) && isReference(expected) ? 'strictEqualObject' : operator;
    const shownActual = show(actual);
    const shownExpected = show(expected);
    const actualLines = shownActual.split('\n');
    const expectedLines = shownExpected.split('\n');
    let header = '+ actual - expected';
    let text;
    let isSkipped = false;
    const isPlain = (value) => typeof value !== 'object' || value === null;
    if (actualLines.length === 1 && expectedLines.length === 1 && (isPlain(actual) || isPlain(expected))) {
        [header, text] = simple(actual, shownActual, expected, shownExpected);
    } else if (shownActual === shownExpected) {
        name = 'notIdentical';
        header = '';
        isSkipped = actualLines.length > 50 && !isFull;
        text = isSkipped ? `${actualLines.slice(0, 50).join('\n')}\n...}` : shownActual;
    } else {
        [text, isSkipped] = marked(actualLines, expectedLines, typeof actual === 'object' && actual !== null);
    }
    return `${custom ?? HEADS[name]}\n${header}${isSkipped ? '\n... Skipped lines' : ''}\n${text}\n`;
}

/** The text of assertions that two values are not alike. */
function unlike(actual, operator) {
    const head = operator === 'notStrictEqual' && isReference(actual) ? HEADS.notStrictEqualObject : HEADS[operator];
    let lines = show(actual).split('\n');
    if (lines.length > 50) lines = [...lines.slice(0, 46), '...'];
    if (lines.length === 1) return `${head}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
    return `${head}\n\n${lines.join('\n')}\n`;
}

function cut(text, length) {
    return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

/** The text of the operators of one line and of loose comparisons. */
function between(actual, expected, operator) {
    const left = show(actual);
    const right = show(expected);
    if (operator === 'notDeepEqual' && left === right) return cut(`${HEADS.notDeepEqual}\n\n${left}`, 1024);
    const [a, b] = [cut(left, LONGEST), cut(right, LONGEST)];
    if (operator === 'deepEqual') return `${HEADS.deepEqual}\n\n${a}\n\nshould loosely deep-equal\n\n${b}`;
    if (operator === 'notDeepEqual') return `${HEADS.notDeepEqualUnequal}\n\n${a}\n\nshould not loosely deep-equal\n\n${b}`;
    return `${a} ${operator} ${b}`;
}

/* An error beside an error is compared without its stack. */
function withoutStack(error) {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
    Object.defineProperty(copy, 'message', { value: error.message });
    if (Object.hasOwn(error, 'cause')) {
        const { cause } = error;
        Object.defineProperty(copy, 'cause', { value: Error.isError(cause) ? withoutStack(cause) : cause });
    }
    return copy;
}

function compose({ message, operator, diff, actual, expected }) {
    if (message !== undefined && message !== null) {
        return WITH_DIFFERENCE.includes(operator) ? difference(actual, expected, operator, message, diff === 'full') : String(message);
    }
    let [left, right] = [actual, expected];
    if (left instanceof Error && right instanceof Error) [left, right] = [withoutStack(left), withoutStack(right)];
    if (WITH_DIFFERENCE.includes(operator)) return difference(left, right, operator, undefined, diff === 'full');
    if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return unlike(left, operator);
    return between(left, right, operator);
}

function hide(error, name, value) {
    Object.defineProperty(error, name, { value, enumerable: false, writable: true, configurable: true });
}

const longText = (value) => {
    if (typeof value !== 'string') return value;
    const lines = value.split('\n', 11);
    if (lines.length > 10) return `${lines.slice(0, 10).join('\n')}\n...`;
    return value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value;
};

class AssertionError extends Error {
    constructor(options) {
        validateObject(options, 'options');
        const { message, operator, stackStartFn, details, stackStartFunction, diff = 'simple', actual, expected } = options;
        if (diff !== undefined) validateOneOf(diff, 'diff', ['simple', 'full']);
        super(compose({ message, operator, diff, actual, expected }));
        this.generatedMessage = !message;
        hide(this, 'name', 'AssertionError');
        this.code = 'ERR_ASSERTION';
        if (details) {
            this.actual = undefined;
            this.expected = undefined;
            this.operator = undefined;
            details.forEach((detail, i) => {
                for (const key of ['message', 'actual', 'expected', 'operator']) this[`${key} ${i}`] = detail[key];
                this[`stack trace ${i}`] = detail.stack;
            });
        } else {
            this.actual = actual;
            this.expected = expected;
            this.operator = operator;
        }
        void this.stack;
        Error.captureStackTrace(this, stackStartFn || stackStartFunction || AssertionError);
        this.diff = diff;
    }

    get [kIsNodeError]() {
        return true;
    }

    toString() {
        return `${this.name} [${this.code}]: ${this.message}`;
    }

    [inspect.custom](depth, context) {
        const { actual, expected } = this;
        this.actual = longText(actual);
        this.expected = longText(expected);
        const shown = inspect(this, { ...context, customInspect: false, depth: 0 });
        this.actual = actual;
        this.expected = expected;
        return shown;
    }
}

module.exports = { AssertionError };

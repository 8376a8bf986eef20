'use strict';
// util.parseArgs.

const { codes } = require('internal/errors');
const { validateArray, validateBoolean, validateObject, validateOneOf, validateString } = require('internal/validate');

function mainArguments() {
    const { argv, execArgv = [] } = process;
    const hasNoFile = execArgv.some((one) => ['-e', '--eval', '-p', '--print'].includes(one));
    return argv.slice(hasNoFile ? 1 : 2);
}

function checkDefault(value, name, type, multiple) {
    const check = type === 'string' ? validateString : validateBoolean;
    if (!multiple) {
        check(value, name);
        return;
    }
    validateArray(value, name);
    value.forEach((one, i) => check(one, `${name}[${i}]`));
}

function checkOptions(options) {
    validateObject(options, 'options');
    for (const [name, option] of Object.entries(options)) {
        const path = `options.${name}`;
        validateObject(option, path);
        const { type, short, multiple, default: initial } = option;
        if (type !== 'string' && type !== 'boolean') {
            throw new codes.ERR_INVALID_ARG_TYPE(`${path}.type`, "('string|boolean')", type);
        }
        if (Object.hasOwn(option, 'short')) {
            validateString(short, `${path}.short`);
            if (short.length !== 1) throw new codes.ERR_INVALID_ARG_VALUE(`${path}.short`, short, 'must be a single character');
        }
        if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `${path}.multiple`);
        if (initial !== undefined) checkDefault(initial, `${path}.default`, type, multiple);
    }
}

const isOptionLike = (value) => typeof value === 'string' && value.length > 1 && value.startsWith('-');

/** What the arguments are, one after the other. */
function tokensOf(args, options) {
    const typeOf = (name) => (Object.hasOwn(options, name) ? options[name].type : undefined);
    const longOf = (short) => Object.keys(options).find((name) => options[name].short === short) ?? short;
    const tokens = [];
    const rest = args.map((text, index) => ({ text, index }));
    const option = (name, rawName, index, value, inlineValue) => {
        tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
    };
    const optionWithNext = (name, rawName, index) => {
        if (typeOf(name) === 'string' && rest.length > 0 && rest[0].index !== index) option(name, rawName, index, rest.shift().text, false);
        else option(name, rawName, index, undefined, undefined);
    };
    while (rest.length > 0) {
        const { text, index } = rest.shift();
        if (text === '--') {
            tokens.push({ kind: 'option-terminator', index });
            for (const one of rest.splice(0)) tokens.push({ kind: 'positional', index: one.index, value: one.text });
        } else if (/^-[^-]$/s.test(text)) {
            optionWithNext(longOf(text[1]), text, index);
        } else if (/^-[^-]./s.test(text)) {
            const first = longOf(text[1]);
            if (typeOf(first) === 'string') {
                option(first, `-${text[1]}`, index, text.slice(2), true);
                continue;
            }
            // A group: each letter is an option, and the first that takes a value takes what follows it.
            const parts = [];
            for (let i = 1; i < text.length; i++) {
                const isLast = i === text.length - 1;
                if (typeOf(longOf(text[i])) === 'string' && !isLast) {
                    parts.push({ text: `-${text.slice(i)}`, index });
                    break;
                }
                parts.push({ text: `-${text[i]}`, index });
            }
            rest.unshift(...parts);
        } else if (/^--[^=]+=/s.test(text) || (text.startsWith('--') && text.includes('=', 3))) {
            const at = text.indexOf('=', 3);
            const name = text.slice(2, at);
            option(name, `--${name}`, index, text.slice(at + 1), true);
        } else if (text.startsWith('--')) {
            optionWithNext(text.slice(2), text, index);
        } else {
            tokens.push({ kind: 'positional', index, value: text });
        }
    }
    return tokens;
}

function fail(text) {
    throw new codes.ERR_PARSE_ARGS_INVALID_OPTION_VALUE(text);
}

function checkUsage(token, { options, allowPositionals, allowNegative }) {
    let { name } = token;
    if (!Object.hasOwn(options, name)) {
        const positive = name.slice('no-'.length);
        const isKnown = Object.hasOwn(options, positive) && options[positive].type === 'boolean';
        const isNegated = allowNegative && name.startsWith('no-') && isKnown;
        if (!isNegated) throw new codes.ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
        name = positive;
    }
    const { type, short } = options[name];
    const shown = `${short ? `-${short}, ` : ''}--${name}`;
    if (type === 'string' && typeof token.value !== 'string') fail(`Option '${shown} <value>' argument missing`);
    if (type === 'boolean' && token.value !== undefined) fail(`Option '${shown}' does not take an argument`);
    if (!token.inlineValue && isOptionLike(token.value)) {
        const { rawName } = token;
        const example = rawName.startsWith('--') ? `'${rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${rawName}-XYZ'`;
        fail(`Option '${rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?\n` +
            `To specify an option argument starting with a dash use ${example}.`);
    }
}

function store(values, token, { options, allowNegative }) {
    let { name, value } = token;
    if (name === '__proto__') return;
    if (allowNegative && name.startsWith('no-') && value === undefined) {
        const positive = name.slice('no-'.length);
        if (!Object.hasOwn(options, positive) || options[positive].type !== 'string') {
            name = positive;
            value = false;
        }
    }
    const stored = value ?? true;
    if (Object.hasOwn(options, name) && options[name].multiple) (values[name] ??= []).push(stored);
    else values[name] = stored;
}

function parseArgs(config = {}) {
    validateObject(config, 'config');
    const {
        args = mainArguments(), strict = true, allowPositionals = !strict, allowNegative = false, tokens: wantsTokens = false, options = {},
    } = config;
    validateArray(args, 'args');
    validateBoolean(strict, 'strict');
    validateBoolean(allowPositionals, 'allowPositionals');
    validateBoolean(allowNegative, 'allowNegative');
    validateBoolean(wantsTokens, 'tokens');
    checkOptions(options);
    const settings = { options, allowPositionals, allowNegative };
    const tokens = tokensOf(args, options);
    const values = { __proto__: null };
    const positionals = [];
    for (const token of tokens) {
        if (token.kind === 'option') {
            if (strict) checkUsage(token, settings);
            store(values, token, settings);
        } else if (token.kind === 'positional') {
            if (!allowPositionals) throw new codes.ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
            positionals.push(token.value);
        }
    }
    for (const [name, { default: initial }] of Object.entries(options)) {
        if (initial !== undefined && values[name] === undefined && name !== '__proto__') values[name] = initial;
    }
    return wantsTokens ? { values, positionals, tokens } : { values, positionals };
}

module.exports = { parseArgs };

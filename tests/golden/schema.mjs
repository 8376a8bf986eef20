// A validator for the part of JSON Schema that docs/schema/ uses, and stricter in one way: a property that
// no schema describes is a problem, because then a document has a field that nobody wrote down.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const folder = new URL('../../docs/schema/', import.meta.url);
const files = new Map();

function load(name) {
    if (!files.has(name)) files.set(name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
    return files.get(name);
}

function follow(reference, file) {
    const [name, pointer = ''] = reference.split('#');
    const target = name || file;
    const schema = pointer.split('/').filter(Boolean).reduce((at, key) => at?.[key], load(target));
    if (schema === undefined) throw new Error(`${file}: $ref ${reference} leads nowhere`);
    return [schema, target];
}

const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value);
const KNOWN = new Set(['$schema', '$ref', '$defs', 'title', 'description', 'type', 'const', 'enum', 'required', 'properties', 'additionalProperties', 'items', 'oneOf', 'allOf', 'not', 'minimum']);

// Appends problems; `described` collects the names of properties that any schema in force describes.
function validate(value, schema, file, at, problems, described) {
    for (const word of Object.keys(schema)) if (!KNOWN.has(word)) throw new Error(`${file}: this validator does not know "${word}"`);
    const say = (text) => problems.push(`${at || '(document)'}: ${text}`);
    if (schema.$ref) {
        const [target, targetFile] = follow(schema.$ref, file);
        validate(value, target, targetFile, at, problems, described);
    }
    const type = typeOf(value);
    if (schema.type && ![schema.type].flat().some((name) => name === type || (name === 'number' && type === 'integer'))) say(`is ${type}, not ${schema.type}`);
    if ('const' in schema && value !== schema.const) say(`is ${JSON.stringify(value)}, not ${JSON.stringify(schema.const)}`);
    if (schema.enum && !schema.enum.includes(value)) say(`${JSON.stringify(value)} is not one of ${JSON.stringify(schema.enum)}`);
    if (schema.minimum !== undefined && typeof value === 'number' && value < schema.minimum) say(`${value} is less than ${schema.minimum}`);
    if (type === 'array' && schema.items) value.forEach((item, i) => validateWhole(item, schema.items, file, `${at}[${i}]`, problems));
    if (type === 'object') {
        for (const name of schema.required ?? []) if (!(name in value)) say(`has no "${name}"`);
        for (const [name, part] of Object.entries(schema.properties ?? {})) {
            described.add(name);
            if (name in value) validateWhole(value[name], part, file, `${at}.${name}`, problems);
        }
        // An object without described properties is a map.
        if (schema.type === 'object' && !schema.properties && !schema.$ref && !schema.oneOf) Object.keys(value).forEach((name) => described.add(name));
    }
    for (const part of schema.allOf ?? []) validate(value, part, file, at, problems, described);
    if (schema.not) {
        const inner = [];
        validate(value, schema.not, file, at, inner, new Set());
        if (inner.length === 0) say('is what it must not be');
    }
    if (schema.oneOf) {
        const results = schema.oneOf.map((part) => {
            const inner = [];
            const names = new Set();
            validate(value, part, file, at, inner, names);
            return { inner, names };
        });
        const fitting = results.filter(({ inner }) => inner.length === 0);
        if (fitting.length !== 1) say(`fits ${fitting.length} of the alternatives: ${results.map(({ inner }) => inner[0]).join(' | ')}`);
        else for (const name of fitting[0].names) described.add(name);
    }
}

function validateWhole(value, schema, file, at, problems) {
    const described = new Set();
    validate(value, schema, file, at, problems, described);
    if (typeOf(value) === 'object') {
        for (const name of Object.keys(value)) if (!described.has(name)) problems.push(`${at || '(document)'}: nothing describes "${name}"`);
    }
}

/** Problems of one document with a schema of docs/schema/. */
export function problemsOf(value, name) {
    const problems = [];
    validateWhole(value, load(name), name, '', problems);
    return problems;
}

const SCHEMAS = { graph: 'graph.json', check: 'check.json', cycles: 'cycles.json', why: 'why.json', dependents: 'dependents.json', resolve: 'resolve.json', exports: 'exports.json', run: 'graph.json' };

let validateSarif;

// The schema of OASIS, as a package of its editors carries it (draft 4, which ajv 6 reads).
function sarifValidator() {
    const require = createRequire(import.meta.url);
    const Ajv = require('ajv');
    const draft4 = require('ajv/lib/refs/json-schema-draft-04.json');
    const folder = require.resolve('@microsoft/jest-sarif/package.json').replace(/package\.json$/, '');
    const ajv = new Ajv({ schemaId: 'id', meta: false, allErrors: true, unknownFormats: 'ignore' });
    ajv.addMetaSchema(draft4);
    ajv._opts.defaultMeta = draft4.id;
    return ajv.compile(JSON.parse(readFileSync(`${folder}lib/schemas/sarif-2.1.0-rtm.5.json`, 'utf8')));
}

/** Problems of a SARIF log with the schema of SARIF 2.1.0; none where the text is none. */
export function sarifProblems(stdout) {
    if (!stdout.startsWith('{"$schema"') || !stdout.includes('"runs":[')) return [];
    validateSarif ??= sarifValidator();
    return validateSarif(JSON.parse(stdout)) ? [] : validateSarif.errors.map(({ dataPath, message }) => `${dataPath} ${message}`);
}

/** Problems of what a command printed; none where it printed no document of lode's own. */
export function schemaProblems(command, stdout) {
    const schema = SCHEMAS[/\blode (\w+)/.exec(command)?.[1]];
    if (!schema || !stdout.startsWith('{"schemaVersion"')) return [];
    const perLine = /--batch/.test(command) ? schema : /ndjson/.test(command) ? 'graph-line.json' : /--trace=json/.test(command) ? 'load-event.json' : null;
    const documents = perLine ? stdout.split('\n').slice(0, -1) : [stdout];
    return documents.flatMap((text, i) => problemsOf(JSON.parse(text), perLine ?? schema).map((problem) => `document ${i + 1}${problem}`));
}

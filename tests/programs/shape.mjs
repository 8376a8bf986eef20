// Prints what require(NAME) and import(NAME) give: kinds and, in their order, keys with the types of their values.

import { createRequire } from 'node:module';

const typeOf = (value, key) => {
    try {
        return value[key] === null ? 'null' : typeof value[key];
    } catch (error) {
        return `throws ${error.name}`;
    }
};

function shapeOf(value) {
    const type = value === null ? 'null' : typeof value;
    if (type !== 'object' && type !== 'function') return { type };
    // Index keys apart: some packages are arrays of thousands.
    return { type, array: Array.isArray(value), tag: Object.prototype.toString.call(value), keys: Object.keys(value).map((key) => [key, typeOf(value, key)]) };
}

async function told(load) {
    try {
        return shapeOf(await load());
    } catch (error) {
        return { error: error.name, code: error.code };
    }
}

const [, , name] = process.argv;
const require = createRequire(import.meta.url);
// In a wrapper, so that exports with a `then` are not awaited.
const required = await told(() => ({ exports: require(name) }));
if (!required.error) required.exports = shapeOf(require(name));
const shape = { required: required.exports ?? required, imported: await told(() => import(name)) };
process.stdout.write(`${JSON.stringify(shape)}\n`, () => process.exit(0));

'use strict';
// What a terminal can do: colours by the environment, and the sequences that move its cursor.

const { codes } = require('internal/errors');
const { validateFunction, validateInteger } = require('internal/validate');

/* ---- colours ---- */

const MONOCHROME = 1;
const COLORS_16 = 4;
const COLORS_256 = 8;
const COLORS_16M = 24;

const depthOfTerms = {
    __proto__: null,
    eterm: COLORS_16, cons25: COLORS_16, console: COLORS_16, cygwin: COLORS_16, dtterm: COLORS_16, gnome: COLORS_16,
    hurd: COLORS_16, jfbterm: COLORS_16, konsole: COLORS_16, kterm: COLORS_16, mlterm: COLORS_16, mosh: COLORS_16M,
    putty: COLORS_16, st: COLORS_16, 'rxvt-unicode-24bit': COLORS_16M, terminator: COLORS_16M, 'xterm-kitty': COLORS_16M,
};

/* TERM by pattern, all with sixteen colours. */
const colourTerms = /ansi|color|linux|direct|^con\d*x\d|^rxvt|^screen|^xterm|^vt100|^vt220/;

const depthOfPrograms = {
    __proto__: null,
    'MacTerm': COLORS_16M, 'Apple_Terminal': COLORS_256, 'HyperTerm': COLORS_16M,
};

const depthOfBuilders = ['APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITLAB_CI', 'TRAVIS'];

/** A depth that FORCE_COLOR names. */
function forcedDepth(value) {
    if (value === '' || value === '1' || value === 'true') return COLORS_16;
    if (value === '2') return COLORS_256;
    return value === '3' ? COLORS_16M : MONOCHROME;
}

function depthOfBuilder(env) {
    if ('GITHUB_ACTIONS' in env || 'GITEA_ACTIONS' in env || 'CIRCLECI' in env) return COLORS_16M;
    if (depthOfBuilders.some((name) => name in env) || env.CI_NAME === 'codeship') return COLORS_256;
    return MONOCHROME;
}

function depthOfProgram(env) {
    const { TERM_PROGRAM: program } = env;
    if (program === 'iTerm.app') return !env.TERM_PROGRAM_VERSION || /^[0-2]\./.test(env.TERM_PROGRAM_VERSION) ? COLORS_256 : COLORS_16M;
    return depthOfPrograms[program] ?? 0;
}

/** How many bits of colour the environment says that the terminal has. */
function getColorDepth(env = process.env) {
    if (env.FORCE_COLOR !== undefined) return forcedDepth(env.FORCE_COLOR);
    if (env.NODE_DISABLE_COLORS || env.NO_COLOR || env.TERM === 'dumb') return MONOCHROME;
    if (env.TMUX) return COLORS_16M;
    if ('TF_BUILD' in env && 'AGENT_NAME' in env) return COLORS_16;
    if ('CI' in env) return depthOfBuilder(env);
    if ('TEAMCITY_VERSION' in env) return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? COLORS_16 : MONOCHROME;
    const program = depthOfProgram(env);
    if (program) return program;
    if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return COLORS_16M;
    if (env.TERM) {
        if (/truecolor/.test(env.TERM)) return COLORS_16M;
        if (/^xterm-256/.test(env.TERM)) return COLORS_256;
        const term = env.TERM.toLowerCase();
        if (depthOfTerms[term]) return depthOfTerms[term];
        if (colourTerms.test(term)) return COLORS_16;
    }
    return env.COLORTERM ? COLORS_16 : MONOCHROME;
}

function hasColors(count, env) {
    if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
        env = count;
        count = 16;
    } else {
        validateInteger(count, 'count', 2);
    }
    return count <= 2 ** getColorDepth(env);
}

/* ---- the cursor ---- */

function send(stream, text, callback) {
    if (callback !== undefined && callback !== null) validateFunction(callback, 'callback');
    if (stream === null || stream === undefined || text === '') {
        if (typeof callback === 'function') process.nextTick(callback, null);
        return true;
    }
    return stream.write(text, callback);
}

function cursorTo(stream, x, y, callback) {
    if (typeof y === 'function') [y, callback] = [undefined, y];
    for (const [name, value] of [['x', x], ['y', y]]) {
        if (Number.isNaN(value)) throw new codes.ERR_INVALID_ARG_VALUE(name, value);
    }
    if (typeof x !== 'number' && typeof y !== 'number') return send(null, '', callback);
    if (typeof x !== 'number') throw new codes.ERR_INVALID_CURSOR_POS();
    return send(stream, typeof y === 'number' ? `\x1b[${y + 1};${x + 1}H` : `\x1b[${x + 1}G`, callback);
}

function moveCursor(stream, dx, dy, callback) {
    const part = (by, less, more) => (by < 0 ? `\x1b[${-by}${less}` : by > 0 ? `\x1b[${by}${more}` : '');
    return send(stream, part(dx, 'D', 'C') + part(dy, 'A', 'B'), callback);
}

function clearLine(stream, direction, callback) {
    return send(stream, `\x1b[${direction < 0 ? 1 : direction > 0 ? 0 : 2}K`, callback);
}

function clearScreenDown(stream, callback) {
    return send(stream, '\x1b[0J', callback);
}

/** For the prototype of a stream to a terminal. */
const methods = {
    getColorDepth,
    hasColors,
    cursorTo(x, y, callback) {
        return cursorTo(this, x, y, callback);
    },
    moveCursor(dx, dy, callback) {
        return moveCursor(this, dx, dy, callback);
    },
    clearLine(direction, callback) {
        return clearLine(this, direction, callback);
    },
    clearScreenDown(callback) {
        return clearScreenDown(this, callback);
    },
};

module.exports = { clearLine, clearScreenDown, cursorTo, getColorDepth, hasColors, methods, moveCursor };

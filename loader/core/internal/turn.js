'use strict';
// What C calls of every program: its main file, and each turn of the loop (internal/queues says what a turn is). A program
// that queues nothing and never asks for `process` needs no more.

const boot = require('internal/boot');
const { apply } = Reflect;
const { plainMain } = native('core');

/** What the program's end needs to know although `process` may never be made. */
const state = {
    isExiting: false,
    exitCode: undefined, // as the program set it
    process: undefined, // once somebody asked for it
    plainMain: undefined, // the program's file, where it runs without a Module
    env: undefined, // process.env, once somebody asked for it
    frame: undefined, // what async_hooks carries from where something was queued to where it runs
    runTicks: undefined, // of internal/queues, once there may be ticks
};
exports.state = state;
exports.then = Promise.prototype.then; // a program may replace it

boot.enter = (callback, list) => {
    state.frame = undefined; // that of the last microtask is nobody's any more
    try {
        apply(callback, undefined, list);
    } catch (error) {
        require('internal/exit').uncaughtException(error, false);
    }
    state.runTicks?.();
    return true;
};
boot.reject = (promise, reason) => { require('internal/queues').addRejection(promise, reason); };
boot.adorn = (error, code) => { require('internal/stack_adorn').adorn(error, code); };
boot.runMain = (path) => {
    state.mainPath = path;
    const plain = plainMain(path);
    if (plain === undefined) return require('internal/main').runMain(path);
    state.plainMain = plain[1];
    return plain[0]();
};
boot.runText = (text, type, from) => require('internal/main').runText(text, type, from);

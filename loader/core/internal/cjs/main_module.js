'use strict';
// process.mainModule: kept here until somebody makes `process`, which most programs never need for it.

const { state } = require('internal/queues');

let main;
let preloading = false;

/** internal/process calls it when it makes the object. */
exports.get = () => (state.process === undefined ? main : state.process.mainModule);

exports.set = (module) => {
    main = module;
    if (state.process !== undefined) state.process.mainModule = module;
};

exports.initial = () => main;

exports.isPreloading = () => preloading;
exports.setPreloading = (value) => { preloading = value; };

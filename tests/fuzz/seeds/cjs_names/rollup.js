'use strict';
var x = require('./x');
Object.keys(x).forEach(function (k) {
	if (k !== 'default' && !Object.prototype.hasOwnProperty.call(exports, k)) Object.defineProperty(exports, k, {
		enumerable: true,
		get: function () { return x[k]; }
	});
});
exports.a = a;

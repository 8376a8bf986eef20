'use strict';
// Milliseconds since the program began, and when that was.

const { uptime } = native('process');

const now = () => uptime() * 1000;

module.exports = { now, timeOrigin: Date.now() - now() };

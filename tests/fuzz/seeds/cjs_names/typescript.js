"use strict";
var __exportStar = (this && this.__exportStar) || function(m, exports) {};
Object.defineProperty(exports, "__esModule", { value: true });
exports.b = exports.a = void 0;
var c_1 = require("./c");
Object.defineProperty(exports, "c", { enumerable: true, get: function () { return c_1.c; } });
__exportStar(require("./d"), exports);

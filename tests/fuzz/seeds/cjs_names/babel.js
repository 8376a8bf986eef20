'use strict';
Object.defineProperty(exports, "__esModule", { value: true });
var _x = require("./x");
Object.keys(_x).forEach(function (key) {
  if (key === "default" || key === "__esModule") return;
  if (key in exports && exports[key] === _x[key]) return;
  Object.defineProperty(exports, key, {
    enumerable: true,
    get: function () {
      return _x[key];
    }
  });
});

module.exports = __toCommonJS(a_exports);
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  a,
  b,
  ...require("./c")
});

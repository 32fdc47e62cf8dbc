// For tests: the rules of src/ but for these, each with its reason beside it.
const base = require("./.solhint.cjs");

module.exports = {
  ...base,
  rules: {
    ...base.rules,
    "func-name-mixedcase": "off", // Tests are test_Function_Case.
    "const-name-snakecase": "off", // `vm` is what every forge test calls its cheat codes.
    "interface-starts-with-i": "off", // And Vm what their interface is called.
    "no-global-import": "off", // Builders of signed calls use all message structs.
    "function-max-lines": "off", // A test tells one story; a list of refusals is a list.
    "use-forbidden-name": "off", // The model's loops call a lien l.
  },
};

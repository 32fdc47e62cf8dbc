// Each rule that is off has its reason beside it.
module.exports = {
  extends: "solhint:recommended",
  rules: {
    "compiler-version": ["error", "0.8.37"],
    "func-visibility": ["error", { ignoreConstructors: true }],
    "func-name-mixedcase": "error",
    "no-console": "error",
    "reason-string": "off", // There are none: custom errors only.
    "gas-custom-errors": "error",
    "avoid-tx-origin": "error",
    "no-unused-vars": "error",
    "no-unused-import": "error",
    "no-global-import": "error",
    "max-line-length": "off", // The formatter's business; type strings of EIP-712 are long.
    "use-natspec": "off", // Interfaces own the NatSpec, implementations inherit it.
    "gas-increment-by-one": "off", // Gas is measured on whole transactions (npm run gas), not guessed from style.
    "gas-indexed-events": "off", // Indexed is what a node asks for.
    "gas-small-strings": "off", // EIP-712 type strings are longer than 32 bytes by nature.
    "gas-strict-inequalities": "off", // Says what is meant.
    "gas-struct-packing": "off", // Message structs keep the signed order; others are in memory only.
    "immutable-vars-naming": "off", // Public immutables are getters of their interface.
    "no-inline-assembly": "off", // Used where Solidity has no way; each block says why.
    "avoid-low-level-calls": "off", // Delegation and the council's acts need them; results are checked.
    "max-states-count": "off", // One storage layout, declared in one place.
    "one-contract-per-file": "off", // The words of one storage layout are read side by side.
    "contract-name-capwords": "error",
    "no-empty-blocks": "off", // Constructors that only pass on arguments; a contract that only composes.
  },
};

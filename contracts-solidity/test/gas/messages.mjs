// Builds and signs messages from nothing but the ABI: struct fields are the EIP-712 fields. So these runs also check
// the contracts' type hashes against an independent implementation of EIP-712 (ethers).

/** EIP-712 types of the first parameter of a function. */
export function typesOf(fragment) {
  const types = {};
  const nameOf = (parameter) => {
    if (parameter.baseType === "array") return `${nameOf(parameter.arrayChildren)}[]`;
    if (parameter.baseType !== "tuple") return parameter.type;
    // ParamType keeps no struct name; the raw ABI has it as internalType.
    const name = parameter.structName;
    types[name] = parameter.components.map((c) => ({ name: c.name, type: nameOf(c) }));
    return name;
  };
  const primary = nameOf(fragment);
  return { primary, types };
}

/** The raw ABI parameter as a tree with struct names. */
function withNames(parameter) {
  const array = parameter.type.endsWith("[]");
  const type = array ? parameter.type.slice(0, -2) : parameter.type;
  const node = {
    name: parameter.name,
    type,
    baseType: type === "tuple" ? "tuple" : type,
    structName: parameter.internalType.replace("struct ", "").replace("[]", "").split(".").pop(),
    components: (parameter.components ?? []).map(withNames),
  };
  return array ? { name: parameter.name, type: parameter.type, baseType: "array", arrayChildren: node } : node;
}

/** Signs `message` for `contract.fn` by each wallet, in order. */
export async function sign(contract, abi, chainId, fn, message, wallets) {
  const entry = abi.find((item) => item.type === "function" && item.name === fn);
  const { types } = typesOf(withNames(entry.inputs[0]));
  const domain = { name: "Ledger", version: "1", chainId, verifyingContract: contract.target };
  return Promise.all(wallets.map((wallet) => wallet.signTypedData(domain, types, message)));
}

/** Calldata of a signed call: one signature or a list, as the function takes. */
export async function signedCall(contract, abi, chainId, fn, message, wallets) {
  const signatures = await sign(contract, abi, chainId, fn, message, wallets);
  const entry = abi.find((item) => item.type === "function" && item.name === fn);
  const many = entry.inputs[1].type === "bytes[]";
  return contract.interface.encodeFunctionData(fn, [message, many ? signatures : signatures[0]]);
}

// Writes ethers.json: transactions and typed data as ethers encodes, signs and hashes them. See README.md.
import { writeFileSync } from 'node:fs';
import { Transaction, TypedDataEncoder, Wallet, getCreateAddress, keccak256, toUtf8Bytes } from 'ethers';

let counter = 0;
const random = (bytes) => keccak256(toUtf8Bytes(`ledger ${counter++}`)).slice(0, 2 + bytes * 2);
const below = (n) => Number(BigInt(random(6)) % BigInt(n));
const wallet = new Wallet(keccak256(toUtf8Bytes('cow')));

const transactions = [];
for (let i = 0; i < 60; i++) {
  const type = i % 3;
  const fields = {
    type,
    chainId: [1, 1337, 20260, 2 ** 40][below(4)],
    nonce: below(3) === 0 ? 0 : below(1_000_000),
    gasLimit: 21000 + below(30_000_000),
    to: below(5) === 0 ? null : random(20),
    value: below(3) === 0 ? '0' : BigInt(random(1 + below(31))).toString(),
    data: '0x' + Array.from({ length: below(5) }, () => random(1 + below(32)).slice(2)).join('').replaceAll(/5./g, '00'),
  };
  const fee = () => (below(4) === 0 ? '0' : BigInt(random(1 + below(6))).toString());
  if (type === 2) {
    fields.maxPriorityFeePerGas = fee();
    fields.maxFeePerGas = (BigInt(fields.maxPriorityFeePerGas) + BigInt(fee())).toString();
  } else {
    fields.gasPrice = fee();
  }
  if (type > 0) {
    fields.accessList = Array.from({ length: below(4) }, () => ({
      address: random(20),
      storageKeys: Array.from({ length: below(3) }, () => random(32)),
    }));
  }
  const raw = await wallet.signTransaction(Transaction.from({ ...fields }));
  const parsed = Transaction.from(raw);
  transactions.push({
    ...fields, raw, hash: parsed.hash, signingHash: parsed.unsignedHash, from: parsed.from,
    created: getCreateAddress({ from: parsed.from, nonce: fields.nonce }),
  });
}

const cases = [
  {
    types: { Leaf: [{ name: 'token', type: 'uint64' }, { name: 'seq', type: 'uint32' }],
      Tree: [{ name: 'grid', type: 'Leaf[2][]' }, { name: 'names', type: 'string[][2]' }, { name: 'blobs', type: 'bytes[]' }, { name: 'flags', type: 'bool[3]' }] },
    message: { grid: [[{ token: 1, seq: 2 }, { token: '18446744073709551615', seq: 4 }], [{ token: 5, seq: 6 }, { token: 7, seq: 8 }]],
      names: [['a', 'bé'], []], blobs: ['0x', '0x0102', random(32) + '00'], flags: [true, false, true] },
  },
  {
    types: { Outer: [{ name: 'label', type: 'string' }, { name: 'inner', type: 'Inner[]' }], Inner: [{ name: 'leaves', type: 'Leaf[][]' }], Leaf: [{ name: 'id', type: 'bytes' }] },
    message: { label: 'root', inner: [{ leaves: [] }, { leaves: [[], [{ id: '0x01' }, { id: '0x' }]] }] },
  },
  {
    types: { Zed: [{ name: 'a', type: 'Alpha' }, { name: 'm', type: 'Middle' }, { name: 'n', type: 'int16' }],
      Alpha: [{ name: 'x', type: 'bytes4' }, { name: 'y', type: 'address' }], Middle: [{ name: 'a', type: 'Alpha[]' }, { name: 'z', type: 'int256' }] },
    message: { a: { x: '0xdeadbeef', y: random(20) }, m: { a: [{ x: '0x00000001', y: random(20) }], z: '-1234567890123456789012345678901234567890' }, n: -2 },
  },
  { types: { Empty: [{ name: 'list', type: 'uint256[]' }] }, message: { list: [] } },
  {
    types: { Words: [{ name: 'h', type: 'bytes32' }, { name: 'b', type: 'bytes1' }, { name: 'm', type: 'uint256' }, { name: 's', type: 'string' }, { name: 'u', type: 'uint8[2][2][]' }] },
    message: { h: random(32), b: '0xff', m: (2n ** 256n - 1n).toString(), s: '', u: [[[1, 2], [3, 4]], [[255, 0], [0, 255]]] },
  },
];
const domains = [
  { name: 'Ledger', version: '1', chainId: 20260, verifyingContract: '0xcccccccccccccccccccccccccccccccccccccccc' },
  { name: 'Ledger' }, { chainId: '9007199254740993', salt: random(32) }, { version: '2', verifyingContract: random(20) },
  { name: 'Full', version: '3', chainId: 1, verifyingContract: random(20), salt: random(32) },
];
const typedData = [];
for (const [i, { types, message }] of cases.entries()) {
  const domain = domains[i];
  const encoder = TypedDataEncoder.from(types);
  const full = TypedDataEncoder.getPayload(domain, types, message);
  typedData.push({
    json: { ...full, domain, message }, encodeType: encoder.encodeType(encoder.primaryType), domainSeparator: TypedDataEncoder.hashDomain(domain),
    structHash: encoder.hash(message), digest: TypedDataEncoder.hash(domain, types, message), signature: await wallet.signTypedData(domain, types, message),
  });
}

writeFileSync('ethers.json', JSON.stringify({ privateKey: wallet.privateKey, address: wallet.address, transactions, typedData }, null, 2) + '\n');

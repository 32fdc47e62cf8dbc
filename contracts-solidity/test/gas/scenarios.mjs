// What is measured. Gas is what a real transaction pays: intrinsic, calldata, execution, refunds.
import { hexlify, keccak256, toUtf8Bytes } from "ethers";
import { Ledger, documentHash, gtin, partnerIds, tokenId } from "./ledger.mjs";
import { measurePeers } from "./peers.mjs";
import { measureShipments } from "./shipments.mjs";
import { nameOf, targetOf } from "./targets.mjs";

const CASE = 1;
const PALLET = 2;
const ROOT = 15;
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

/** Serials as a line would give them: unguessable, but the same in every run. */
function* randomBytes(seed) {
  for (let i = 0; ; i += 1) {
    const block = keccak256(toUtf8Bytes(`${seed} ${i}`));
    for (let j = 2; j < block.length; j += 2) yield parseInt(block.slice(j, j + 2), 16);
  }
}

/** Count as two bytes, as every list has it behind its codec (docs/serial-codecs.md). */
const head = (codec, count) => [codec, count >> 8, count & 0xff];

/** The `size` bytes of a number. */
const bytesOf = (value, size) => Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * (size - 1 - i))) & 0xffn));

/** Bits, most significant first, to bytes; the last is filled with zeros. */
function packed(bits) {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (let i = 0; i < bits.length; i += 1) bytes[i >> 3] |= bits[i] << (7 - (i & 7));
  return [...bytes];
}

function pushBits(bits, value, width) {
  for (let i = width - 1; i >= 0; i -= 1) bits.push(Number((value >> BigInt(i)) & 1n));
}

/** Random numbers below `limit`. */
function randomNumbers(seed, count, limit) {
  const random = randomBytes(seed);
  return Array.from({ length: count }, () => {
    let value = 0n;
    for (let j = 0; j < 20; j += 1) value = (value << 8n) | BigInt(random.next().value);
    return value % limit;
  });
}

/** Codec 1: one group of `count` serials of one length. */
export function textSerials(count, length) {
  const bytes = [...head(1, count), 0x80 + length, count >> 8, count & 0xff];
  const random = randomBytes("text");
  for (let i = 0; i < count * length; i += 1) bytes.push(alphabet.charCodeAt(random.next().value % alphabet.length));
  return hexlify(Uint8Array.from(bytes));
}

/** Codec 5: random serials over all of GS1 set 82, which no declared alphabet packs closer. */
export function packedTextSerials(count, length) {
  const limit = 82n ** BigInt(length);
  const size = Math.ceil((limit - 1n).toString(2).length / 8);
  const numbers = randomNumbers("packed text", count, limit);
  return hexlify(Uint8Array.from([...head(5, count), length, ...numbers.flatMap((number) => bytesOf(number, size))]));
}

/** Numbers less the smallest, in as many bits as the largest needs. */
function offsets(numbers, fieldBytes) {
  const base = numbers.reduce((a, b) => (a < b ? a : b));
  const width = (numbers.reduce((a, b) => (a > b ? a : b)) - base).toString(2).length;
  const bits = [];
  for (const number of numbers) pushBits(bits, number - base, width);
  return [...bytesOf(base, fieldBytes), width, ...packed(bits)];
}

/** Codec 2: random 12-digit serials. */
export function numericSerials(count) {
  return hexlify(Uint8Array.from([...head(2, count), 12, ...offsets(randomNumbers("numeric", count, 10n ** 12n), 5)]));
}

/** Codec 3: random serials of 20 characters over the digits and capitals. */
export function alnumSerials(count) {
  const set = [0x00, 0x03, 0xff, 0x01, 0xff, 0xff, 0xff, 0x80, 0x00, 0x00, 0x00];
  return hexlify(Uint8Array.from([...head(3, count), 20, ...set, ...offsets(randomNumbers("alnum", count, 36n ** 20n), 13)]));
}

/** Codec 4: 12 digits, sorted, of which one in 10,000 of the range is used. */
export function riceSerials(count) {
  const first = 123_456_789_012n;
  const numbers = [...new Set(randomNumbers("rice", count, BigInt(count) * 10_000n))].map((n) => first + n);
  for (let next = first + BigInt(count) * 10_000n; numbers.length < count; next += 1n) numbers.push(next);
  numbers.sort((a, b) => (a < b ? -1 : 1));
  const mean = (numbers.at(-1) - numbers[0] - BigInt(count - 1)) / BigInt(count - 1);
  const k = Math.floor(Math.log2(Number(mean - mean / 32n)));
  const bits = [];
  for (let i = 1; i < count; i += 1) {
    const gap = numbers[i] - numbers[i - 1] - 1n;
    for (let ones = gap >> BigInt(k); ones > 0n; ones -= 1n) bits.push(1);
    bits.push(0);
    pushBits(bits, gap, k);
  }
  return hexlify(Uint8Array.from([...head(4, count), 0, 12, ...bytesOf(numbers[0], 5), k, ...packed(bits)]));
}

/** Every measurement, in order. Each has its own run, so none warms another's storage. */
export async function measure(hardfork) {
  const ledger = await Ledger.start(hardfork);
  const results = [];
  const record = (measurement, receipt, units) => {
    const gas = Number(receipt.gasUsed);
    const result = { name: nameOf(measurement, hardfork), hardfork, gas, units, gas_per_unit: Math.round((gas / units) * 100) / 100 };
    const target = targetOf(measurement, hardfork);
    results.push(target === undefined ? result : { ...result, target, met: gas <= target });
  };
  let lots = 0;
  const newRun = async (count = 1_000) => {
    lots += 1;
    const { run } = await ledger.commission(`WORK${lots}`, count, 1, "0x01");
    return run;
  };
  try {
    // The issuer isn't new: its balance and the counter of runs aren't zero.
    await newRun();
    const lists = [
      ["commission_1000_text", 1_000, 5, packedTextSerials(1_000, 20)],
      ["commission_1000_numeric", 1_000, 2, numericSerials(1_000)],
      ["commission_1000_alnum", 1_000, 3, alnumSerials(1_000)],
      ["commission_1000_rice", 1_000, 4, riceSerials(1_000)],
      ["commission_10000_numeric", 10_000, 2, numericSerials(10_000)],
      ["commission_10000_rice", 10_000, 4, riceSerials(10_000)],
      ["commission_1000_text_prefixed", 1_000, 1, textSerials(1_000, 20)],
    ];
    for (const [i, [name, count, codec, serials]] of lists.entries()) {
      record(name, (await ledger.commission(`AB-2026-011${i}`, count, codec, serials)).receipt, count);
    }
    await measureMoves(ledger, record, newRun);
    await measureNesting(ledger, record, newRun);
    await measureFlags(ledger, record, newRun);
    await measureDispensing(ledger, record, newRun);
    await measureShipments(ledger, record, newRun);
    await measurePeers(ledger, record, numericSerials(1_000));
    return results;
  } finally {
    await ledger.stop();
  }
}

async function measureMoves(ledger, record, newRun) {
  const levels = { unit: 0, case: CASE, pallet: PALLET };
  for (const [name, level] of Object.entries(levels)) {
    const run = await newRun();
    const id = tokenId(run, level, 0);
    record(`unpack_${name}`, await ledger.unpack([id], tokenId(run, ROOT, 0), "maker"), 1);
    record(`transfer_${name}`, await ledger.transfer([id], "maker", "distributor"), 1);
  }
  const run = await newRun();
  record("transfer_run", await ledger.transfer([tokenId(run, ROOT, 0)], "maker", "distributor"), 1);
}

async function measureNesting(ledger, record, newRun) {
  const run = await newRun();
  const units = Array.from({ length: 20 }, (_, i) => tokenId(run, 0, i));
  record("unpack_20", await ledger.unpack(units, tokenId(run, ROOT, 0), "maker"), 20);
  record("pack_20", await ledger.pack(units, tokenId(partnerIds.maker, 3, 1), "maker"), 20);
  for (const lots of [1, 8, 16]) {
    const container = tokenId(partnerIds.maker, 5, lots);
    for (let i = 0; i < lots; i += 1) {
      const lot = await newRun();
      await ledger.unpack([tokenId(lot, PALLET, 0)], tokenId(lot, ROOT, 0), "maker");
      await ledger.pack([tokenId(lot, PALLET, 0)], container, "maker");
    }
    record(`move_container_${lots}_lots`, await ledger.transfer([container], "maker", "distributor"), lots);
  }
}

async function measureFlags(ledger, record, newRun) {
  const run = await newRun();
  await ledger.unpack([tokenId(run, PALLET, 0)], tokenId(run, ROOT, 0), "maker");
  record("pledge_pallet", (await ledger.pledge([tokenId(run, PALLET, 0)], "maker")).receipt, 1);
  const { receipt, lien } = await ledger.pledge([tokenId(run, ROOT, 0)], "maker");
  record("pledge_run", receipt, 1);
  const release = { lien, seq: 1, rank: 1, deadline: ledger.deadline(), document: documentHash };
  record("release_run", await ledger.act("Liens", "release", release, ["bank"]), 1);

  await ledger.commission("RECALLED", 1_000, 1, "0x01");
  const recall = { ...(await ledger.recallBase("regulator")), gtin, lotCode: "RECALLED" };
  record("recall_lot", await ledger.act("Recalls", "recallLot", recall, ["regulator"]), 1);
  const nested = { ...(await ledger.recallBase("regulator")), token: tokenId(await newRun(), 0, 500) };
  record("recall_nested_unit", await ledger.act("Recalls", "recallToken", nested, ["regulator"]), 1);
}

async function measureDispensing(ledger, record, newRun) {
  const run = await newRun();
  const dispensing = async (index) => ({
    tokens: [{ token: tokenId(run, 0, index), seq: 0 }], deadline: ledger.deadline(), document: documentHash,
  });
  record("dispense_1", await ledger.act("Tokens", "dispense", await dispensing(0), ["maker"]), 1);
  const items = [];
  for (let i = 1; i <= 50; i += 1) {
    const data = await ledger.sealed("Tokens", "dispense", await dispensing(i), ["maker"]);
    items.push({ target: ledger.contracts.Tokens.target, gasLimit: 300_000, data });
  }
  record("dispense_batch_50", await relayed(ledger, items), 50);

  const whole = await newRun();
  const range = {
    root: await ledger.named(tokenId(whole, ROOT, 0)), run: whole, first: 0, last: 999, deadline: ledger.deadline(), document: documentHash,
  };
  record("dispense_1000", await ledger.act("Tokens", "dispenseRange", range, ["maker"]), 1_000);

  const sold = await newRun();
  const units = Array.from({ length: 50 }, (_, i) => tokenId(sold, 0, i));
  await ledger.unpack(units, tokenId(sold, ROOT, 0), "maker");
  const transfers = [];
  for (const id of units) {
    const message = await ledger.transferOf([id], "maker", "distributor");
    const data = await ledger.sealed("Tokens", "transfer", message, ["maker", "distributor"]);
    transfers.push({ target: ledger.contracts.Tokens.target, gasLimit: 300_000, data });
  }
  record("batch_50_transfers", await relayed(ledger, transfers), 50);
}

/** Sends a batch through the relay; every item must have been applied. */
async function relayed(ledger, items) {
  const { Relay } = ledger.contracts;
  const receipt = await ledger.call(Relay.target, Relay.interface.encodeFunctionData("execute", [items]));
  const failed = receipt.logs.filter((log) => log.address === Relay.target);
  if (failed.length > 0) throw new Error(`${failed.length} of ${items.length} items failed`);
  return receipt;
}

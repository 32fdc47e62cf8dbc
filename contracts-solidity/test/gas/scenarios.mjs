// What is measured: name → {gas, units}. Gas is what a real transaction pays: intrinsic, calldata, execution, refunds.
import { hexlify, keccak256, toUtf8Bytes } from "ethers";
import { Ledger, documentHash, gtin, partnerIds, tokenId } from "./ledger.mjs";

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

/** Codec 1: each serial with a length byte before it. */
export function textSerials(count, length) {
  const bytes = [];
  const random = randomBytes("text");
  for (let i = 0; i < count; i += 1) {
    bytes.push(length);
    for (let j = 0; j < length; j += 1) bytes.push(alphabet.charCodeAt(random.next().value % alphabet.length));
  }
  return hexlify(Uint8Array.from(bytes));
}

/** Codec 2: digits and bytes a serial, then 12-digit serials in 5 bytes each. */
export function numericSerials(count) {
  const bytes = [12, 5];
  const random = randomBytes("numeric");
  for (let i = 0; i < count; i += 1) {
    let value = 0n;
    for (let j = 0; j < 8; j += 1) value = (value << 8n) | BigInt(random.next().value);
    value %= 10n ** 12n;
    for (let shift = 32n; shift >= 0n; shift -= 8n) bytes.push(Number((value >> shift) & 0xffn));
  }
  return hexlify(Uint8Array.from(bytes));
}

/** Every measurement, in order. Each has its own run, so none warms another's storage. */
export async function measure(hardfork, suffix) {
  const ledger = await Ledger.start(hardfork);
  const results = [];
  const record = (name, receipt, units) => {
    const gas = Number(receipt.gasUsed);
    results.push({ name: `${name}${suffix}`, gas, units, gas_per_unit: Math.round((gas / units) * 100) / 100 });
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
    const text = textSerials(1_000, 20);
    record("commission_1000", (await ledger.commission("AB-2026-0117", 1_000, 1, text)).receipt, 1_000);
    record("commission_1000_numeric", (await ledger.commission("AB-2026-0118", 1_000, 2, numericSerials(1_000))).receipt, 1_000);
    record("commission_10000_numeric", (await ledger.commission("AB-2026-0119", 10_000, 2, numericSerials(10_000))).receipt, 10_000);
    await measureMoves(ledger, record, newRun);
    await measureNesting(ledger, record, newRun);
    await measureFlags(ledger, record, newRun);
    await measureDispensing(ledger, record, newRun);
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
  const release = { lien, seq: 1, deadline: ledger.deadline(), document: documentHash };
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

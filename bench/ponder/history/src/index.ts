import { type Context, ponder } from "ponder:registry";
import { hold, run, token, tokenEvent } from "ponder:schema";
import { numberToHex } from "viem";

type Details = { owner?: number; custodian?: number; lien?: bigint };

/** The events with a token and its word that a unit's history is made of. */
const tokenEvents = ["Transferred", "Unpacked", "Packed", "Dispensed", "Pledged", "TokenReleased", "Touched"] as const;

const MAX_LOGS_IN_BLOCK = 1_000_000n;

/** Where a lot's word has the second at which it expires, in 32 bits. */
const EXPIRY_BIT = 120n;

/** Where a hold's word has its scope. */
const SCOPE_BIT = 40n;

// The names of events and their fields come from the ABI as JSON, which has no types.
async function record(event: any, context: Context, id: bigint, type: string, slot: bigint, details: Details = {}) {
  const word = numberToHex(slot, { size: 32 });
  await context.db.insert(tokenEvent).values({
    id: event.id,
    token: id,
    position: event.block.number * MAX_LOGS_IN_BLOCK + BigInt(event.log.logIndex),
    type,
    timestamp: event.block.timestamp,
    transaction: event.transaction.hash,
    word,
    ...details,
  });
  await context.db.insert(token).values({ id, word }).onConflictDoUpdate({ word });
}

for (const type of tokenEvents) {
  ponder.on(`Tokens:${type}`, async ({ event, context }) => {
    const { token: id, slot, newOwner, newCustodian, lien } = event.args;
    await record(event, context, id, type, slot, { owner: newOwner, custodian: newCustodian, lien: lien === undefined ? undefined : BigInt(lien) });
  });
}

// A run is told by two events, one of each contract: neither repeats what the other says.
ponder.on("Tokens:RunOpened", async ({ event, context }) => {
  const { run: id, lot, rootSlot, lotSlot } = event.args;
  const root = (BigInt(id) << 32n) | (15n << 28n);
  await record(event, context, root, "RunCommissioned", rootSlot);
  const opened = { lot: BigInt(lot), expiry: Number(BigInt.asUintN(32, lotSlot >> EXPIRY_BIT)) };
  await context.db.insert(run).values({ id, ...opened }).onConflictDoUpdate(opened);
});

ponder.on("Catalogue:RunCommissioned", async ({ event, context }) => {
  const { run: id, gtin, lotCode } = event.args;
  const commissioned = { gtin, lotCode };
  await context.db.insert(run).values({ id, ...commissioned }).onConflictDoUpdate(commissioned);
});

ponder.on("Tokens:HoldPlaced", async ({ event, context }) => {
  const { hold: id, target, holdSlot } = event.args;
  const scope = Number(BigInt.asUintN(4, holdSlot >> SCOPE_BIT));
  await context.db.insert(hold).values({ id: BigInt(id), target, scope, isInForce: true });
});

ponder.on("Tokens:HoldLifted", async ({ event, context }) => {
  const { hold: id } = event.args;
  await context.db.update(hold, { id: BigInt(id) }).set({ isInForce: false });
});

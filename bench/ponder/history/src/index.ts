import { type Context, ponder } from "ponder:registry";
import { hold, run, token, tokenEvent } from "ponder:schema";
import { numberToHex } from "viem";

type Details = { owner?: number; custodian?: number; lien?: number };

/** The events with a token and its word that a unit's history is made of. */
const tokenEvents = ["Transferred", "Unpacked", "Packed", "Dispensed", "Pledged", "TokenReleased", "Touched"] as const;

const MAX_LOGS_IN_BLOCK = 1_000_000n;

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
    await record(event, context, id, type, slot, { owner: newOwner, custodian: newCustodian, lien });
  });
}

ponder.on("Tokens:RunOpened", async ({ event, context }) => {
  const root = (BigInt(event.args.run) << 32n) | (15n << 28n);
  await record(event, context, root, "RunCommissioned", event.args.rootSlot);
});

ponder.on("Catalogue:RunCommissioned", async ({ event, context }) => {
  const { run: id, gtin, lot, lotCode, expiry } = event.args;
  await context.db.insert(run).values({ id, gtin, lot: BigInt(lot), lotCode, expiry });
});

ponder.on("Tokens:HoldPlaced", async ({ event, context }) => {
  const { hold: id, target, scope } = event.args;
  await context.db.insert(hold).values({ id: BigInt(id), target, scope, isInForce: true });
});

ponder.on("Tokens:HoldLifted", async ({ event, context }) => {
  await context.db.update(hold, { id: BigInt(event.args.hold) }).set({ isInForce: false });
});

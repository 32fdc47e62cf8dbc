import { ponder } from "ponder:registry";
import { transfer } from "ponder:schema";
import { numberToHex } from "viem";

ponder.on("Tokens:Transferred", async ({ event, context }) => {
  const { token, newOwner, newCustodian, owner, custodian, slot } = event.args;
  await context.db.insert(transfer).values({
    id: event.id,
    token,
    newOwner: Number(newOwner),
    newCustodian: Number(newCustodian),
    owner: Number(owner),
    custodian: Number(custodian),
    word: numberToHex(slot, { size: 32 }),
    block: event.block.number,
    logIndex: event.log.logIndex,
  });
});

// What a shipment costs: a departure and a counted receipt.
import { genesisTime } from "./chain.mjs";
import { documentHash, partnerIds, seqOf, tokenId } from "./ledger.mjs";

const PALLET = 2;
const ROOT = 15;

export async function measureShipments(ledger, record, newRun) {
  const { Tokens } = ledger.contracts;
  const run = await newRun();
  const pallet = tokenId(run, PALLET, 0);
  await ledger.unpack([pallet], tokenId(run, ROOT, 0), "maker");
  const departed = await ledger.act("Tokens", "ship", {
    tokens: [await ledger.named(pallet)], owner: partnerIds.maker, custodian: partnerIds.maker, newOwner: partnerIds.distributor,
    newCustodian: partnerIds.distributor, carrier: 0, until: genesisTime + 604_800, disputeSeconds: 604_800,
    deadline: ledger.deadline(), document: documentHash,
  }, ["maker"]);
  const event = departed.logs.map((log) => Tokens.interface.parseLog(log)).find((e) => e?.name === "ShipmentDeparted");
  const { shipment } = event.args;
  const received = await ledger.act("Tokens", "receiveShipment", {
    shipment, seq: seqOf(await Tokens.shipmentSlotOf(shipment)), tokens: [pallet], accepted: 1, exceptions: [], overages: [],
    deadline: ledger.deadline(), document: documentHash,
  }, ["distributor"]);
  record("ship_pallet", departed, 1);
  record("receive_pallet", received, 1);
  record("ship_receive_pallet", { gasUsed: departed.gasUsed + received.gasUsed }, 1);
}

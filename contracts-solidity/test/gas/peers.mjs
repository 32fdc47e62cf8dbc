// The same work done by what others use: OpenZeppelin's ERC-721 and ERC721A, on the same chain, by the same optimizer.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Contract, ContractFactory } from "ethers";
import { forge, root } from "../../tools/forge.mjs";
import { send, walletOf } from "./chain.mjs";

const names = ["Oz721", "Erc721aPeer"];

/** Compiles the peers; ends the program if that fails. */
export function buildPeers() {
  const files = names.map((name) => `test/gas/peers/${name}.sol`);
  const built = forge(["build", ...files], { stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

/** Measures them. Whoever gets tokens has had some before, as in our own measurements. */
export async function measurePeers(ledger, record, serials) {
  const holder = walletOf("peer holder", ledger.provider);
  const other = walletOf("peer receiver", ledger.provider);
  const peers = {};
  for (const name of names) {
    const { abi, bytecode } = JSON.parse(readFileSync(path.join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
    const { data } = await new ContractFactory(abi, bytecode.object).getDeployTransaction();
    const { contractAddress } = await send(holder, { data });
    peers[name] = new Contract(contractAddress, abi, ledger.provider);
  }
  const call = (peer, fn, ...args) => send(holder, { to: peer.target, data: peer.interface.encodeFunctionData(fn, args) });
  const { Oz721: oz, Erc721aPeer: a } = peers;

  await call(oz, "mintMany", holder.address, 0, 1);
  await call(oz, "mintMany", other.address, 1, 1);
  record("oz721_mint_1000", await call(oz, "mintMany", holder.address, 1_000, 1_000), 1_000);
  record("oz721_transfer_100", await call(oz, "transferMany", other.address, 1_000, 100), 100);

  await call(a, "mintMany", holder.address, 1);
  await call(a, "mintMany", other.address, 1);
  record("erc721a_mint_1000", await call(a, "mintMany", holder.address, 1_000), 1_000);
  record("erc721a_transfer_100", await call(a, "transferMany", other.address, 2, 100), 100);
  record("erc721a_mint_1000_serials", await call(a, "mintWithSerials", holder.address, 1_000, serials), 1_000);
}

// What both applications share: the chain that the benchmark names, and the events of the contracts as the repository has them.
import type { Abi } from "viem";
import catalogue from "../../contracts-solidity/abi/Catalogue.abi.json";
import tokens from "../../contracts-solidity/abi/Tokens.abi.json";

/** A setting that the benchmark gives. */
export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

function eventsOf(abi: unknown): Abi {
  return (abi as Abi).filter((entry) => entry.type === "event");
}

export const tokensAbi = eventsOf(tokens);
export const catalogueAbi = eventsOf(catalogue);

/** The chain: a local one without limits on requests. */
export const chain = { id: Number(setting("BENCH_CHAIN_ID")), rpc: setting("BENCH_RPC_URL"), maxRequestsPerSecond: 10_000, pollingInterval: 250 };

export const database = { kind: "postgres" as const, connectionString: setting("DATABASE_URL") };

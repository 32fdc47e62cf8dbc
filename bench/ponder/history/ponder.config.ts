import { createConfig } from "ponder";
import { catalogueAbi, chain, database, setting, tokensAbi } from "../ledger";

const startBlock = Number(setting("BENCH_FIRST_BLOCK"));

export default createConfig({
  database,
  chains: { ledger: chain },
  contracts: {
    Tokens: { abi: tokensAbi, chain: "ledger", address: setting("BENCH_TOKENS") as `0x${string}`, startBlock },
    Catalogue: { abi: catalogueAbi, chain: "ledger", address: setting("BENCH_CATALOGUE") as `0x${string}`, startBlock },
  },
});

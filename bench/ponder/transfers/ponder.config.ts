import { createConfig } from "ponder";
import { chain, database, setting, tokensAbi } from "../ledger";

export default createConfig({
  database,
  chains: { ledger: chain },
  contracts: {
    Tokens: {
      abi: tokensAbi,
      chain: "ledger",
      address: setting("BENCH_TOKENS") as `0x${string}`,
      startBlock: Number(setting("BENCH_FIRST_BLOCK")),
    },
  },
});

// A private anvil and the contracts on it, as a deployer with no power afterwards would put them there.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ContractFactory, Contract, Interface, JsonRpcProvider, Wallet, getCreateAddress, keccak256, toUtf8Bytes } from "ethers";
import { root } from "../../tools/forge.mjs";

const anvilBinary = path.join(root, "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
const startTimeoutMilliseconds = 15_000;
const blockGasLimit = 2_000_000_000;
/** The chain's first second: fixed, since zero bytes in times and signatures change what calldata costs. */
export const genesisTime = 1_800_000_000;

/** Starts anvil on a free loopback port; `stop` ends exactly this process. */
export async function startChain(hardfork) {
  const child = spawn(anvilBinary, [
    "--host", "127.0.0.1", "--port", "0", "--hardfork", hardfork, "--base-fee", "0", "--gas-price", "0",
    "--no-priority-fee", "--timestamp", String(genesisTime), "--accounts", "0", "--gas-limit", String(blockGasLimit), "--no-request-size-limit",
  ], { stdio: ["ignore", "pipe", "pipe"] });
  const port = await new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error(`anvil did not start: ${output}`)), startTimeoutMilliseconds);
    const read = (bytes) => {
      output += bytes;
      const match = /Listening on 127\.0\.0\.1:(\d+)/.exec(output);
      if (match) {
        clearTimeout(timer);
        resolve(Number(match[1]));
      }
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`anvil ended with ${code}: ${output}`)));
  });
  child.removeAllListeners("exit");
  const provider = new JsonRpcProvider(`http://127.0.0.1:${port}`, undefined, { staticNetwork: true, cacheTimeout: -1 });
  return {
    provider,
    stop: async () => {
      provider.destroy();
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    },
  };
}

/** A key that is the same in every run, so that gas is too. */
export function walletOf(name, provider) {
  return new Wallet(keccak256(toUtf8Bytes(`ledger gas ${name}`)), provider);
}

export function committed(name) {
  const file = (suffix) => path.join(root, "abi", `${name}.${suffix}.json`);
  return {
    abi: JSON.parse(readFileSync(file("abi"), "utf8")),
    bytecode: existsSync(file("bin")) ? JSON.parse(readFileSync(file("bin"), "utf8")).bytecode : undefined,
  };
}

/** Sends a transaction and gives its receipt; throws with the decoded error if it reverts. */
export async function send(sender, transaction) {
  const response = await sender.sendTransaction({ gasLimit: blockGasLimit / 2, gasPrice: 0, type: 0, ...transaction });
  return response.wait();
}

const order = [
  "Handling", "Shipping", "Endings", "Lending", "Holding", "Tokens", "Catalogue", "Partners", "Liens", "Recalls", "Conditions",
  "Council", "Relay", "Lens",
];

/** Deploys from committed bytecode, in the documented order. */
export async function deploy(provider, founders) {
  const deployer = walletOf("deployer", provider);
  const to = Object.fromEntries(order.map((name, nonce) => [name, getCreateAddress({ from: deployer.address, nonce })]));
  const selector = (name, fn) => new Interface(committed(name).abi).getFunction(fn).selector;
  const rules = [
    [selector("Partners", "admit"), 2, 0, 604_800],
    [selector("Partners", "setMarkets"), 2, 0, 604_800],
    [selector("Council", "setRule"), 3, 86_400, 604_800],
  ];
  const parameters = {
    Handling: [],
    Shipping: [],
    Endings: [],
    Lending: [],
    Holding: [],
    Tokens: [
      to.Council,
      [to.Handling, to.Shipping, to.Endings, to.Lending, to.Holding],
      [to.Catalogue, to.Partners, to.Liens, to.Recalls, to.Conditions],
    ],
    Conditions: [to.Tokens],
    Catalogue: [to.Tokens],
    Partners: [to.Tokens, to.Council],
    Liens: [to.Tokens],
    Recalls: [to.Tokens],
    Council: [founders.map((wallet) => wallet.address), rules],
    Relay: [],
    Lens: [to.Tokens],
  };
  const contracts = {};
  for (const name of order) {
    const { abi, bytecode } = committed(name);
    const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(...parameters[name]);
    const receipt = await send(deployer, { data });
    if (receipt.contractAddress !== to[name]) throw new Error(`${name} isn't at its predicted address`);
    contracts[name] = new Contract(to[name], abi, provider);
  }
  return contracts;
}

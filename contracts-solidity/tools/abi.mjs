// Writes abi/<Contract>.abi.json (plain ABI arrays) and abi/<Contract>.bin.json (creation bytecode, hash of the
// runtime bytecode, compiler settings) for the C# bindings and deployment. `--check` writes nothing and fails if a
// committed file isn't what the sources give.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { artifact, buildSources, callableAbi, contracts, sizeBytesOf, sizeLimitBytes } from "./contracts.mjs";
import { root } from "./forge.mjs";

const require = createRequire(import.meta.url);
const { keccak256 } = require("ethers");
const check = process.argv.includes("--check");

buildSources({ anew: !check });

/** One entry of an ABI a line, so that differences can be read. */
function abiText(abi) {
  if (abi.length === 0) return "[]\n";
  return `[\n${abi.map((entry) => `  ${JSON.stringify(entry)}`).join(",\n")}\n]\n`;
}

function binText(name, output) {
  const settings = output.metadata?.settings ?? JSON.parse(output.rawMetadata).settings;
  const compiler = output.metadata?.compiler ?? JSON.parse(output.rawMetadata).compiler;
  const runtime = output.deployedBytecode.object;
  const sizeBytes = sizeBytesOf(output);
  if (sizeBytes > sizeLimitBytes) {
    throw new Error(`${name} has ${sizeBytes} bytes, the limit is ${sizeLimitBytes}`);
  }
  return `${JSON.stringify({
    contract: name,
    compiler: compiler.version,
    evmVersion: settings.evmVersion,
    optimizer: settings.optimizer,
    viaIR: settings.viaIR ?? false,
    sizeBytes,
    // Immutables are zero in it, as the compiler leaves them.
    deployedBytecodeHash: keccak256(runtime),
    bytecode: output.bytecode.object,
  }, null, 2)}\n`;
}

const stale = [];
mkdirSync(path.join(root, "abi"), { recursive: true });
for (const name of contracts) {
  const output = artifact(name);
  const files = { [`${name}.abi.json`]: abiText(callableAbi(name)), [`${name}.bin.json`]: binText(name, output) };
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(root, "abi", file);
    if (existsSync(target) && readFileSync(target, "utf8") === text) continue;
    stale.push(file);
    if (!check) writeFileSync(target, text);
  }
}
if (check && stale.length > 0) {
  process.stderr.write(`abi/ is out of date: ${stale.join(", ")}; run 'npm run abi' and commit\n`);
  process.exit(1);
}
process.stdout.write(stale.length === 0 ? "abi/ is up to date\n" : `abi/ written: ${stale.join(", ")}\n`);

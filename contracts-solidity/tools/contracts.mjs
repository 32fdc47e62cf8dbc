// The contracts that are deployed: one for each file directly in src/, named as the file is.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { forge, root } from "./forge.mjs";

/** EIP-170's limit of a contract's code. */
export const sizeLimitBytes = 24_576;

export const contracts = readdirSync(path.join(root, "src"))
  .filter((file) => file.endsWith(".sol"))
  .map((file) => path.basename(file, ".sol"))
  .sort();

/** Every Solidity file in a folder of a project, as paths relative to the project. */
export function solidityFiles(folder, project = root) {
  return readdirSync(path.join(project, folder), { recursive: true })
    .filter((file) => file.endsWith(".sol"))
    .map((file) => path.join(folder, file))
    .sort();
}

/**
 * Compiles what is deployed; ends the program if that fails. With `anew`, all of it: which files the compiler gets together
 * changes the code a little, so what is committed comes from a whole build.
 */
export function buildSources({ anew = false } = {}) {
  const built = forge(["build", "--skip", "test", ...(anew ? ["--force"] : [])], { stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

/** The compiler's output for a contract in src/. */
export function artifact(name) {
  const file = path.join(root, "out", `${name}.sol`, `${name}.json`);
  if (!existsSync(file)) throw new Error(`no artifact of ${name}: src/${name}.sol has no contract of that name`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The contracts whose code Tokens runs as its own, for what isn't in it itself. */
const delegates = ["Handling", "Shipping", "Endings", "Lending", "Holding"];
const kinds = ["constructor", "function", "event", "error"];
const signature = (entry) => `${entry.name ?? ""}(${entry.inputs?.map(typeOf)})`;

/**
 * What can be called at a contract: its ABI; of Tokens also what ITokens says and its delegates do, with their errors; of
 * a delegate nothing, since all that it does it does at Tokens.
 */
export function callableAbi(name) {
  const own = artifact(name).abi;
  if (delegates.includes(name)) return own.filter(({ type }) => type === "constructor");
  if (name !== "Tokens") return own;
  const theirs = delegates.flatMap((delegate) => artifact(delegate).abi);
  const faces = artifact("ITokens").abi;
  const done = new Map([...theirs, ...own].filter(({ type }) => type === "function").map((entry) => [signature(entry), entry]));
  for (const entry of faces.filter(({ type }) => type === "function")) {
    if (String(done.get(signature(entry))?.outputs?.map(typeOf)) === String(entry.outputs.map(typeOf))) continue;
    throw new Error(`neither Tokens nor a delegate has ${signature(entry)} as ITokens says`);
  }
  const all = new Map();
  for (const entry of [...faces, ...own, ...theirs.filter(({ type }) => type === "event" || type === "error")]) {
    const key = `${kinds.indexOf(entry.type)} ${signature(entry)}`;
    if (kinds.includes(entry.type) && !all.has(key)) all.set(key, entry);
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** The type of a parameter, with structs spelled out. */
function typeOf(parameter) {
  if (!parameter.type.startsWith("tuple")) return parameter.type;
  return `(${parameter.components.map(typeOf).join(",")})${parameter.type.slice("tuple".length)}`;
}

/** Size of the deployed code. */
export function sizeBytesOf(output) {
  return (output.deployedBytecode.object.length - 2) / 2;
}

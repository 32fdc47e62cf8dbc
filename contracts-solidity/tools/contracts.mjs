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

/** Compiles what is deployed; ends the program if that fails. */
export function buildSources() {
  const built = forge(["build", "--skip", "test"], { stdio: ["ignore", "ignore", "inherit"] });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

/** The compiler's output for a contract in src/. */
export function artifact(name) {
  const file = path.join(root, "out", `${name}.sol`, `${name}.json`);
  if (!existsSync(file)) throw new Error(`no artifact of ${name}: src/${name}.sol has no contract of that name`);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Size of the deployed code. */
export function sizeBytesOf(output) {
  return (output.deployedBytecode.object.length - 2) / 2;
}

// Prints a JSON list of {"name","gas","units","gas_per_unit"}: gas of whole transactions on a private anvil.
//   node tools/gas.mjs [--hardfork cancun|prague]   names of the prague run end in _prague
//   node tools/gas.mjs --snapshot                   writes test/gas/snapshot.json
//   node tools/gas.mjs --check                      fails if a figure is above the snapshot
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./forge.mjs";
import { measure } from "../test/gas/scenarios.mjs";

const snapshotFile = path.join(root, "test/gas/snapshot.json");
const hardforks = ["cancun", "prague"];
const option = process.argv.indexOf("--hardfork");
const hardfork = option < 0 ? hardforks[0] : process.argv[option + 1];
if (!hardforks.includes(hardfork)) {
  process.stderr.write(`--hardfork takes ${hardforks.join(" or ")}\n`);
  process.exit(2);
}

const results = await measure(hardfork, hardfork === hardforks[0] ? "" : `_${hardfork}`);
process.stdout.write(`[\n${results.map((r) => `  ${JSON.stringify(r)}`).join(",\n")}\n]\n`);

const snapshot = existsSync(snapshotFile) ? JSON.parse(readFileSync(snapshotFile, "utf8")) : {};
if (process.argv.includes("--snapshot")) {
  // The other hardfork's figures stay.
  for (const r of results) snapshot[r.name] = r.gas;
  writeFileSync(snapshotFile, `${JSON.stringify(snapshot, null, 2)}\n`);
}
if (process.argv.includes("--check")) {
  const worse = results.filter((r) => !(r.gas <= snapshot[r.name]));
  for (const r of worse) process.stderr.write(`${r.name}: ${r.gas} gas, snapshot ${snapshot[r.name] ?? "none"}\n`);
  if (worse.length > 0) process.exit(1);
}

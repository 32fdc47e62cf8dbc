// Measures the gas of whole transactions on private chains, for each hardfork, ours and peers'.
//   node tools/gas.mjs                  a table
//   node tools/gas.mjs --json           a list of {"name","hardfork","gas","units","gas_per_unit"}, and "target" (gas of
//                                       the transaction) and "met" where there is one
//   node tools/gas.mjs --snapshot       writes test/gas/snapshot.json
//   node tools/gas.mjs --check          fails if a figure is above the snapshot, one of the two lacks a name, or a target
//                                       is missed and docs/contracts.md doesn't name it under "Gas"
//   node tools/gas.mjs --hardfork NAME  only this one
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./forge.mjs";
import { buildPeers } from "../test/gas/peers.mjs";
import { measure } from "../test/gas/scenarios.mjs";
import { hardforks } from "../test/gas/targets.mjs";

const snapshotFile = path.join(root, "test/gas/snapshot.json");
const known = ["--json", "--snapshot", "--check", "--hardfork"];
const has = (option) => process.argv.includes(option);
const only = has("--hardfork") ? process.argv[process.argv.indexOf("--hardfork") + 1] : undefined;
const unknown = process.argv.slice(2).find((argument) => !known.includes(argument) && argument !== only);
if (unknown !== undefined || (has("--hardfork") && !hardforks.includes(only))) {
  process.stderr.write(`takes ${known.join(", ")}; --hardfork is followed by ${hardforks.join(" or ")}\n`);
  process.exit(2);
}

function table(results) {
  const number = (n) => n.toLocaleString("en-US");
  const row = (name, gas, perUnit, target) => `${name.padEnd(36)}${gas.padStart(12)}${perUnit.padStart(12)}  ${target}`.trimEnd();
  const target = (r) => (r.target === undefined ? "" : `${r.met ? "≤" : "MISSED:"} ${number(r.target)}`);
  return [
    row("transaction", "gas", "per unit", "target"),
    ...results.map((r) => row(r.name, number(r.gas), number(r.gas_per_unit), target(r))),
  ].join("\n");
}

/** What the documentation says about gas. */
function gasChapter() {
  const text = readFileSync(path.join(root, "../docs/contracts.md"), "utf8");
  return /^## Gas$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(text)?.[1] ?? "";
}

buildPeers();
const measured = only === undefined ? hardforks : [only];
const results = [];
for (const hardfork of measured) results.push(...await measure(hardfork));
if (has("--json")) process.stdout.write(`[\n${results.map((r) => `  ${JSON.stringify(r)}`).join(",\n")}\n]\n`);
else process.stdout.write(`${table(results)}\n`);

const snapshot = existsSync(snapshotFile) ? JSON.parse(readFileSync(snapshotFile, "utf8")) : {};
if (has("--snapshot")) {
  // What another hardfork measured stays; what is no longer measured goes.
  const kept = only === undefined ? {} : snapshot;
  for (const r of results) kept[r.name] = r.gas;
  writeFileSync(snapshotFile, `${JSON.stringify(kept, null, 2)}\n`);
}
if (has("--check")) {
  const worse = results.filter((r) => !(r.gas <= snapshot[r.name]));
  for (const r of worse) process.stderr.write(`${r.name}: ${r.gas} gas, snapshot ${snapshot[r.name] ?? "none"}\n`);
  const names = new Set(results.map((r) => r.name));
  const gone = only === undefined ? Object.keys(snapshot).filter((name) => !names.has(name)) : [];
  for (const name of gone) process.stderr.write(`${name}: in the snapshot, but not measured\n`);
  const documented = gasChapter();
  const silent = results.filter((r) => r.met === false && !documented.includes(`\`${r.name.replace(/_(cancun|prague)$/, "")}\``));
  for (const r of silent) process.stderr.write(`${r.name}: ${r.gas} gas misses its target ${r.target}, and docs/contracts.md doesn't say so\n`);
  if (worse.length + gone.length + silent.length > 0) process.exit(1);
}

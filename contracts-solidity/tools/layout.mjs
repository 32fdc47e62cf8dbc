// Writes storage-layout.json: every storage slot of every contract. `--check` fails if a slot has moved.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { artifact, buildSources, contracts } from "./contracts.mjs";
import { root } from "./forge.mjs";

const target = path.join(root, "storage-layout.json");
buildSources();

const layout = {};
for (const name of contracts) {
  const { storageLayout } = artifact(name);
  layout[name] = storageLayout.storage.map(({ label, slot, offset, type }) => ({
    slot: Number(slot), offset, label, type: storageLayout.types[type].label,
  }));
}
// Whatever has the assets' slots runs on the storage of Tokens, by delegation.
for (const [name, entries] of Object.entries(layout)) {
  if (!entries.some(({ label }) => label === "_tokens")) continue;
  const length = Math.max(entries.length, layout.Tokens.length);
  for (let i = 0; i < length; i += 1) {
    if (JSON.stringify(entries[i]) === JSON.stringify(layout.Tokens[i])) continue;
    process.stderr.write(`${name} and Tokens differ at ${(entries[i] ?? layout.Tokens[i]).label}\n`);
    process.exit(1);
  }
}
const text = `${JSON.stringify(layout, null, 2)}\n`;
if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
  process.stderr.write("storage-layout.json is out of date: a slot moved, or run 'npm run layout' and commit\n");
  process.exit(1);
}

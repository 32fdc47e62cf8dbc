// Writes storage-layout.json: every storage slot of every contract. `--check` fails if a slot has moved.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { forge, root } from "./forge.mjs";

const contracts = ["Handling", "Tokens", "Catalogue", "Partners", "Liens", "Recalls", "Council", "Relay", "Lens"];
const target = path.join(root, "storage-layout.json");
const built = forge(["build", "--skip", "test"], { stdio: ["ignore", "ignore", "inherit"] });
if (built.status !== 0) process.exit(built.status ?? 1);

const layout = {};
for (const name of contracts) {
  const { storageLayout } = JSON.parse(readFileSync(path.join(root, "out", `${name}.sol`, `${name}.json`), "utf8"));
  layout[name] = storageLayout.storage.map(({ label, slot, offset, type }) => ({
    slot: Number(slot), offset, label, type: storageLayout.types[type].label,
  }));
}
// Handling's code runs on the storage of Tokens.
for (const [i, entry] of layout.Handling.entries()) {
  if (JSON.stringify(entry) !== JSON.stringify(layout.Tokens[i])) {
    process.stderr.write(`Handling and Tokens differ at ${entry.label}\n`);
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

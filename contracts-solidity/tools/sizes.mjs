// Prints the size of each contract's code and the room that is left; exits with 1 if one doesn't fit.
// `--json` prints [{"name","bytes","limit","room"}].
import { artifact, buildSources, contracts, sizeBytesOf, sizeLimitBytes } from "./contracts.mjs";

buildSources();
const sizes = contracts.map((name) => {
  const bytes = sizeBytesOf(artifact(name));
  return { name, bytes, limit: sizeLimitBytes, room: sizeLimitBytes - bytes };
});
if (process.argv.includes("--json")) {
  process.stdout.write(`[\n${sizes.map((size) => `  ${JSON.stringify(size)}`).join(",\n")}\n]\n`);
} else {
  const row = (name, bytes, room, share) => `${name.padEnd(12)}${bytes.padStart(10)}${room.padStart(10)}${share.padStart(8)}\n`;
  const grouped = (n) => n.toLocaleString("en-US");
  process.stdout.write(row("contract", "bytes", "room", "used"));
  for (const { name, bytes, room } of sizes) {
    process.stdout.write(row(name, grouped(bytes), grouped(room), `${Math.round((bytes / sizeLimitBytes) * 100)} %`));
  }
}
const over = sizes.filter(({ room }) => room < 0);
for (const { name, bytes } of over) process.stderr.write(`${name} has ${bytes} bytes, the limit is ${sizeLimitBytes}\n`);
process.exit(over.length > 0 ? 1 : 0);

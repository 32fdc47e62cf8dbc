// Tells with which seeds tests chose at random, then adds up what every suite reported and prints the one closing line.
// Usage: node tests/count.mjs <folder with *.trx and solidity.txt>
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const files = readdirSync(folder);
const seeds = [];

for (const file of files.filter((name) => name.endsWith(".trx"))) {
  const text = readFileSync(join(folder, file), "utf8");
  const counters = /<Counters ([^>]*)\/>/.exec(text)?.[1] ?? "";
  const read = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  total.passed += read("passed");
  total.failed += read("failed") + read("error") + read("timeout") + read("aborted");
  total.skipped += (text.match(/outcome="NotExecuted"/g) ?? []).length;
  for (const [, line] of text.matchAll(/^.*?(LEDGER_SEED=\d+[^<\r\n]*)/gm)) if (!seeds.includes(line)) seeds.push(line);
  // A run that was cut off has no test to blame, so it counts as one failure of its own.
  if (!/<ResultSummary outcome="(Completed|Failed)"/.test(text) || !counters) total.failed += 1;
}

const solidity = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(readFileSync(join(folder, "solidity.txt"), "utf8"));
if (solidity) {
  total.passed += Number(solidity[1]);
  total.failed += Number(solidity[2]);
  total.skipped += Number(solidity[3]);
} else {
  total.failed += 1;
}

for (const line of seeds) console.log(line);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

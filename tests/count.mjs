// Tells with which seeds tests chose at random and which tests failed, then adds up what every suite reported and prints
// the one closing line. Failures stand here once more because what was printed when they happened is pages above.
// Usage: node tests/count.mjs <folder with *.trx and solidity.txt>
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
const files = readdirSync(folder);
const seeds = [];
const failures = [];
const plain = (xml) => xml.replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&apos;", "'").replaceAll("&amp;", "&");

for (const file of files.filter((name) => name.endsWith(".trx"))) {
  const text = readFileSync(join(folder, file), "utf8");
  const counters = /<Counters ([^>]*)\/>/.exec(text)?.[1] ?? "";
  const read = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  total.passed += read("passed");
  total.failed += read("failed") + read("error") + read("timeout") + read("aborted");
  total.skipped += (text.match(/outcome="NotExecuted"/g) ?? []).length;
  for (const [, line] of text.matchAll(/^.*?(LEDGER_SEED=\d+[^<\r\n]*)/gm)) if (!seeds.includes(line)) seeds.push(line);
  for (const [, result] of text.matchAll(/<UnitTestResult ([^>]*outcome="Failed"[^>]*>(?:(?!<\/UnitTestResult>)[\s\S])*)/g)) {
    const name = /testName="([^"]*)"/.exec(result)?.[1] ?? "a test";
    const message = /<Message>([\s\S]*?)<\/Message>/.exec(result)?.[1] ?? "";
    failures.push(`FAILED ${plain(name)}: ${plain(message).trim().replace(/\s+/g, " ").slice(0, 500)}`);
  }
  // A run that was cut off has no test to blame, so it counts as one failure of its own.
  if (!/<ResultSummary outcome="(Completed|Failed)"/.test(text) || !counters) {
    total.failed += 1;
    failures.push(`FAILED the run that wrote ${file} was cut off`);
  }
}

const output = readFileSync(join(folder, "solidity.txt"), "utf8");
for (const [line] of output.matchAll(/^FAIL .*/gm)) failures.push(line.replace("FAIL", "FAILED"));
const solidity = /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(output);
if (solidity) {
  total.passed += Number(solidity[1]);
  total.failed += Number(solidity[2]);
  total.skipped += Number(solidity[3]);
} else {
  total.failed += 1;
  failures.push("FAILED the Solidity suite said nothing");
}

for (const line of [...seeds, ...failures]) console.log(line);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

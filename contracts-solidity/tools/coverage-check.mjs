// Shows that coverage's figures are true: measures a small project and compares what never ran with missed.txt, which
// was written by hand.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./forge.mjs";

const project = path.join(root, "tools/fixtures/coverage");
const run = spawnSync(process.execPath, [path.join(root, "tools/coverage.mjs"), "--json", "--project", project], { encoding: "utf8" });
// Below the thresholds, so it must fail.
if (run.status !== 1 || !run.stdout.startsWith("{")) {
  process.stderr.write(`${run.stdout}${run.stderr}\ncoverage of ${project} ended with ${run.status}, not with figures below the thresholds\n`);
  process.exit(1);
}
const { files } = JSON.parse(run.stdout);
const missed = files.flatMap(({ file, missed: list }) => list.map(({ line, what }) => `${file}:${line}: ${what}`));
const expected = readFileSync(path.join(project, "missed.txt"), "utf8").trim().split("\n");
const extra = missed.filter((line) => !expected.includes(line));
const lacking = expected.filter((line) => !missed.includes(line));
for (const line of extra) process.stderr.write(`reported, but it ran: ${line}\n`);
for (const line of lacking) process.stderr.write(`not reported: ${line}\n`);
process.stdout.write(`coverage tells ${expected.length - lacking.length} of ${expected.length} misses, and ${extra.length} wrongly\n`);
process.exit(extra.length + lacking.length > 0 ? 1 : 0);

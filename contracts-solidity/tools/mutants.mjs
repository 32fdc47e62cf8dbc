// Takes rules out of the contracts one at a time (test/mutants/mutants.mjs) and says whether the tests named for them fail, as
// they must. Works on a copy in the temporary folder. Exits with 1 if a mutant lived, didn't compile, or matched nothing.
//   npm run mutants              all of them: some 20 seconds each
//   npm run mutants -- WORD…     those whose rule, file or tests contain one of the words
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { mutants } from "../test/mutants/mutants.mjs";
import { root } from "./forge.mjs";

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = mutants.filter((mutant) => words.length === 0 || words.some((word) => JSON.stringify(mutant).toLowerCase().includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`no mutant has ${words.join(" or ")} in its rule, file or tests\n`);
  process.exit(2);
}

const folder = mkdtempSync(path.join(os.tmpdir(), "ledger-mutants-"));
for (const part of ["src", "test", "tools", "foundry.toml", "package.json", "cache", "out"]) {
  cpSync(path.join(root, part), path.join(folder, part), { recursive: true, preserveTimestamps: true });
}
symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Runs forge in the copy and gives what it printed. */
function forge(...args) {
  const run = spawnSync(process.execPath, ["tools/forge.mjs", ...args], { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  return { status: run.status, text: run.stdout + run.stderr };
}

/** The results of the tests with these names: name → status. */
function results(tests) {
  const run = forge("test", "--json", "--match-test", `^test_(${tests.join("|")})\\(`);
  const suites = JSON.parse(run.text.slice(run.text.indexOf("{"), run.text.lastIndexOf("}") + 1));
  return new Map(Object.values(suites).flatMap((suite) => Object.entries(suite.test_results).map(([name, { status }]) => [name.replace(/^test_|\(.*$/g, ""), status])));
}

/** What is wrong with a mutant, or nothing if the tests caught it. */
function judge(mutant) {
  const file = path.join(folder, "src", mutant.file);
  const source = readFileSync(file, "utf8");
  const places = source.split(mutant.find).length - 1;
  if (places !== 1) return `what it changes stands in ${mutant.file} ${places} times`;
  let changed = source.replace(mutant.find, () => mutant.replace);
  if (mutant.append) changed = changed.trimEnd().replace(/\}$/, () => mutant.append);
  writeFileSync(file, changed);
  try {
    const built = forge("build");
    if (built.status !== 0) return `it doesn't compile: ${/Error[^\n]*\n[^\n]*/.exec(built.text)?.[0] ?? built.text.slice(-400)}`;
    const after = results(mutant.tests);
    const lived = mutant.tests.filter((test) => after.get(test) !== "Failure");
    return lived.length === 0 ? undefined : `it lives: ${lived.map((test) => `${test} ${after.has(test) ? "passes" : "isn't there"}`).join(", ")}`;
  } finally {
    writeFileSync(file, source);
  }
}

const all = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
forge("build");
const before = results(all);
let faults = 0;
for (const test of all) {
  if (before.get(test) === "Success") continue;
  faults += 1;
  process.stdout.write(`FAULT ${test} ${before.has(test) ? "fails" : "isn't there"} with nothing taken out\n`);
}
for (const mutant of chosen) {
  const fault = judge(mutant);
  faults += fault ? 1 : 0;
  process.stdout.write(`${fault ? "FAULT" : "caught"} ${mutant.rule}${fault ? `: ${fault}` : ` (${mutant.tests.join(", ")})`}\n`);
}
process.stdout.write(`${chosen.length} mutants, ${faults} faults\n`);
process.exit(faults > 0 ? 1 : 0);

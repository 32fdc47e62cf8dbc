// Runs forge's tests and ends with "N passed, N failed, N skipped"; exits with 1 if one failed or nothing compiled.
// Further arguments go to forge (for instance --match-path). FOUNDRY_PROFILE=nightly runs far more.
// The differential fuzz runs LEDGER_FUZZ_SEQUENCES sequences (1,000 unless set or nightly) from LEDGER_FUZZ_SEED, which is printed.
import { forge } from "./forge.mjs";

process.env.LEDGER_FUZZ_SEED ??= String(Math.floor(Date.now() / 1000));
if (process.env.FOUNDRY_PROFILE !== "nightly") process.env.LEDGER_FUZZ_SEQUENCES ??= "1000";
process.stdout.write(`fuzzing ${process.env.LEDGER_FUZZ_SEQUENCES ?? "all"} sequences with LEDGER_FUZZ_SEED=${process.env.LEDGER_FUZZ_SEED}\n`);

// forge finds the artifacts that the tests deploy by path, so everything is built first.
const built = forge(["build"], { stdio: ["ignore", "ignore", "inherit"] });
if (built.status !== 0) {
  process.stdout.write("0 passed, 1 failed, 0 skipped\n");
  process.exit(1);
}
const result = forge(["test", "--json", ...process.argv.slice(2)], { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
const count = { Success: 0, Failure: 0, Skipped: 0 };
try {
  const suites = JSON.parse(result.stdout.slice(result.stdout.indexOf("{")));
  for (const [suite, { test_results: tests }] of Object.entries(suites)) {
    for (const [name, test] of Object.entries(tests)) {
      count[test.status] += 1;
      if (test.status !== "Failure") continue;
      process.stdout.write(`FAIL ${suite} ${name}: ${test.reason ?? ""}\n`);
      if (test.counterexample) process.stdout.write(`  counterexample: ${JSON.stringify(test.counterexample)}\n`);
    }
  }
} catch (error) {
  process.stderr.write(`forge gave no results: ${error.message}\n${result.stdout.slice(0, 2_000)}\n`);
  count.Failure += 1;
}
if (count.Success === 0) count.Failure += 1;
process.stdout.write(`${count.Success} passed, ${count.Failure} failed, ${count.Skipped} skipped\n`);
process.exit(count.Failure > 0 ? 1 : 0);

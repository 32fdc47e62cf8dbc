// Runs forge's tests and ends with "N passed, N failed, N skipped"; exits with 1 if one failed or nothing compiled.
// Further arguments go to forge (for instance --match-path).
//   LEDGER_FUZZ_SEQUENCES   sequences of 70 acts of the differential fuzz: 5,000 unless set, 50,000 if nightly
//   LEDGER_FUZZ_SEED        the seed of all random tests: the time unless set; printed
//   FOUNDRY_PROFILE=nightly ten times the sequences and forty times the runs of each testFuzz_
import { forge } from "./forge.mjs";

const sequences = { default: "5000", nightly: "50000" };
process.env.LEDGER_FUZZ_SEED ??= String(Math.floor(Date.now() / 1000));
process.env.LEDGER_FUZZ_SEQUENCES ??= sequences[process.env.FOUNDRY_PROFILE ?? "default"] ?? sequences.default;
process.stdout.write(`fuzzing ${process.env.LEDGER_FUZZ_SEQUENCES} sequences with LEDGER_FUZZ_SEED=${process.env.LEDGER_FUZZ_SEED}\n`);

// With --match-path forge compiles only what those tests import, and they deploy contracts that they do not.
const built = forge(["build"], { stdio: ["ignore", "ignore", "inherit"] });
if (built.status !== 0) {
  process.stdout.write("0 passed, 1 failed, 0 skipped\n");
  process.exit(1);
}
const result = forge(["test", "--json", "--fuzz-seed", process.env.LEDGER_FUZZ_SEED, ...process.argv.slice(2)], { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
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

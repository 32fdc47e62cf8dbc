// Prints how much of src/ the tests run: lines and branches of each file; exits with 1 below the thresholds, with what
// never ran. Works on a copy of the project, in which every statement and condition carries a marker
// (tools/instrument.mjs), and forge's coverage counts the markers. A branch is one outcome of an `if`, a `?:` or a `try`.
//   --all      lists what never ran even if the thresholds are met
//   --json     prints the figures as JSON
//   --project FOLDER   measures another project, with the compiler's settings of this one
// Further arguments choose tests as forge's do (for instance --match-path). LEDGER_FUZZ_SEQUENCES is 200 unless set.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { solidityFiles } from "./contracts.mjs";
import { forge, root } from "./forge.mjs";
import { Markers, instrument, markerLibrary } from "./instrument.mjs";

const thresholds = { lines: 98, branches: 95 };
const given = process.argv.slice(2);
const all = given.includes("--all");
const json = given.includes("--json");
const other = given.includes("--project") ? given[given.indexOf("--project") + 1] : undefined;
const passed = given.filter((argument) => !["--all", "--json", "--project", other].includes(argument));
const project = other === undefined ? root : path.resolve(other);
const copy = path.join(project, ".coverage");
const report = path.join(copy, "lcov.info");
// What these tests say about gas isn't so of code with markers, or they write files for others.
const left = "^test_(Sizes_|MaximumSize_|Export_RunsForOtherProjections)";

/**
 * The project with markers. Its tests are those of the project itself, compiled as ever, and called by a generated one:
 * so only contracts have markers, what a test calls in a library itself doesn't count, and the compiler's memory suffices.
 */
function makeCopy() {
  rmSync(copy, { recursive: true, force: true });
  makeProject(copy);
  const markers = new Markers();
  for (const file of solidityFiles("src", project)) {
    const text = readFileSync(path.join(project, file), "utf8");
    const marks = path.relative(path.dirname(file), `src/${markerLibrary}.sol`);
    write(file, instrument(file, text, marks.startsWith(".") ? marks : `./${marks}`, markers));
  }
  write(`src/${markerLibrary}.sol`, markers.source());
  writeRunners();
  return markers.points;
}

function makeProject(folder) {
  mkdirSync(path.join(folder, "tools"), { recursive: true });
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  for (const name of ["foundry.toml", "package.json", "tools/solc"]) cpSync(path.join(root, name), path.join(folder, name));
}

/** Compiles the tests without markers; gives the folder. */
function buildTests() {
  if (project === root) {
    must(forge(["build"], { stdio: ["ignore", "ignore", "inherit"] }));
    return root;
  }
  const plain = path.join(copy, "plain");
  makeProject(plain);
  for (const folder of ["src", "test"]) cpSync(path.join(project, folder), path.join(plain, folder), { recursive: true });
  must(forge(["build"], { cwd: plain, stdio: ["ignore", "ignore", "inherit"] }));
  return plain;
}

/** For every test contract one that makes it anew for each of its tests, as forge does, and calls that. */
function writeRunners() {
  const plain = buildTests();
  const listed = must(forge(["test", "--list", "--json", "--no-match-test", left, ...passed], { cwd: plain, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" }));
  const suites = JSON.parse(listed.stdout.slice(listed.stdout.indexOf("{")));
  for (const [file, contracts] of Object.entries(suites)) {
    for (const [contract, tests] of Object.entries(contracts)) {
      const { abi, bytecode } = JSON.parse(readFileSync(path.join(plain, "out", path.basename(file), `${contract}.json`), "utf8"));
      if (existsSync(path.join(copy, `tests/${contract}.json`))) throw new Error(`two test contracts are called ${contract}`);
      write(`tests/${contract}.json`, JSON.stringify({ abi: [], bytecode }));
      write(`test/${contract}.t.sol`, runner(contract, abi, tests.map((test) => test.replace(/\(.*/, ""))));
    }
  }
}

function runner(contract, abi, tests) {
  const functions = tests.map((name) => {
    const { inputs } = abi.find((entry) => entry.type === "function" && entry.name === name);
    if (inputs.some(({ type }) => type.includes("tuple"))) throw new Error(`${contract}.${name} takes a struct: teach tools/coverage.mjs`);
    const located = (type) => (/\]$|^bytes$|^string$/.test(type) ? `${type} memory` : type);
    const parameters = inputs.map(({ type }, i) => `${located(type)} a${i}`).join(", ");
    const values = inputs.map((_, i) => `, a${i}`).join("");
    return `    function ${name}(${parameters}) public { run(abi.encodeWithSignature("${name}(${inputs.map(({ type }) => type).join(",")})"${values})); }`;
  });
  const setUp = abi.some((entry) => entry.name === "setUp") ? '        call(made, abi.encodeWithSignature("setUp()"));\n' : "";
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
interface Vm { function getCode(string calldata artifact) external view returns (bytes memory); }
contract ${contract} {
    function run(bytes memory data) private {
        bytes memory code = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D).getCode("tests/${contract}.json");
        address made;
        assembly { made := create(0, add(code, 32), mload(code)) }
        if (made == address(0)) revert("${contract} can't be made");
${setUp}        call(made, data);
    }
    function call(address made, bytes memory data) private {
        (bool done, bytes memory reason) = made.call(data);
        assembly { if iszero(done) { revert(add(reason, 32), mload(reason)) } }
    }
${functions.join("\n")}
}
`;
}

function must(result) {
  if (result.status === 0) return result;
  process.stderr.write("no coverage: the tests don't compile\n");
  process.exit(1);
}

function write(file, text) {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

/** How often each marker was called, by id. */
function hitsOf(lcov, count) {
  const hits = new Map();
  for (const [, calls, id] of lcov.matchAll(new RegExp(`^FNDA:(\\d+),${markerLibrary}\\.c(\\d+)$`, "gm"))) {
    hits.set(Number(id), Number(calls));
  }
  // A contract that nothing deploys would else be missing without a word.
  if (hits.size !== count) throw new Error(`forge reported ${hits.size} of ${count} markers`);
  return hits;
}

/** Figures of each file: lines and branches that ran, of how many, and which didn't. */
function figuresOf(points, hits) {
  const files = new Map();
  for (const [id, point] of points.entries()) {
    if (!files.has(point.file)) files.set(point.file, { lines: new Map(), branches: [] });
    const file = files.get(point.file);
    const ran = hits.get(id) > 0;
    if (point.kind === "branch") file.branches.push({ ...point, ran });
    // Of two statements on one line the first decides; the other is a branch.
    else for (const line of point.lines) if (!file.lines.has(line)) file.lines.set(line, ran);
  }
  return [...files].map(([file, { lines, branches }]) => ({
    file,
    lines: { ran: [...lines.values()].filter(Boolean).length, of: lines.size },
    branches: { ran: branches.filter((b) => b.ran).length, of: branches.length },
    missed: [
      ...[...lines].filter(([, ran]) => !ran).map(([line]) => ({ line, what: "never ran" })),
      ...branches.filter((b) => !b.ran).map(({ line, text, outcome }) => ({ line, what: `never ${outcome}: ${text.replace(/\s+/g, " ")}` })),
    ].sort((a, b) => a.line - b.line),
  }));
}

const percent = ({ ran, of }) => (of === 0 ? 100 : (100 * ran) / of);
const total = (figures, kind) => ({
  ran: figures.reduce((sum, f) => sum + f[kind].ran, 0),
  of: figures.reduce((sum, f) => sum + f[kind].of, 0),
});

function printTable(figures, totals) {
  const row = (name, lines, branches) => `${name.padEnd(36)}${lines.padStart(22)}${branches.padStart(22)}\n`;
  const cell = (figure) => `${percent(figure).toFixed(2)} % (${figure.ran}/${figure.of})`;
  process.stdout.write(row("file", "lines", "branches"));
  for (const f of figures) process.stdout.write(row(f.file, cell(f.lines), cell(f.branches)));
  process.stdout.write(row("all of src/", cell(totals.lines), cell(totals.branches)));
}

const points = makeCopy();
process.env.FOUNDRY_PROFILE = "coverage";
process.env.LEDGER_FUZZ_SEQUENCES ??= "200";
// Each contract apart: tools/solc.
process.env.LEDGER_SOLC_APART = "^src/[^/]*\\.sol$";
process.env.LEDGER_FUZZ_SEED ??= String(Math.floor(Date.now() / 1000));
process.stderr.write(`${points.length} markers; fuzzing ${process.env.LEDGER_FUZZ_SEQUENCES} sequences with LEDGER_FUZZ_SEED=${process.env.LEDGER_FUZZ_SEED}; compiling takes minutes\n`);
const run = forge(["coverage", "--ir-minimum", "--fuzz-seed", process.env.LEDGER_FUZZ_SEED, "--report", "lcov", "--report-file", report], {
  cwd: copy, stdio: ["ignore", "pipe", "inherit"], encoding: "utf8",
});
if (run.status !== 0) {
  process.stderr.write(run.stdout.split("\n").filter((line) => /FAIL|rror/.test(line)).join("\n"));
  process.stderr.write("\nno coverage: the tests fail on the copy with markers\n");
  process.exit(1);
}
const figures = figuresOf(points, hitsOf(readFileSync(report, "utf8"), points.length));
const totals = { lines: total(figures, "lines"), branches: total(figures, "branches") };
if (json) process.stdout.write(`${JSON.stringify({ totals, files: figures }, null, 2)}\n`);
else printTable(figures, totals);

const below = Object.keys(thresholds).filter((kind) => percent(totals[kind]) < thresholds[kind]);
if (all || below.length > 0) {
  for (const { file, missed } of figures) for (const { line, what } of missed) process.stderr.write(`${file}:${line}: ${what}\n`);
}
for (const kind of below) {
  process.stderr.write(`${percent(totals[kind]).toFixed(2)} % of ${kind}; at least ${thresholds[kind]} % must run\n`);
}
process.exit(below.length > 0 ? 1 : 0);

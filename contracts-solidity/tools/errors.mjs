// Fails unless every custom error of src/ is raised there and expected by name in a test: as the reason of a refusal
// (`abi.encodeWithSelector(X.selector, …)`, also over several lines), so that its values are checked too. A list of
// names that are merely allowed doesn't count.
import { readFileSync } from "node:fs";
import path from "node:path";
import { solidityFiles } from "./contracts.mjs";
import { root } from "./forge.mjs";

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/[^\n]*/g, "");
const read = (folder) => solidityFiles(folder).map((file) => ({ file, text: withoutComments(readFileSync(path.join(root, file), "utf8")) }));
const sources = read("src");
const names = (texts, pattern) => new Set(texts.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1])));

const raised = names(sources, /\brevert\s+(?:\w+\.)*(\w+)\s*\(/g);
const expected = names(read("test"), /\bencodeWithSelector\(\s*(?:\w+\.)*(\w+)\.selector\b/g);
let count = 0;
let faults = 0;
const fault = (text) => {
  faults += 1;
  process.stderr.write(`${text}\n`);
};
for (const { file, text } of sources) {
  for (const [, name] of text.matchAll(/^\s*error\s+(\w+)\s*\(/gm)) {
    count += 1;
    if (!raised.has(name)) fault(`${file}: ${name} is never raised`);
    if (!expected.has(name)) fault(`${file}: no test expects ${name}`);
  }
}
if (count === 0) fault("no errors found in src/");
process.stdout.write(`${count} custom errors, ${faults} faults\n`);
process.exit(faults > 0 ? 1 : 0);

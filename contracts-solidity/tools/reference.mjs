// Writes docs/contracts-reference.md: every message, event, error and word with its fields, from the NatSpec of the
// sources. `--check` writes nothing and fails if the committed file isn't what the sources give.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./forge.mjs";

const target = path.join(root, "../docs/contracts-reference.md");
const read = (file) => readFileSync(path.join(root, "src", file), "utf8");

/** The `///` lines right before a place, as one text with the tags taken out, and the @param lines by name. */
function docsBefore(source, index) {
  const lines = source.slice(0, index).split("\n").slice(0, -1);
  const block = [];
  for (let line = lines.pop(); line !== undefined && /^\s*\/\/\/ ?/.test(line); line = lines.pop()) {
    block.unshift(line.replace(/^\s*\/\/\/ ?/, ""));
  }
  const parameters = {};
  const text = [];
  let current = null;
  for (const line of block) {
    const parameter = /^@param (\w+) (.*)$/.exec(line);
    if (parameter) {
      current = parameter[1];
      parameters[current] = parameter[2];
    } else if (/^@(notice|dev|title)/.test(line) || current === null) {
      current = null;
      text.push(line.replace(/^@(notice|dev|title) ?/, ""));
    } else {
      parameters[current] += ` ${line}`;
    }
  }
  // Drawings keep their lines.
  let drawing = false;
  const joined = text.map((line) => {
    if (line.startsWith("```")) drawing = !drawing;
    return drawing || line.startsWith("```") ? `\n${line}\n`.replace(/\n$/, drawing ? "" : "\n") : `${line} `;
  }).join("");
  return { text: joined.trim(), parameters };
}

const cell = (text) => text.replaceAll("|", "\\|");

function fieldsOf(list, separator) {
  return list.split(separator).map((field) => field.trim().replace(/\s+/g, " ")).filter((field) => field !== "")
    .map((field) => {
      const words = field.split(" ");
      const indexed = words.includes("indexed");
      const name = words.length > 1 ? words.at(-1) : "";
      return { type: words[0], name, indexed };
    });
}

function table(fields, parameters) {
  return fields.map((f) =>
    `| \`${f.name}\` | ${f.type}${f.indexed ? ", indexed" : ""} | ${cell(parameters[f.name] ?? "")} |`);
}

function messages() {
  const out = [];
  for (const file of ["interfaces/Messages.sol", "interfaces/ShippingMessages.sol"]) out.push(...structs(read(file)));
  return out;
}

function structs(source) {
  const out = [];
  for (const match of source.matchAll(/^struct (\w+) \{([^}]*)\}/gm)) {
    const { text, parameters } = docsBefore(source, match.index);
    out.push(`### ${match[1]}`, "", text, "", "| field | type | |", "|---|---|---|",
      ...table(fieldsOf(match[2], ";"), parameters), "");
  }
  return out;
}

function declarations(file, keyword) {
  const source = read(file);
  const out = [];
  for (const match of source.matchAll(new RegExp(`^    ${keyword} (\\w+)\\(([^)]*)\\);`, "gm"))) {
    const { text, parameters } = docsBefore(source, match.index);
    out.push({ name: match[1], text, parameters, fields: fieldsOf(match[2], ",") });
  }
  return out;
}

function words() {
  const out = [];
  for (const file of ["libraries/TokenWord.sol", "libraries/Words.sol", "libraries/PartyWords.sol"]) {
    const source = read(file);
    for (const match of source.matchAll(/^library (\w+) \{/gm)) {
      out.push(`### ${match[1]}`, "", docsBefore(source, match.index).text, "");
    }
  }
  return out;
}

const interfaces = readdirSync(path.join(root, "src/interfaces")).filter((f) => /^I\w+\.sol$/.test(f)).sort();
const lines = [
  "# Contracts: reference",
  "",
  "Written by `npm run reference` from the sources; docs/contracts.md says how it all fits.",
  "",
  "## Messages",
  "",
  ...messages(),
  "## Events",
  "",
];
for (const file of interfaces) {
  const events = declarations(`interfaces/${file}`, "event");
  if (events.length === 0) continue;
  lines.push(`### ${file.slice(1, -4)}`, "");
  for (const event of events) {
    lines.push(`**${event.name}** — ${event.text}`, "", "| field | type | |", "|---|---|---|",
      ...table(event.fields, event.parameters), "");
  }
}
lines.push("## Errors", "", "| error | meaning |", "|---|---|");
for (const file of interfaces) {
  for (const error of declarations(`interfaces/${file}`, "error")) {
    const fields = error.fields.map((f) => `${f.type} ${f.name}`.trim()).join(", ");
    lines.push(`| \`${error.name}(${fields})\` | ${cell(error.text)} |`);
  }
}
lines.push("", "## Words", "", "Lowest bits first.", "", ...words());
const text = `${lines.join("\n").trimEnd()}\n`;

if (process.argv.includes("--check")) {
  let committed = "";
  try {
    committed = readFileSync(target, "utf8");
  } catch {
    // There's none yet: reported as outdated.
  }
  if (committed !== text) {
    process.stderr.write("docs/contracts-reference.md isn't what the sources give: npm run reference, and commit\n");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}

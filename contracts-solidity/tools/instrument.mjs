// Puts a marker before every statement and around every condition of a Solidity source. A marker is a call of a tiny
// function of its own, so that forge's coverage counts it whatever the compiler does with the statement beside it.
// Source maps of the IR pipeline lose whole statements (all inline assembly, calls in a single-line function), and
// without that pipeline these contracts don't compile.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const parser = require("@solidity-parser/parser");

/** Name of the library that has the markers' functions. */
export const markerLibrary = "CoverageMarks";

/** What was marked: `{ kind: "line" | "branch", file, line, ... }`, by marker id. */
export class Markers {
  points = [];

  add(point) {
    this.points.push(point);
    return this.points.length - 1;
  }

  /** Source of the library with one function a marker, and one a condition. */
  source() {
    const lines = ["// SPDX-License-Identifier: Apache-2.0", "pragma solidity 0.8.37;", "", `library ${markerLibrary} {`];
    for (const [id, point] of this.points.entries()) {
      // Writes its number where anybody may scribble: a call without an effect would be optimized away.
      lines.push(`    function c${id}() internal pure { assembly ("memory-safe") { mstore(0, ${id}) } }`);
      if (!point.wrapped) continue;
      lines.push(`    function b${id}(bool x) internal pure returns (bool) { if (x) c${id}(); else c${id + 1}(); return x; }`);
    }
    return `${[...lines, "}"].join("\n")}\n`;
  }
}

/** Gives the source with markers; `importPath` is where the library will be, as seen from this file. */
export function instrument(file, text, importPath, markers) {
  const tree = parser.parse(text, { range: true, loc: true });
  const edits = [];
  const insert = (position, added) => edits.push({ position, added, order: edits.length });
  const mark = (id) => `${markerLibrary}.c${id}();`;
  const lineOf = (node) => node.loc.start.line;
  const branch = (node, wrapped) => {
    const point = { kind: "branch", file, line: lineOf(node), text: text.slice(node.range[0], node.range[1] + 1) };
    const id = markers.add({ ...point, outcome: true, wrapped });
    markers.add({ ...point, outcome: false });
    return id;
  };

  const statement = (node) => {
    if (node.type === "Block" || node.type === "UncheckedStatement") return;
    const id = markers.add({ kind: "line", file, lines: [lineOf(node)] });
    insert(node.range[0], `${mark(id)} `);
    if (node.type === "InlineAssemblyStatement") assembly(node, id);
  };

  /** A body without braces gets some. */
  const body = (node) => {
    if (!node || node.type === "Block") return;
    insert(node.range[0], "{ ");
    statement(node);
    insert(node.range[1] + 1, " }");
  };

  const condition = (node) => {
    const id = branch(node, true);
    insert(node.range[0], `${markerLibrary}.b${id}(`);
    insert(node.range[1] + 1, ")");
  };

  /** Yul can't call a marker: bits of a variable say what ran, and are read after the block. */
  const assembly = (node, id) => {
    const variable = `ran${id}`;
    const bits = [];
    const bit = (marker) => {
      bits.push(marker);
      return `${variable} := or(${variable}, ${2 ** (bits.length - 1)}) `;
    };
    const straight = (block, lines) => {
      for (const operation of block.operations) {
        lines.push(lineOf(operation));
        nested(operation);
      }
    };
    const ranIn = (block) => {
      const lines = [];
      const inner = markers.add({ kind: "line", file, lines });
      insert(block.range[0] + 1, ` ${bit(inner)}`);
      straight(block, lines);
    };
    const nested = (operation) => {
      if (operation.type === "AssemblyIf") {
        const taken = branch(operation.condition, false);
        insert(operation.range[0], "switch iszero(");
        // Replaces the word `if`.
        edits.push({ position: operation.range[0], removed: 2, added: "", order: edits.length });
        insert(operation.condition.range[1] + 1, `) case 1 { ${bit(taken + 1)}} default `);
        insert(operation.body.range[0] + 1, ` ${bit(taken)}`);
        ranIn(operation.body);
      } else if (operation.type === "AssemblyFor") {
        ranIn(operation.body);
      } else if (operation.type === "AssemblySwitch" || operation.type === "AssemblyFunctionDefinition") {
        throw new Error(`${file}:${lineOf(operation)}: teach tools/instrument.mjs ${operation.type}`);
      }
    };
    straight(node.body, markers.points[id].lines);
    if (bits.length === 0) return;
    insert(node.range[0], `uint256 ${variable}; `);
    const read = bits.map((marker, i) => `if (${variable} & ${2 ** i} != 0) ${mark(marker)}`);
    insert(node.range[1] + 1, ` ${read.join(" ")}`);
  };

  parser.visit(tree, {
    FunctionDefinition: (node) => {
      if (node.body) insideFunction(node.body);
    },
    ModifierDefinition: (node) => {
      if (node.body) insideFunction(node.body);
    },
  });

  function insideFunction(block) {
    parser.visit(block, {
      Block: (node) => node.statements.forEach(statement),
      IfStatement: (node) => {
        condition(node.condition);
        body(node.trueBody);
        body(node.falseBody);
      },
      Conditional: (node) => condition(node.condition),
      ForStatement: (node) => body(node.body),
      WhileStatement: (node) => body(node.body),
      DoWhileStatement: (node) => body(node.body),
      TryStatement: (node) => {
        for (const clause of [node.body, ...node.catchClauses.map((c) => c.body)]) {
          const id = markers.add({ kind: "branch", file, line: lineOf(clause), text: "try", outcome: clause === node.body });
          insert(clause.range[0] + 1, ` ${mark(id)}`);
        }
      },
    });
  }

  if (edits.length === 0) return text;
  const first = tree.children.find((child) => child.type !== "PragmaDirective");
  insert(first.range[0], `import {${markerLibrary}} from "${importPath}";\n`);
  return apply(text, edits);
}

/** Makes the edits; those at one place in the order in which closing and opening text nests. */
function apply(text, edits) {
  edits.sort((a, b) => a.position - b.position || a.order - b.order);
  let result = "";
  let from = 0;
  for (const { position, added, removed = 0 } of edits) {
    result += text.slice(from, position) + added;
    from = position + removed;
  }
  return result + text.slice(from);
}

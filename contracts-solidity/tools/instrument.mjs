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
      // Writes what is there already: a call without an effect would be optimized away.
      lines.push(`    function c${id}() internal pure { assembly ("memory-safe") { mstore(64, mload(64)) } }`);
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
  const insertFirst = (position, added) => edits.push({ position, added, order: -1 });
  const replace = (position, to, added) => edits.push({ position, removed: to - position, added, order: edits.length });
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

  /**
   * Yul can't call a marker: bits of a variable say what ran, and are read after the block. What would end the call
   * inside a branch ends it after that.
   */
  const assembly = (node, id) => {
    const variable = (name) => `${name}${id}`;
    const bits = [];
    let loops = 0;
    let endings = 0;
    const bit = (marker) => {
      bits.push(marker);
      return `${variable("ran")} := or(${variable("ran")}, ${2 ** (bits.length - 1)}) `;
    };
    const straight = (block, lines) => {
      for (const operation of block.operations) {
        lines.push(lineOf(operation));
        const before = endings;
        nested(operation);
        if (endings === before) continue;
        // What follows may not be reached.
        lines = [];
        insert(operation.range[1] + 1, ` ${bit(markers.add({ kind: "line", file, lines }))}`);
      }
    };
    const ranIn = (block, outcome) => {
      const lines = [];
      const inner = markers.add({ kind: "line", file, lines });
      insert(block.range[0] + 1, ` ${outcome === undefined ? "" : bit(outcome)}${bit(inner)}`);
      straight(block, lines);
    };
    const endLater = (call) => {
      if (loops > 0) throw new Error(`${file}:${lineOf(call)}: teach tools/instrument.mjs ${call.functionName} inside a loop`);
      endings += 1;
      const [from, size] = call.arguments;
      replace(call.range[0], from.range[0], `${variable("end")} := ${call.functionName === "return" ? 1 : 2} ${variable("from")} := `);
      replace(from.range[1] + 1, size.range[0], ` ${variable("size")} := `);
      replace(size.range[1] + 1, call.range[1] + 1, " break");
    };
    const nested = (operation) => {
      if (operation.type === "AssemblyIf") {
        const taken = branch(operation.condition, false);
        replace(operation.range[0], operation.range[0] + 2, "switch iszero(");
        insert(operation.condition.range[1] + 1, `) case 1 { ${bit(taken + 1)}} default `);
        ranIn(operation.body, taken);
      } else if (operation.type === "AssemblySwitch") {
        for (const one of operation.cases) {
          const what = `switch ${text.slice(operation.expression.range[0], operation.expression.range[1] + 1)}`;
          ranIn(one.block, markers.add({ kind: "branch", file, line: lineOf(one), text: what, outcome: one.default ? "default" : one.value.value }));
        }
      } else if (operation.type === "AssemblyFor") {
        loops += 1;
        ranIn(operation.body);
        loops -= 1;
      } else if (operation.type === "AssemblyCall" && ["return", "revert"].includes(operation.functionName)) {
        endLater(operation);
      } else if (operation.type === "AssemblyFunctionDefinition" || operation.type === "AssemblyBlock") {
        throw new Error(`${file}:${lineOf(operation)}: teach tools/instrument.mjs ${operation.type}`);
      }
    };
    if (!node.body.operations.some(({ type }) => ["AssemblyIf", "AssemblySwitch", "AssemblyFor"].includes(type))) {
      for (const operation of node.body.operations) markers.points[id].lines.push(lineOf(operation));
      return;
    }
    straight(node.body, markers.points[id].lines);
    insert(node.range[0], ["ran", "end", "from", "size"].map((name) => `uint256 ${variable(name)}; `).join(""));
    if (endings > 0) {
      insertFirst(node.body.range[0] + 1, " for {} 1 {} {");
      insert(node.body.range[1], " break } ");
    }
    const read = bits.map((marker, i) => `if (${variable("ran")} & ${2 ** i} != 0) ${mark(marker)}`).join(" ");
    const end = endings > 0
      ? ` assembly ("memory-safe") { switch ${variable("end")} case 1 { return(${variable("from")}, ${variable("size")}) } case 2 { revert(${variable("from")}, ${variable("size")}) } }`
      : "";
    insert(node.range[1] + 1, ` ${read}${end}`);
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

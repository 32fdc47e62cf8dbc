// Writes <Contract>.abi.json and <Contract>.doc.json from Sample.sol. See README.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const solc = createRequire(process.cwd() + '/')('solc');

const output = JSON.parse(solc.compile(JSON.stringify({
  language: 'Solidity',
  sources: { 'Sample.sol': { content: readFileSync(new URL('Sample.sol', import.meta.url), 'utf8') } },
  settings: { outputSelection: { '*': { '*': ['abi', 'userdoc', 'devdoc'] } } },
})));
const errors = (output.errors ?? []).filter((e) => e.severity === 'error');
if (errors.length > 0) throw new Error(errors.map((e) => e.formattedMessage).join('\n'));
for (const [name, contract] of Object.entries(output.contracts['Sample.sol'])) {
  const write = (suffix, value) => writeFileSync(new URL(name + suffix, import.meta.url), value);
  write('.abi.json', `[\n${contract.abi.map((entry) => '  ' + JSON.stringify(entry)).join(',\n')}\n]\n`);
  write('.doc.json', JSON.stringify({ userdoc: contract.userdoc, devdoc: contract.devdoc }, null, 2) + '\n');
}

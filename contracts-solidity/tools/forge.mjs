// Runs forge from the platform package, with no network and no telemetry, passing the arguments through.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const forgeBinary = path.join(root, "node_modules/@foundry-rs/forge-linux-amd64/bin/forge");

/** Runs forge in the project folder; `options` go to spawnSync. */
export function forge(args, options = {}) {
  return spawnSync(forgeBinary, args, { cwd: root, stdio: "inherit", maxBuffer: 1 << 30, ...options });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = forge(process.argv.slice(2));
  if (result.error) {
    process.stderr.write(`forge did not start: ${result.error.message}; run 'npm ci' in contracts-solidity\n`);
  }
  process.exit(result.status ?? 1);
}

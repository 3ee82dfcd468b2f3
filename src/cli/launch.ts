#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** SQLite and zstd are part of Node since here. */
const oldestNode = [22, 15] as const;

/**
 * What `headroom` runs first. It imports nothing that an old Node lacks, so that there it can hand over to the Node of a
 * checkout (the package `node` in node_modules), or say what to install.
 */
if (isRecent(process.versions.node)) await import('./main.ts');
else await handOver();

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

async function handOver(): Promise<void> {
  const recentNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!existsSync(recentNode)) {
    console.error(
      `headroom needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}. Install a newer Node from https://nodejs.org.`,
    );
    process.exit(1);
  }
  const child = spawn(recentNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to both, and a second one would end an engine at once instead of in order.
  process.on('SIGINT', signal => process.stdin.isTTY || child.kill(signal));
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(resolve => {
    child.once('exit', (...outcome) => resolve(outcome));
  });
  process.exit(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
}

// Lays out the programs of test/fixtures/runs for one test, each at ports of its own.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../src/stage/free-port.ts';
import { makeFolder } from './tour.ts';

const RUNS = fileURLToPath(new URL('../fixtures/runs', import.meta.url));

/** Copies the programs of a folder, with free ports in place of theirs; `fill` puts those into `{7000}`. */
export async function layRun(t: TestContext, folder: string) {
  const cwd = makeFolder(t);
  const ports = new Map<string, string>();
  for (const name of readdirSync(path.join(RUNS, folder))) {
    let text = readFileSync(path.join(RUNS, folder, name), 'utf8');
    for (const [port] of text.matchAll(/\b7\d{3}\b/g)) {
      if (!ports.has(port)) ports.set(port, String(await findFreePort()));
    }
    text = text.replace(/\b7\d{3}\b/g, (port) => ports.get(port) ?? port);
    writeFileSync(path.join(cwd, name), text);
  }
  return {
    cwd,
    fill: (text: string) => text.replace(/\{(\d+)\}/g, (_, port) => ports.get(port) ?? port),
  };
}

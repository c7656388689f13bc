// With the tap and without it a program does the same.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeCertificate } from './certificate.ts';
import { type Performance, perform } from './programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tap-test-'));
after(() => rmSync(folder, { recursive: true }));

/** What differs from run to run, whoever looks. */
function mask({ stdout, stderr, exit }: Performance) {
  const hide = (line: string) => line.replace(/127\.0\.0\.1:\d+|port: \d+/g, '<address>');
  return { stdout: stdout.map(hide), stderr: stderr.map(hide), exit };
}

async function compare(file: string, environment: Record<string, string> = {}): Promise<void> {
  const plain = await perform(file, { tap: false, environment });
  const tapped = await perform(file, { environment });
  assert.deepEqual(mask(tapped), mask(plain));
}

const programs = fileURLToPath(new URL('../fixtures/programs', import.meta.url));
// These need more than their name, or never end, and have a test of their own here or elsewhere.
const SPECIAL = [
  'crash-deep.ts',
  'endless-line.ts',
  'endless.ts',
  'pair.mts',
  'prompt.ts',
  'rounds.mts',
  'stubborn.ts',
  'tls.ts',
  'tree.ts',
];

describe('a program behaves the same with the tap and without it', { concurrency: 2 }, () => {
  for (const file of readdirSync(programs).sort()) {
    if (!SPECIAL.includes(file)) it(file, () => compare(file));
  }

  for (const depth of [0, 3, 4, 5, 6, 7, 8, 9, 30]) {
    it(`crash-deep.ts, ${depth} calls deep`, () =>
      compare('crash-deep.ts', { DEPTH: String(depth) }));
  }

  it('tls.ts', async (t) => {
    const files = makeCertificate(t, folder);
    if (files) await compare('tls.ts', files);
  });
});

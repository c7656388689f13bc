// Tests which silent programs are taken for busy with themselves for good.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, type TestContext, test } from 'node:test';
import { Silences } from '../../src/check/silence.ts';
import type { TapRecord } from '../../src/stage/trace/record.ts';

/** How long a silence may take to be told, in ms. */
const DEADLINE_MS = 60_000;
/** Longer than a silence has to be, in ms. */
const SILENT_MS = 2600;

function start(t: TestContext, code: string, kinds: readonly TapRecord['kind'][]) {
  const child = spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
  t.after(() => child.kill('SIGKILL'));
  const records = kinds.map((kind): TapRecord => ({ t: 0, kind }));
  return { pid: child.pid as number, exit: null, records };
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a silent program', { skip: process.platform !== 'linux' }, () => {
  test('that computes is stuck', async (t) => {
    const program = start(t, 'for (;;);', ['start', 'listening']);
    const silences = new Silences();
    silences.ask(program);
    const deadline = performance.now() + DEADLINE_MS;
    while (!silences.hasStuck) {
      assert.ok(performance.now() < deadline, 'it should be known by now');
      await rest(100);
      silences.note(program, false);
    }
    assert.ok(silences.hasLost);
  });

  test('that waits is not, and neither is one that has answered', async (t) => {
    const waiting = start(t, 'setInterval(() => {}, 1e6)', ['start', 'listening']);
    const busy = start(t, 'for (;;);', ['start', 'listening']);
    const silences = new Silences();
    silences.ask(waiting);
    silences.ask(busy);
    silences.note(busy, true);
    await rest(SILENT_MS);
    silences.note(waiting, false);
    silences.note(busy, false);
    assert.equal(silences.hasStuck, false);
  });
});

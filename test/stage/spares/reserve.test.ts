// Tests the reserve: spares for what was started the last time, and nothing more until it is filled.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { type Program, startProgram } from '../../../src/stage/program.ts';
import { Reserve } from '../../../src/stage/spares/reserve.ts';
import { createMarker, MARKER, waitForNoProcess } from '../../support/processes.ts';

type Opened = ReturnType<Reserve['open']>;

/** A reserve, and how to run a program from what it gives; nothing of it is left when the test ends. */
function set(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'reserve-test-'));
  const file = path.join(folder, 'program.mjs');
  const marker = createMarker();
  const reserve = new Reserve();
  writeFileSync(file, '');
  t.after(async () => {
    reserve.clear();
    await waitForNoProcess(marker);
    rmSync(folder, { recursive: true });
  });
  const describeProgram = (environment: Record<string, string> = {}) => ({
    actor: 'server',
    file,
    cwd: folder,
    environment: { [MARKER]: marker, ...environment },
  });
  /** Starts one, and waits for its end. */
  async function run(spares: Opened, environment?: Record<string, string>): Promise<Program> {
    const program = startProgram(describeProgram(environment), { spares }, () => {});
    assert.equal((await program.exited).code, 0);
    return program;
  }
  return { reserve, run, marker };
}

describe('a reserve', () => {
  it('has a spare for each program that was started before, once it is filled', async (t) => {
    const { reserve, run } = set(t);
    const first = reserve.open();
    await run(first, { PORT: '1' });
    await run(first, { PORT: '2' });
    assert.equal(reserve.pids.length, 0);
    reserve.fill();
    const pids = reserve.pids;
    assert.equal(pids.length, 2);
    const second = reserve.open();
    assert.equal((await run(second, { PORT: '3' })).pid, pids[0]);
    assert.equal((await run(second, { PORT: '4' })).pid, pids[1]);
    assert.equal(reserve.pids.length, 0);
    assert.ok(!pids.includes((await run(second, { PORT: '5' })).pid));
  });

  it('keeps what nobody took, and makes no more ready than five', async (t) => {
    const { reserve, run } = set(t);
    const first = reserve.open();
    for (let count = 0; count < 6; count += 1) await run(first);
    reserve.fill();
    assert.equal(reserve.pids.length, 5);
    const left = reserve.pids.slice(1);
    const second = reserve.open();
    await run(second);
    await run(second, { NODE_OPTIONS: '--no-deprecation' });
    reserve.fill();
    assert.equal(reserve.pids.length, 2);
    assert.equal(reserve.pids[0], left[0]);
  });

  it('gives no spare for a program that needs another start', async (t) => {
    const { reserve, run } = set(t);
    await run(reserve.open());
    reserve.fill();
    const [pid] = reserve.pids;
    const program = await run(reserve.open(), { NODE_OPTIONS: '--no-deprecation' });
    assert.notEqual(program.pid, pid);
    assert.deepEqual(reserve.pids, [pid]);
  });

  it('is empty, and its processes gone, once it is cleared', async (t) => {
    const { reserve, run, marker } = set(t);
    await run(reserve.open());
    reserve.fill();
    assert.equal(reserve.pids.length, 1);
    reserve.clear();
    assert.equal(reserve.pids.length, 0);
    await waitForNoProcess(marker);
  });
});

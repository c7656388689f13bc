// Tests that none of a runner's programs is left, however the runner ends.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  canFindProcesses,
  createMarker,
  findProcesses,
  MARKER,
  waitForNoProcess,
} from '../support/processes.ts';
import { openStage } from '../support/stage.ts';
import { findProgram } from './programs.ts';

/** How long a program may take to start or to be killed, in ms. */
const DEADLINE_MS = 60_000;
const RUNNER = fileURLToPath(new URL('./runner.mts', import.meta.url));
const GUARD = new URL('../../src/stage/orphan-guard.ts', import.meta.url).href;

/** Starts a runner, and waits until its programs run: at least eight processes, and itself. */
async function startRunner(marker: string, end = ''): Promise<ChildProcess> {
  const runner = spawn(process.execPath, [...process.execArgv.filter(isLoader), RUNNER, end], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, [MARKER]: marker },
  });
  const lines = createInterface({ input: runner.stdout as NodeJS.ReadableStream });
  const [line] = await once(lines, 'line');
  assert.equal(line, 'all are there');
  return runner;
}

function isLoader(argument: string, index: number, all: string[]): boolean {
  return argument === '--import' || all[index - 1] === '--import';
}

describe('nothing is left', { skip: !canFindProcesses && 'needs /proc' }, () => {
  // Without a listener of its own, a runner ends by SIGTERM and SIGHUP as it does by SIGINT.
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`when the runner is ended by ${signal}`, async () => {
      const marker = createMarker();
      const runner = await startRunner(marker);
      const found = findProcesses(marker);
      assert.ok(found.length >= 9, `only ${found.length} processes`);
      runner.kill(signal);
      await once(runner, 'exit');
      await waitForNoProcess(marker);
    });
  }

  for (const end of ['crash', 'stop']) {
    it(`when the runner ends by itself: ${end}`, async () => {
      const marker = createMarker();
      const runner = await startRunner(marker, end);
      if (runner.exitCode === null) await once(runner, 'exit');
      await waitForNoProcess(marker);
    });
  }

  it('of its folder, where it is killed while its guard starts', async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'guard-test-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const code = `import processes from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
const { spawn } = processes;
processes.spawn = (...given) => {
  spawn(...given);
  process.kill(process.pid, 'SIGKILL');
};
syncBuiltinESMExports();
const { makeGuardedFolder } = await import(${JSON.stringify(GUARD)});
makeGuardedFolder(${JSON.stringify(path.join(folder, 'of-a-runner-'))});`;
    const words = [...process.execArgv.filter(isLoader), '--input-type=module', '-e', code];
    const runner = spawn(process.execPath, words, { stdio: 'ignore' });
    assert.deepEqual(await once(runner, 'exit'), [null, 'SIGKILL']);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('of what a program started, when it has ended', async () => {
    const marker = createMarker();
    const stage = openStage();
    const environment = { [MARKER]: marker };
    const program = stage.start({ actor: 'family', file: findProgram('tree.ts'), environment });
    await stage.until('the family', ({ text }) => text === 'grown', DEADLINE_MS);
    assert.equal(findProcesses(marker).length, 3);
    program.signal('SIGKILL');
    assert.deepEqual(await program.exited, { code: null, signal: 'SIGKILL' });
    await waitForNoProcess(marker);
  });
});

describe('a process that a program started in a group of its own', () => {
  const skip = !canFindProcesses && 'needs /proc';
  it('outlives it, as its author intends, and blocks nothing', { skip }, async (t) => {
    const marker = createMarker();
    t.after(() => {
      for (const { pid } of findProcesses(marker)) process.kill(pid, 'SIGKILL');
    });
    const stage = openStage();
    const environment = { [MARKER]: marker };
    const program = stage.start({
      actor: 'server',
      file: findProgram('../hostile/escapes.ts'),
      environment,
    });
    assert.deepEqual(await program.exited, { code: 0, signal: null });
    await stage.stop();
    const { length } = stage.events;
    assert.equal(stage.events.at(-1)?.kind, 'exit');
    const [escaped, ...others] = findProcesses(marker);
    assert.ok(escaped, 'it is still there');
    assert.deepEqual(others, []);
    process.kill(escaped.pid, 'SIGKILL');
    await waitForNoProcess(marker);
    // Nothing reads its output any more.
    assert.equal(stage.events.length, length);
  });
});

describe('stopping', () => {
  it('kills a program that does not end by itself', async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'server', file: findProgram('ignores-sigterm.ts') });
    assert.ok(Object.hasOwn((await stage.ready(program, DEADLINE_MS)) as object, 'listening'));
    const start = performance.now();
    assert.deepEqual(await program.stop(), { code: null, signal: 'SIGKILL' });
    assert.ok(performance.now() - start >= 1900);
    await stage.settled();
    assert.ok(stage.events.some(({ text }) => text === 'I heard you'));
    assert.equal(stage.events.at(-1)?.kind, 'exit');
  });

  it('ends a program that is still starting', async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'server', file: findProgram('ignores-sigterm.ts') });
    await stage.stop();
    assert.deepEqual(program.exit, { code: null, signal: 'SIGTERM' });
    assert.deepEqual(
      stage.events.map(({ kind }) => kind),
      ['start', 'exit'],
    );
  });

  const canStop = process.platform !== 'win32';
  it('ends a program that a signal has stopped', { skip: !canStop }, async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'client', file: findProgram('stops-itself.ts') });
    await stage.until('it to stop', ({ text }) => text === 'stopping', DEADLINE_MS);
    while ((await program.resources()) !== null);
    assert.deepEqual(await program.stop(), { code: null, signal: 'SIGTERM' });
  });

  it('does nothing to a program that has ended', async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'server', file: findProgram('on-exit.ts') });
    await program.exited;
    assert.deepEqual(await program.stop(), { code: 5, signal: null });
  });
});

describe('what cannot be started', () => {
  it('a file that is not there', async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'server', file: findProgram('no-such-file.ts') });
    assert.deepEqual(await stage.ready(program, DEADLINE_MS), { exit: { code: 1, signal: null } });
    await stage.stop();
    const texts = stage.events.map(({ text }) => text ?? '').join('\n');
    assert.match(texts, /ERR_MODULE_NOT_FOUND/);
  });

  it('a program in a folder that is not there', async () => {
    const stage = openStage();
    const file = findProgram('on-exit.ts');
    const program = stage.start({ actor: 'server', file, cwd: '/no/such/folder' });
    assert.equal(program.pid, 0);
    assert.deepEqual(await stage.ready(program, DEADLINE_MS), {
      exit: { code: 127, signal: null },
    });
    assert.equal(await program.resources(), null);
    assert.deepEqual(await program.stop(), { code: 127, signal: null });
    await stage.stop();
    assert.match(stage.events.map(({ text }) => text ?? '').join('\n'), /ENOENT/);
  });

  it('any program, where Node itself is missing', async () => {
    const node = process.execPath;
    process.execPath = '/no/such/node';
    try {
      const stage = openStage();
      const program = stage.start({ actor: 'server', file: findProgram('on-exit.ts') });
      assert.deepEqual(await program.exited, { code: 127, signal: null });
      await stage.stop();
      assert.match(
        stage.events.map(({ text }) => text ?? '').join('\n'),
        /spawn \/no\/such\/node ENOENT/,
      );
    } finally {
      process.execPath = node;
    }
  });
});

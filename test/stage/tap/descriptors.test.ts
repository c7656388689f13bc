// Tests programs that close the tap's descriptors and the standard ones, or forge the tap's reports: the runner goes on.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { openStage } from '../../support/stage.ts';
import { findProgram, perform } from '../programs.ts';

/** How long a program may take to start, in ms. */
const DEADLINE_MS = 60_000;
const isUnix = process.platform !== 'win32';

describe('a program that closes', { skip: !isUnix && 'needs descriptors' }, () => {
  const environment = (CLOSE: string) => ({ environment: { CLOSE } });

  for (const spare of [false, true]) {
    const where = spare ? 'in a spare' : 'started anew';
    it(`standard output goes on without output (${where})`, async () => {
      const { stdout, stderr, exit } = await perform('../hostile/closes.ts', {
        ...environment('1'),
        spare,
      });
      assert.deepEqual(stdout, ['before']);
      assert.deepEqual(stderr, ['heard hello']);
      assert.deepEqual(exit, { code: 0, signal: null });
    });
  }

  it('standard output as a stream goes on', async () => {
    const { stdout, stderr, exit } = await perform('../hostile/closes.ts', environment(''));
    assert.equal(stdout[0], 'before');
    assert.deepEqual(stderr, ['heard hello']);
    assert.deepEqual(exit, { code: 0, signal: null });
  });

  it('all descriptors of the tap can still be read and stopped', async () => {
    const stage = openStage();
    const program = stage.start({
      actor: 'server',
      file: findProgram('../hostile/closes-control.ts'),
    });
    // The event loop polls one of them: if it hadn't begun to yet, Node aborts, and that is reported.
    const isSettled = ({ text, kind }: TraceEvent) => text === 'still here' || kind === 'exit';
    await stage.until('a line, or the end', isSettled, DEADLINE_MS);
    assert.ok(stage.events.some(({ text }) => text === 'closed'));
    assert.equal(await program.resources(), null);
    await stage.stop();
    assert.match(program.exit?.signal ?? '', /^SIG(TERM|ABRT)$/);
    assert.equal(stage.events.at(-1)?.kind, 'exit');
  });
});

describe('a program that begins a report and never ends it', { skip: !isUnix }, () => {
  it('delays no other program for long', async () => {
    const stage = openStage();
    stage.start({
      actor: 'client',
      file: findProgram('../hostile/closes.ts'),
      environment: { CLOSE: '3' },
    });
    const program = stage.start({ actor: 'server', file: findProgram('../hostile/begins.ts') });
    await stage.until('a line', ({ text }) => text === 'still here', DEADLINE_MS);
    await stage.until(
      'the client',
      ({ actor, kind }) => actor === 'client' && kind === 'exit',
      DEADLINE_MS,
    );
    assert.equal(program.exit, null);
    await stage.stop();
  });
});

describe('a program that forges', { skip: process.platform !== 'linux' && 'needs /proc' }, () => {
  for (const spare of [false, true]) {
    it(`marks and reports is shown with all its output (${spare ? 'in a spare' : 'started anew'})`, async () => {
      const { stdout, exit, events } = await perform('../hostile/forger.ts', { spare });
      assert.deepEqual(exit, { code: 0, signal: null });
      const [nul, future, broken, whole, last, ...rest] = stdout;
      assert.deepEqual([nul, future, whole], ['NUL \0 \0\0', 'from the future', 'whole']);
      assert.match(broken ?? '', /^\0\w{8}x1\0\0\w{8}lnone\0\0\w{8}l1:7{100}\0broken$/);
      assert.match(last ?? '', /^\0\w{8}l12last$/);
      assert.deepEqual(rest, []);
      const kinds = events.map(({ kind }) => kind).filter((kind) => kind !== 'stdout');
      assert.deepEqual(kinds, ['start', 'drain', 'exit']);
      assert.ok(events.every(({ at }) => at < DEADLINE_MS));
    });
  }
});

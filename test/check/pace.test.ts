// Tests that a deadline proves nothing about a program that had no processor, and that nothing else is excused by it.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';
import { describe, type TestContext, test } from 'node:test';
import { openPace } from '../../src/check/pace.ts';
import { waitUntilIdle } from '../../src/check/wait-until-idle.ts';
import { examineOnly, markPrograms, tellStory } from './tools-on-fixtures.ts';

/** The lowest share of the processors that a process may ask for. */
const LOWEST = 19;
const DEADLINE_MS = 30_000;

describe('a long wait', () => {
  const wait = async (promise: Promise<unknown>) => {
    const ends: string[] = [];
    const look = Object.assign(async () => null, {
      watchPace: () => (end: string) => void ends.push(end),
    });
    await waitUntilIdle(promise, 600, look);
    return ends;
  };

  test('that ends at its deadline is told so', async () => {
    assert.deepEqual(await wait(new Promise(() => {})), ['deadline']);
  });

  test('that ends otherwise is told so', async () => {
    assert.deepEqual(await wait(new Promise((resolve) => setTimeout(resolve, 400))), ['other']);
  });

  test('is not watched where it was short', async () => {
    assert.deepEqual(await wait(Promise.resolve()), []);
  });
});

describe('a program without a processor', { skip: process.platform !== 'linux' }, () => {
  function keepBusy(t: { after(done: () => void): void }): void {
    const busy: ChildProcess[] = Array.from({ length: 2 * availableParallelism() }, () =>
      spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
    );
    t.after(() => {
      for (const child of busy) child.kill('SIGKILL');
    });
  }

  test('is starved; one that had its share, or a short wait, is not', async (t) => {
    keepBusy(t);
    const [low, high] = [LOWEST, 0].map((priority) => {
      const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
      t.after(() => void child.kill('SIGKILL'));
      setPriority(child.pid ?? 0, priority);
      return openPace([child.pid ?? 0]);
    });
    assert.equal(low?.isStarved(), false);
    const deadline = performance.now() + DEADLINE_MS;
    while (!low?.isStarved() || high?.isStarved()) {
      assert.ok(performance.now() < deadline, 'they should be told apart by now');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    low?.close();
    high?.close();
  });
});

describe('a check whose deadline passes', () => {
  async function awaitNothing(t: TestContext, isStarved: boolean) {
    let open = 0;
    const environment = markPrograms(t);
    const close = () => {
      open -= 1;
    };
    const openPaceOf = () => {
      open += 1;
      return { isStarved: () => isStarved, close };
    };
    const outcome = await examineOnly(
      async ({ phase, connect }) => {
        await phase('one', async () => {
          const peer = await connect({ name: 'ticks', environment });
          await peer.write('hello\n');
          await peer.expect('hello\n');
        });
        return null;
      },
      { openPaceOf },
    );
    assert.equal(open, 0);
    return outcome;
  }

  test('decides nothing where the program was starved', async (t) => {
    const outcome = await awaitNothing(t, true);
    assert.equal(outcome.verdict, 'inconclusive');
    assert.match(tellStory(outcome), /too busy to tell$/);
  });

  test('fails the program where it was not', async (t) => {
    assert.equal((await awaitNothing(t, false)).verdict, 'fail');
  });
});

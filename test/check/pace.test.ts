// Tests that a deadline proves nothing about a program that had no processor, and that nothing else is excused by it.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';
import { describe, type TestContext, test } from 'node:test';
import { extend, openPace } from '../../src/check/pace.ts';
import { waitUntilIdle } from '../../src/check/wait-until-idle.ts';
import { examineOnly, markPrograms, tellStory } from './tools-on-fixtures.ts';

/** The lowest share of the processors that a process may ask for. */
const LOWEST = 19;
const DEADLINE_MS = 30_000;

describe('a long wait', () => {
  const wait = async (promise: Promise<unknown>, extend = (ms: number) => ms) => {
    const ends: string[] = [];
    const look = Object.assign(async () => null, {
      watchPace: () => ({ extend, end: (by: string) => void ends.push(by) }),
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

  test('goes on past its deadline where the machine is busy, and no longer', async () => {
    let asked = 0;
    const extendOften = () => {
      asked += 1;
      return asked < 20 ? 600_000 : 0;
    };
    assert.deepEqual(await wait(new Promise(() => {}), extendOften), ['deadline']);
    // Twenty looks are 100 ms apart: more than fit into 600 ms.
    assert.equal(asked, 20);
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

  test('is starved', async (t) => {
    keepBusy(t);
    const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
    t.after(() => void child.kill('SIGKILL'));
    setPriority(child.pid ?? 0, LOWEST);
    const pace = openPace([child.pid ?? 0]);
    t.after(pace.close);
    const deadline = performance.now() + DEADLINE_MS;
    while (!pace.isStarved()) {
      assert.ok(performance.now() < deadline, 'it should be known by now');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});

describe('a deadline', () => {
  const cases = [
    { ran: 1000, waited: 0, ms: 4000, what: 'had a processor' },
    { ran: 1000, waited: 1000, ms: 4000, what: 'shared one with another' },
    { ran: 50, waited: 450, ms: 4450, what: 'had little to do, and shared one with nine' },
    { ran: 500, waited: 2500, ms: 6500, what: 'had much to do, and shared one with five' },
    { ran: 100, waited: 9900, ms: 13_900, what: 'hardly had one' },
    { ran: 100, waited: 90_000, ms: 16_000, what: 'had none' },
    { ran: 5, waited: 40, ms: 4000, what: 'did too little to tell' },
  ];
  for (const { ran, waited, ms, what } of cases) {
    test(`of 4 s lasts ${ms} ms for a program that ${what}`, () => {
      assert.equal(extend(4000, [{ ran, waited }]), ms);
    });
  }

  test('lasts longer by what each of two programs has waited', () => {
    assert.equal(extend(4000, [times(10, 190), times(20, 380)]), 4570);
  });
});

function times(ran: number, waited: number) {
  return { ran, waited };
}

describe('a check whose deadline passes', () => {
  async function awaitNothing(t: TestContext, isStarved: boolean) {
    let open = 0;
    const environment = markPrograms(t);
    const close = () => {
      open -= 1;
    };
    const openPaceOf = () => {
      open += 1;
      return { extend: (ms: number) => ms, isStarved: () => isStarved, close };
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

// Tests how many clients are started: not all at once, at a rate, and no more of them once there is no process left.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProgramOptions } from '../../src/stage/launch.ts';
import { isStillborn, type ManyStart, startMany } from '../../src/stage/many-clients.ts';
import type { Exit, Program } from '../../src/stage/program.ts';

function list(count: number, everyMs = 0): ProgramOptions[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ actor: `client-${index + 1}`, file: '/client.js', many: { everyMs } },
  }));
}

/** Programs that stir when they are told to; `exits` says which of them end at once, and how. */
function openFake(exits: Record<string, Exit> = {}) {
  const waiting: (() => void)[] = [];
  const started: string[] = [];
  const start = ({ actor }: ProgramOptions) => {
    started.push(actor);
    const exit = exits[actor] ?? null;
    const exited = exit ? Promise.resolve(exit) : new Promise<Exit>(() => {});
    return { actor, pid: 1, exit, exited, isForeign: false } as Program;
  };
  const stirred = () => new Promise<void>((resolve) => waiting.push(resolve));
  const how: ManyStart = { start, stirred, isCalledOff: () => false };
  return { started, waiting, how };
}

/** Lets all go on that can. */
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('startMany', () => {
  it('loads only some at a time, and the next when one has stirred', async () => {
    const { started, waiting, how } = openFake();
    const all = startMany(list(500), how);
    await turn();
    const most = started.length;
    assert.ok(most > 0 && most < 500, `${most} at once`);
    waiting.shift()?.();
    await turn();
    assert.equal(started.length, most + 1);
    while (started.length < 500 || waiting.length > 0) {
      for (const stir of waiting.splice(0)) stir();
      await turn();
    }
    assert.equal((await all).length, 500);
  });

  it('keeps to a rate', async () => {
    const { started, waiting, how } = openFake();
    const begin = performance.now();
    const all = startMany(list(4, 60), how);
    while (started.length < 4) {
      await turn();
      for (const stir of waiting.splice(0)) stir();
    }
    assert.ok(performance.now() - begin >= 180);
    for (const stir of waiting.splice(0)) stir();
    await all;
  });

  it('starts no more once it is called off', async () => {
    const { started, waiting, how } = openFake();
    const all = startMany(list(100, 60_000), { ...how, isCalledOff: () => started.length === 1 });
    await turn();
    for (const stir of waiting.splice(0)) stir();
    assert.equal((await all).length, 1);
  });

  it('starts no more once one got no process', async () => {
    const { started, how } = openFake({ 'client-2': { code: 127, signal: null } });
    const stirring = { ...how, stirred: async () => {} };
    assert.equal((await startMany(list(50), stirring)).length, 2);
    assert.deepEqual(started, ['client-1', 'client-2']);
  });

  it('tells such an end from a failure of the program', () => {
    assert.ok(isStillborn({ code: null, signal: 'SIGABRT' }));
    assert.ok(!isStillborn({ code: 1, signal: null }));
    assert.ok(!isStillborn(null));
  });
});

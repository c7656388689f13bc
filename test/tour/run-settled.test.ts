import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { watchSettled } from '../../src/tour/run-settled.ts';

const SERVER = { actor: 'server', file: 'server.ts' };
const CLIENT = { actor: 'client', file: 'client.ts' };

const event = (actor: string, kind: TraceEvent['kind'], more: Partial<TraceEvent> = {}) => ({
  at: 0,
  actor,
  kind,
  ...more,
});

/** A wait on a clock that only the test moves. */
function openOn(test: TestContext, programs: (typeof SERVER)[]) {
  test.mock.timers.enable({ apis: ['setTimeout'] });
  const calm = watchSettled(programs, []);
  let isReached = false;
  let isIdle = false;
  void calm.reached.then(() => {
    isReached = true;
  });
  void calm.idle.then(() => {
    isIdle = true;
  });
  const isReachedAfter = async (ms: number) => {
    test.mock.timers.tick(ms);
    await Promise.resolve();
    return isReached;
  };
  const isIdleAfter = async (ms: number) => {
    await isReachedAfter(ms);
    return isIdle;
  };
  return { calm, isReachedAfter, isIdleAfter };
}

describe('a run is idle', () => {
  it('when nothing but a last line is to come', async (t) => {
    const { calm, isReachedAfter, isIdleAfter } = openOn(t, [CLIENT]);
    calm.take(event('client', 'connecting'));
    assert.equal(await isIdleAfter(0), false);
    calm.take(event('client', 'exit'));
    assert.equal(await isIdleAfter(0), true);
    assert.equal(await isReachedAfter(0), false);
  });

  it('when all have done something, and then nothing for a moment', async (t) => {
    const { calm, isReachedAfter, isIdleAfter } = openOn(t, [SERVER, CLIENT]);
    calm.take(event('server', 'listening'));
    calm.take(event('client', 'start'));
    assert.equal(await isIdleAfter(1000), false);
    calm.take(event('client', 'connecting'));
    assert.equal(await isIdleAfter(50), false);
    calm.take(event('client', 'connect'));
    assert.equal(await isIdleAfter(50), false);
    assert.equal(await isIdleAfter(10), true);
    assert.equal(await isReachedAfter(0), false);
  });

  it('when it has settled', async (t) => {
    const { calm, isIdleAfter } = openOn(t, [CLIENT]);
    calm.end();
    assert.equal(await isIdleAfter(0), true);
  });
});

describe('a run has settled', () => {
  it('when a server listens and has printed so', async (t) => {
    const { calm, isReachedAfter } = openOn(t, [SERVER]);
    calm.take(event('server', 'start'));
    assert.equal(await isReachedAfter(5000), false);
    calm.take(event('server', 'listening'));
    assert.equal(await isReachedAfter(50), false);
    calm.take(event('server', 'stdout'));
    assert.equal(await isReachedAfter(50), false);
    assert.equal(await isReachedAfter(50), true);
  });

  it('when the second of two servers has printed something, too', async (t) => {
    const { calm, isReachedAfter } = openOn(t, [SERVER, { ...SERVER, actor: 'server-2' }]);
    calm.take(event('server', 'listening'));
    assert.equal(await isReachedAfter(5000), false);
    calm.take(event('server-2', 'start'));
    assert.equal(await isReachedAfter(5000), false);
    calm.take(event('server-2', 'error'));
    assert.equal(await isReachedAfter(50), false);
    calm.take(event('server-2', 'exit'));
    assert.equal(await isReachedAfter(70), true);
  });

  it('when the clients have ended', async (t) => {
    const { calm, isReachedAfter } = openOn(t, [CLIENT]);
    calm.take(event('server', 'connection', { connection: 1 }));
    calm.take(event('client', 'exit'));
    assert.equal(await isReachedAfter(100), false);
    calm.take(event('server', 'close', { connection: 1 }));
    assert.equal(await isReachedAfter(100), true);
  });

  it('when nothing happens any more', async (t) => {
    const { calm, isReachedAfter } = openOn(t, [CLIENT]);
    calm.take(event('client', 'start'));
    // A slow start does not count as silence.
    assert.equal(await isReachedAfter(4000), false);
    calm.take(event('client', 'connecting'));
    assert.equal(await isReachedAfter(1400), false);
    assert.equal(await isReachedAfter(200), true);
  });

  it('in the middle of a flood', async (t) => {
    const { calm, isReachedAfter } = openOn(t, [SERVER]);
    for (let ms = 0; ms < 3000; ms += 100) {
      calm.take(event('server', 'stdout'));
      assert.equal(await isReachedAfter(99), false);
      await isReachedAfter(1);
    }
    assert.equal(await isReachedAfter(1), true);
  });
});

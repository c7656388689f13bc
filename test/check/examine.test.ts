// Tests verdicts: pass, fail, inconclusive and its second try.
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import { checks } from '../../src/check/checks.ts';
import { examine } from '../../src/check/examine.ts';
import { Inconclusive } from '../../src/check/expectation-errors.ts';
import type { Tools } from '../../src/check/tools.ts';
import { examineOnly, markPrograms, PROGRAMS, tellStory } from './tools-on-fixtures.ts';

const YES = { en: 'yes', zh: '是' };
const NO = { en: 'no', zh: '否' };

describe('a verdict', () => {
  test('is a pass when no phase fails and no mistake is named', async () => {
    const outcome = await examineOnly(async ({ phase, connect }) => {
      await phase('echo', async () => {
        const peer = await connect({ name: 'echo' });
        await peer.write('hello');
        await peer.expect('hello');
      });
      return null;
    });
    assert.equal(outcome.verdict, 'pass');
    assert.deepEqual([outcome.story, outcome.difference], [[], null]);
  });

  test('is a fail when a phase fails, with the story of the first that did', async () => {
    const outcome = await examineOnly(async ({ phase, demand, tell }) => {
      await phase('well', async () => tell({ en: 'a good one', zh: '好的' }));
      await phase('first', async () => {
        tell({ en: 'a bad one', zh: '坏的' });
        demand(false, YES, NO);
      });
      await phase('second', async () => demand(false, NO, YES));
      return null;
    });
    assert.equal(outcome.verdict, 'fail');
    assert.equal(outcome.mistake, null);
    assert.equal(tellStory(outcome), 'a bad one\nexpected yes\ngot no');
  });

  test('names the mistake', async () => {
    const outcome = await examineOnly(async ({ phase, demand }) => {
      await phase('bad', async () => demand(false, YES, NO));
      return 'slip';
    });
    assert.deepEqual([outcome.verdict, outcome.mistake], ['fail', 'slip']);
  });

  test('is a fail where a mistake shows even when every phase succeeded', async () => {
    const outcome = await examineOnly(async () => 'slip');
    assert.deepEqual([outcome.verdict, outcome.mistake], ['fail', 'slip']);
  });

  test('is not given when the check itself throws', async () => {
    const broken = examineOnly(async () => {
      throw new TypeError('the author is to blame');
    });
    await assert.rejects(broken, TypeError);
  });
});

describe('an inconclusive check', () => {
  test('is tried once more, and its second verdict counts', async () => {
    let tries = 0;
    const outcome = await examineOnly(async ({ phase, assume }) => {
      await phase('once', async () => {
        tries += 1;
        assume(tries > 1, NO);
      });
      return null;
    });
    assert.deepEqual([outcome.verdict, tries], ['pass', 2]);
  });

  test('is tried only once more, and is never a fail', async () => {
    let tries = 0;
    const outcome = await examineOnly(async ({ phase, assume, demand }) => {
      await phase('bad', async () => demand(false, YES, NO));
      await phase('unknown', async () => {
        tries += 1;
        assume(false, { en: 'the stimulus was lost', zh: '没能施加' });
      });
      return 'slip';
    });
    assert.deepEqual([outcome.verdict, outcome.mistake, tries], ['inconclusive', null, 2]);
    assert.match(tellStory(outcome), /the stimulus was lost$/);
  });

  test('is what a fail becomes on a machine that stalled', async () => {
    const outcome = await examineOnly(async ({ phase, demand }) => {
      await phase('late', async () => {
        const end = performance.now() + 2200;
        while (performance.now() < end);
        demand(false, YES, NO);
      });
      return 'slip';
    });
    assert.deepEqual([outcome.verdict, outcome.mistake], ['inconclusive', null]);
  });
});

describe('an examination', () => {
  const none = { mistakes: [] };
  const set = checks('00-fixtures', {
    one: { ...none, run: async () => null },
    two: { ...none, run: async () => null },
    three: { ...none, run: async () => null },
  });
  const site = { directory: PROGRAMS, course: PROGRAMS };

  test('runs the checks in their order, and reports each', async () => {
    const told: [string, number, number][] = [];
    const outcomes = await examine(set, {
      ...site,
      onCheck: (...call) => void told.push(call),
    });
    assert.deepEqual(told, [
      ['one', 0, 3],
      ['two', 1, 3],
      ['three', 2, 3],
    ]);
    assert.deepEqual(
      outcomes.map(({ id, lesson }) => `${lesson}/${id}`),
      ['00-fixtures/one', '00-fixtures/two', '00-fixtures/three'],
    );
  });

  test('runs only those that are asked for', async () => {
    const outcomes = await examine(set, { ...site, only: ['two'] });
    assert.deepEqual(
      outcomes.map(({ id }) => id),
      ['two'],
    );
  });

  test('runs two checks side by side, and gives the outcomes in their order', async () => {
    let meet = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const set = checks('00-fixtures', {
      // Alone, it would wait for ever.
      one: { ...none, run: () => met.then(() => null) },
      two: {
        ...none,
        run: async () => {
          meet();
          return null;
        },
      },
      three: { mistakes: ['slip'], run: async () => 'slip' },
    });
    const outcomes = await examine(set, site);
    assert.deepEqual(
      outcomes.map(({ id, verdict }) => `${id} ${verdict}`),
      ['one pass', 'two pass', 'three fail'],
    );
  });

  test('ends when asked to, and starts nothing more', async (t) => {
    const environment = markPrograms(t);
    const stop = new AbortController();
    let onEnd: (tools: Tools) => void = () => {};
    const ended = new Promise<Tools>((resolve) => {
      onEnd = resolve;
    });
    const set = checks('00-fixtures', {
      one: {
        ...none,
        run: async (tools) => {
          const peer = await tools.connect({ name: 'mute', environment });
          stop.abort();
          await peer.expectEnd();
          onEnd(tools);
          return null;
        },
      },
      two: { ...none, run: () => new Promise(() => {}) },
      three: { ...none, run: async () => assert.fail('it was stopped') },
    });
    const outcomes = await examine(set, { ...site, signal: stop.signal });
    assert.deepEqual(outcomes, []);
    // The check itself goes on until its connection ends; its tools do nothing more.
    const tools = await ended;
    assert.throws(() => tools.launch({ name: 'echo', environment }), Inconclusive);
  });

  test('leaves no listener on a signal that outlives its checks', async () => {
    const { signal } = new AbortController();
    const set = checks('00-fixtures', { one: { ...none, run: async () => null } });
    await examine(set, { ...site, signal });
    assert.deepEqual(getEventListeners(signal, 'abort'), []);
  });

  test('leaves nothing behind when the check itself throws', async (t) => {
    const environment = markPrograms(t);
    const broken = examineOnly(async ({ server }) => {
      await server({ name: 'mute', environment });
      throw new TypeError('the author is to blame');
    });
    await assert.rejects(broken, TypeError);
  });
});

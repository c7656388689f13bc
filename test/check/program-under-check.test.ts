// Tests checks on programs that hang, flood, fork, exit, come late or never: each check ends, and reports it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Tools } from '../../src/check/tools.ts';
import { unlessLong } from '../support/length.ts';
import { examineOnly, markPrograms, tellStory } from './tools-on-fixtures.ts';

const TOO_BUSY = 'the machine is too busy itself to tell';

/** Asks the server for an echo. */
function askForEcho(name: string, environment: Record<string, string>) {
  return async ({ phase, connect }: Tools) => {
    await phase('echo', async () => {
      const peer = await connect({ name, environment });
      await peer.write('hello\n');
      await peer.expect('hello\n');
    });
    return null;
  };
}

describe('a program that', { concurrency: 2 }, () => {
  test('never answers fails once it has nothing left to do', async (t) => {
    const outcome = await examineOnly(askForEcho('mute', markPrograms(t)));
    assert.equal(outcome.verdict, 'fail');
    assert.match(
      tellStory(outcome),
      /expected “hello\\n” \(6 bytes\)\ngot nothing, and the program just waits$/,
    );
  });

  test('takes its time over an answer passes', async (t) => {
    const outcome = await examineOnly(askForEcho('slow', markPrograms(t)));
    assert.equal(outcome.verdict, 'pass', tellStory(outcome));
  });

  test('is caught in a loop fails as busy with itself, and is killed', async (t) => {
    const outcome = await examineOnly(askForEcho('stuck', markPrograms(t)));
    if (outcome.verdict === 'inconclusive') return t.skip(TOO_BUSY);
    assert.equal(outcome.verdict, 'fail');
    assert.match(
      tellStory(outcome),
      // On a machine that is busy itself, the deadline may come first.
      /got nothing(?:: it is busy with itself, .*| within 4 s)$/,
    );
  });

  test('floods fails at the deadline, and a few lines are kept', async (t) => {
    const before = process.memoryUsage().rss;
    const outcome = await examineOnly(askForEcho('flood', markPrograms(t)));
    if (outcome.verdict === 'inconclusive') return t.skip(TOO_BUSY);
    assert.equal(outcome.verdict, 'fail');
    // Not at the deadline of the whole check.
    assert.match(tellStory(outcome), /got nothing(?:: it is busy with itself, .*| within 4 s)$/);
    assert.ok(outcome.output.length <= 20);
    assert.ok(process.memoryUsage().rss - before < 200 * 2 ** 20);
  });

  test('ignores SIGTERM is killed with all processes that it started', async (t) => {
    const environment = markPrograms(t);
    const outcome = await examineOnly(async ({ phase, server }) => {
      await phase('fork', async () => {
        const subject = await server({ name: 'forks', environment });
        const isChild = ({ text = '' }) => text.startsWith('child');
        await subject.until({ en: 'a child', zh: '子进程' }, isChild);
      });
      return null;
    });
    assert.equal(outcome.verdict, 'pass');
    assert.ok(outcome.ms < 20_000);
  });

  test('takes longer to load than an event may take passes', { skip: unlessLong }, async (t) => {
    const environment = markPrograms(t);
    const outcome = await examineOnly(async ({ phase, launch }) => {
      await phase('late', async () => {
        const subject = launch({ name: 'heavy', environment });
        await subject.until({ en: 'a line', zh: '一行' }, ({ text }) => text === 'loaded');
        await subject.untilExit();
      });
      return null;
    });
    assert.equal(outcome.verdict, 'pass', tellStory(outcome));
  });

  test('exits halfway fails at once, and its exit code is reported', {
    skip: unlessLong,
  }, async (t) => {
    const outcome = await examineOnly(askForEcho('leaves', markPrograms(t)));
    assert.equal(outcome.verdict, 'fail');
    assert.match(tellStory(outcome), /got “half” \(4 bytes\)$/);
    assert.doesNotMatch(tellStory(outcome), /within/);
  });

  test('exits before the end fails, and its end is reported', async (t) => {
    const environment = markPrograms(t);
    const outcome = await examineOnly(async ({ phase, connect }) => {
      const { hasCrashed, exit } = await phase('half', async () => {
        const peer = await connect({ name: 'leaves', environment });
        await peer.write('hello\n');
        await peer.expect('half an answer');
      });
      assert.deepEqual([hasCrashed, exit], [true, { code: 3, signal: null }]);
      return null;
    });
    assert.match(
      tellStory(outcome),
      /the program ended: exit code 3\nexpected .*\ngot “half” \(4 bytes\) and then the end/,
    );
  });

  test('crashes fails at once, with its own output', async (t) => {
    const outcome = await examineOnly(askForEcho('throws', markPrograms(t)));
    assert.equal(outcome.verdict, 'fail');
    assert.ok(outcome.output.some(({ text }) => /shout is not a function/.test(text)));
    assert.doesNotMatch(tellStory(outcome), /within/);
  });
});

describe('a server that', { concurrency: 2 }, () => {
  test('listens two seconds late passes', { skip: unlessLong }, async (t) => {
    const outcome = await examineOnly(askForEcho('late', markPrograms(t)));
    assert.equal(outcome.verdict, 'pass');
  });

  test('listens on a port of its own is told where, and where it should', async (t) => {
    const outcome = await examineOnly(askForEcho('elsewhere', markPrograms(t)));
    assert.equal(outcome.verdict, 'fail');
    assert.match(tellStory(outcome), /expected it listens on 127.*\ngot it wants /);
  });

  test('listens on a port of its own, where any will do, is connected to there', {
    skip: unlessLong,
  }, async (t) => {
    const environment = { ...markPrograms(t), PORT: '0' };
    const outcome = await examineOnly(askForEcho('elsewhere', environment));
    assert.equal(outcome.verdict, 'pass');
  });

  test('listens on a port of its own, and sends nothing, never passes', async (t) => {
    const environment = { ...markPrograms(t), PORT: '0' };
    const outcome = await examineOnly(askForEcho('mute', environment));
    assert.equal(outcome.verdict, 'fail');
  });

  test('no longer listens when the peer connects fails as refused', async (t) => {
    const environment = markPrograms(t);
    const outcome = await examineOnly(async ({ phase, server, connect }) => {
      await phase('silence', async () => {
        const subject = await server({ name: 'gone', environment });
        await subject.until({ en: 'its end', zh: '关闭' }, ({ text }) => text === 'gone');
        const peer = await connect({ name: 'gone', environment });
        // Nothing is expected, and nothing comes: that must not be a pass.
        await peer.expect('');
      });
      return null;
    });
    assert.equal(outcome.verdict, 'fail');
    assert.match(tellStory(outcome), /expected the connection is accepted\ngot .*refused; /);
  });

  test('never listens fails at the deadline, and is not started again', {
    skip: unlessLong,
  }, async (t) => {
    const environment = markPrograms(t);
    const outcome = await examineOnly(async ({ phase, server }) => {
      for (const id of ['one', 'another']) {
        await phase(id, async () => void (await server({ name: 'never', environment })));
      }
      return null;
    });
    if (outcome.verdict === 'inconclusive') return t.skip(TOO_BUSY);
    assert.equal(outcome.verdict, 'fail');
    assert.match(tellStory(outcome), /expected never.ts listens\ngot nothing within 10 s$/);
    assert.ok(outcome.ms < 20_000, `${outcome.ms} ms`);
  });

  test('ends instead of listening fails at once', async (t) => {
    const outcome = await examineOnly(askForEcho('ends', markPrograms(t)));
    assert.match(
      tellStory(outcome),
      /expected ends.ts listens\ngot the program ended: exit code 0$/,
    );
    assert.doesNotMatch(tellStory(outcome), /within/);
  });

  test('does not exist fails, and is named', async () => {
    const outcome = await examineOnly(askForEcho('nowhere', {}));
    assert.equal(outcome.verdict, 'fail');
    assert.match(tellStory(outcome), /got there is no nowhere.ts here$/);
  });
});

// Tests many clients in a lesson's run: one program as several actors, and a log that holds for each.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Run } from '../../src/course/block.ts';
import { findDifference } from '../../src/course/expected.ts';
import { listExpected, multiplyLast } from '../../src/course/many-clients.ts';
import { parseBody, problemsOf } from './prose.ts';

const LOG = ['server │ …', 'client │ hello', 'client │ · exit 1'];
const fence = (info: string, log = LOG) =>
  ['~~~run', ...log, '~~~'].join('\n').replace('run', `run ${info}`).replaceAll('~~~', '```');

function readRun(info: string): Run {
  const [run] = parseBody(fence(info)).lesson.steps[0]?.blocks ?? [];
  assert.equal(run?.kind, 'run');
  return run as Run;
}

describe('a run with --clients', () => {
  it('starts the last program so often, each as an actor of its own', () => {
    const { programs, options } = readRun('server client --clients 3 --rate 20');
    assert.deepEqual(
      programs.map(({ actor, file, many }) => [actor, file, many?.everyMs]),
      [
        ['server', 'server.ts', undefined],
        ['client', 'client.ts', 50],
        ['client-2', 'client.ts', 50],
        ['client-3', 'client.ts', 50],
      ],
    );
    assert.deepEqual(options, { clients: 3, rate: 20 });
  });

  it('goes on from the number that the program has', () => {
    const actors = multiplyLast([{ actor: 'client' }, { actor: 'client-2' }], { clients: 3 });
    assert.deepEqual(
      actors.map(({ actor }) => actor),
      ['client', 'client-2', 'client-3', 'client-4'],
    );
  });

  it('expects of each client what is written of one', () => {
    const run = readRun('server client --clients 3');
    assert.equal(run.log.length, 3);
    const printed = ['client', 'client-2', 'client-3'].flatMap((actor) => [
      { actor, text: 'hello' },
      { actor, text: '· exit 1' },
    ]);
    assert.equal(findDifference(listExpected(run), printed), null);
    const other = printed.map((line, index) => (index === 4 ? { ...line, text: 'bye' } : line));
    const difference = findDifference(listExpected(run), other);
    assert.deepEqual([difference?.actor, difference?.got], ['client-3', 'bye']);
  });

  it('is refused where there is nothing to multiply, or no place for it', () => {
    assert.match(problemsOf(fence('server --clients 3', ['server │ …']))[0] ?? '', /be a client/);
    assert.match(problemsOf(fence('server client --rate 3'))[0] ?? '', /name both/);
    assert.match(
      problemsOf(fence('server client --clients 3 --times 2'))[0] ?? '',
      /--times do not/,
    );
    assert.match(problemsOf(fence('server client --clients 1'))[0] ?? '', /from 2 to 1000/);
  });
});

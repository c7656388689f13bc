// What runs at a run block and in the learner's turn, from what stands before it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  findNextOptions,
  listBlockPrograms,
  listTurnChecks,
  planOptions,
  planTurn,
} from '../../src/tour/block-programs.ts';
import { openCourse, programs, prose, run, turn } from './standing-course.ts';

describe('the programs of a run block', () => {
  const first = run({}, 'server');
  const second = run({}, 'server-2=other.ts', 'client');
  const client = run({}, 'client');
  const many = run({ times: 20 }, 'client');
  const course = openCourse([
    [first, prose(), second],
    [client, many],
  ]);
  const before = { step: 1, next: 0 };

  it('are its own where a server was started', () => {
    assert.deepEqual(listBlockPrograms(course, before, client, true), programs('client'));
  });

  it('begin with the last server before them where none was started', () => {
    const served = programs('server-2=other.ts', 'client');
    assert.deepEqual(listBlockPrograms(course, before, client, false), served);
    const early = { step: 0, next: 2 };
    assert.deepEqual(listBlockPrograms(course, early, client, false), programs('server', 'client'));
    assert.deepEqual(
      listBlockPrograms(course, { step: 0, next: 0 }, client, false),
      programs('client'),
    );
  });

  it('have a server in each of many runs, whatever was started', () => {
    const served = programs('server-2=other.ts', 'client');
    assert.deepEqual(listBlockPrograms(course, { step: 1, next: 1 }, many, true), served);
  });

  it('are their own where a server is among them', () => {
    assert.deepEqual(listBlockPrograms(course, before, second, false), second.programs);
  });

  it('are solutions behind the turn that they solve', () => {
    const solution = programs('server=solution/server.ts');
    const solved = { ...course, played: [{ block: first, programs: solution }] };
    assert.deepEqual(listBlockPrograms(solved, { step: 0, next: 0 }, first, false), solution);
    const early = { step: 0, next: 1 };
    const served = [...solution, ...programs('client')];
    assert.deepEqual(listBlockPrograms(solved, early, client, false), served);
  });
});

describe('how the next programs are run', () => {
  const course = openCourse([
    [prose(), run({ rows: ['start'] }, 'server'), run({}, 'client')],
    [prose()],
    [turn(['one'])],
    [
      turn(['two'], { programs: programs('server'), options: { rows: ['data'] } }),
      run({}, 'client'),
    ],
    [prose()],
  ]);

  it('is that of the first run or turn from a step on, also in a later step', () => {
    const found = [0, 1, 2, 3, 4].map((step) => findNextOptions(course, step));
    assert.deepEqual(found, [{ rows: ['start'] }, {}, {}, { rows: ['data'] }, null]);
  });
});

describe('what a turn runs', () => {
  it('is what it names', () => {
    const named = { programs: programs('server=mine.ts'), options: { split: 3 } };
    const block = turn(['one'], named);
    const course = openCourse([[run({ delay: 5 }, 'server'), block]]);
    assert.deepEqual(planTurn(course, { step: 0, next: 2 }, block), named);
  });

  it('is what its step showed last, with its faults but neither its chart nor its number', () => {
    const block = turn(['one']);
    const shown = run({ split: 1, times: 20, chart: 'chunks' }, 'client');
    const course = openCourse([[run({}, 'server'), shown, block, run({}, 'server')]]);
    const plan = planTurn(course, { step: 0, next: 3 }, block);
    assert.deepEqual(plan, { programs: shown.programs, options: { split: 1 } });
  });

  it('is the lesson’s own pair where its step showed nothing, with the last faults', () => {
    const block = turn(['one']);
    const course = openCourse([[run({ split: 1 }, 'client')], [block]]);
    const plan = planTurn(course, { step: 1, next: 1 }, block);
    assert.deepEqual(plan, { programs: programs('server', 'client'), options: { split: 1 } });
  });
});

describe('the checks of a step', () => {
  it('are those of all of its turns, and none where it has no turn', () => {
    const { lesson } = openCourse([[turn(['one']), prose(), turn(['two', 'three'])], [prose()]]);
    assert.deepEqual(listTurnChecks(lesson, 0), ['one', 'two', 'three']);
    assert.equal(listTurnChecks(lesson, 1), undefined);
    assert.equal(listTurnChecks(lesson, 2), undefined);
  });
});

describe('how a block is played', () => {
  const log = (...texts: string[]) => texts.map((text) => ({ actor: 'server', text, line: 1 }));

  it('names the actors whose failure the prose tells of, and nobody else', () => {
    const block = run({ hex: true }, 'server');
    const play = (...texts: string[]) => planOptions({ ...block, log: log(...texts) });
    assert.deepEqual(play('· exit 1'), { hex: true, failures: ['server'] });
    assert.deepEqual(play('…', '· exit SIGKILL'), { hex: true, failures: ['server'] });
    assert.deepEqual(play('· exit 0', 'exit 1'), { hex: true });
  });
});

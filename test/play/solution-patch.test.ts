import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readLesson } from '../../src/course/lesson.ts';
import { renderSolution } from '../../src/play/solution-patch.ts';
import { createStyle } from '../../src/screen/style.ts';

const style = createStyle({ colour: false, links: false });

/** The files of the solution that are shown, of a learner who has changed nothing. */
function listShown(folder: string, checks?: readonly string[]): string[] {
  const lesson = readLesson(folder, 'en');
  const layout = { columns: 80, style, language: 'en' as const };
  const lines = renderSolution({ lesson, directory: lesson.directory }, layout, checks);
  return ['beat.ts', 'fast.ts', 'connect.ts', 'hosts.ts'].filter((file) =>
    lines.some((line) => line.includes(file)),
  );
}

describe('the difference to a solution', () => {
  it('is that of the turn, where a lesson has two', () => {
    assert.deepEqual(listShown('15-silence', ['heartbeat']), ['beat.ts']);
    assert.deepEqual(listShown('15-silence', ['rounds']), ['fast.ts']);
  });

  it('is the whole one where no turn is asked about', () => {
    assert.deepEqual(listShown('15-silence'), ['beat.ts', 'fast.ts']);
  });

  it('has all files of the only turn, also those that others start', () => {
    assert.deepEqual(listShown('17-names', ['arrives']), listShown('17-names'));
  });
});

// Tests what is told of other right programs, and what is reported where it is wrong.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { parseHints } from '../../src/course/hints.ts';
import { readOthers, reviewOthers } from '../../src/course/others.ts';
import { openPrograms } from '../../src/course/programs.ts';
import { readShipped } from '../../src/workspace/shipped.ts';
import { copyCourse } from './copy.ts';

const LESSON = '01-hello';
const HINTS =
  '## others\n\n### one\n\nThe first.\n\n### two\n\nThe second.\n\n### three\n\nThe `third`.\n';

function layOut(t: TestContext, hints = HINTS, names = ['one', 'two', 'three']) {
  const { root, write } = copyCourse(t);
  write('hints.md', hints);
  mkdirSync(path.join(root, LESSON, 'others'));
  for (const name of names) {
    writeFileSync(path.join(root, LESSON, 'others', `${name}.ts`), `// ${name}\n`);
  }
  return root;
}

function review(root: string): string[] {
  return reviewOthers(LESSON, 'en', root).map(({ text }) => text.en.split(';')[0] ?? '');
}

describe('other right programs', () => {
  it('are told of in the order of the hints', (t) => {
    const root = layOut(t);
    assert.deepEqual(review(root), []);
    assert.deepEqual(readOthers(LESSON, 'en', root), [
      { file: 'others/one.ts', text: 'The first.', code: '// one\n' },
      { file: 'others/two.ts', text: 'The second.', code: '// two\n' },
      { file: 'others/three.ts', text: 'The `third`.', code: '// three\n' },
    ]);
  });

  it('are not given to the learner to start from', (t) => {
    const root = layOut(t);
    const isOther = (name: string) => name.startsWith('others/');
    assert.deepEqual(
      readShipped(root, LESSON).filter(({ name }) => isOther(name)),
      [],
    );
    assert.deepEqual(openPrograms(path.join(root, LESSON)).files.filter(isOther), []);
  });

  it('are reported where program and text do not match', (t) => {
    assert.deepEqual(review(layOut(t, HINTS, ['one', 'two', 'four'])), [
      'others/four.ts is not told of',
      'there is no others/three.ts',
    ]);
  });

  it('are reported where they are too few', (t) => {
    const hints = HINTS.slice(0, HINTS.indexOf('### three'));
    assert.deepEqual(review(layOut(t, hints, ['one', 'two'])), [
      '2 other right programs are shown',
    ]);
  });

  const broken: [what: string, hints: string, reported: RegExp][] = [
    ['a text outside', '## others\n\nHere.\n', /"Here." belongs to no program/],
    ['a second line', '## others\n\n### one\n\nA\nB\n', /"B" belongs to no program/],
    ['no text', '## others\n\n### one\n', /nothing is said of the program one/],
    ['a name twice', '## others\n\n### one\n\nA\n\n### one\n\nB\n', /a second "### one"/],
    ['a name that is none', '## others\n\n### One\n\nA\n', /"One" is no name/],
  ];
  for (const [what, hints, reported] of broken) {
    it(`are reported with ${what}`, () => {
      const [problem, ...others] = parseHints(hints, 'hints.md').problems;
      assert.match(problem?.text.en ?? '', reported);
      assert.deepEqual(others, []);
    });
  }
});

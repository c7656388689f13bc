// Tests hints.md: what is read from it, and what is reported about each mistake in it.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { readCheckTexts, reviewHints } from '../../src/course/check-texts.ts';
import { parseHints } from '../../src/course/hints.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { type Copy, copyCourse } from './copy.ts';

/** What check.ts knows. */
const KNOWN = { echo: ['silent', 'once'], apart: ['once', 'mixed-up'] };

const ENGLISH = `## echo

Sends back what arrives

### silent

1. Where does it write?
2. Try \`socket.pipe(socket)\`: 1. read, 2. write.

## apart

Keeps two clients apart

### mixed-up

1. Whose is it?

## *

### once

1. \`once\` hears once.
`;

const CHINESE = `## echo

收到什么就发回什么

### silent

1. 它在哪里写？
2. 试试 \`socket.pipe(socket)\`：1. 读，2. 写。

## apart

两个客户端互不相干

### mixed-up

1. 这是谁的？

## *

### once

1. \`once\` 只听一次。
`;

/** The small course, with hints. */
function layOut(t: TestContext): Copy {
  const copy = copyCourse(t);
  copy.write('hints.md', ENGLISH);
  copy.write('hints.zh.md', CHINESE);
  return copy;
}

function review(copy: Copy): string[] {
  return reviewHints('01-hello', KNOWN, copy.root).map((problem) =>
    formatProblem(problem, 'en').replaceAll(`${copy.root}/01-hello/`, ''),
  );
}

test('a check has its title and the hints of all its mistakes, in each language', (t) => {
  const copy = layOut(t);
  assert.deepEqual(review(copy), []);
  const once = { en: '`once` hears once.', zh: '`once` 只听一次。' };
  assert.deepEqual(readCheckTexts('01-hello', KNOWN, copy.root), {
    echo: {
      title: { en: 'Sends back what arrives', zh: '收到什么就发回什么' },
      hints: {
        silent: [
          { en: 'Where does it write?', zh: '它在哪里写？' },
          {
            en: 'Try `socket.pipe(socket)`: 1. read, 2. write.',
            zh: '试试 `socket.pipe(socket)`：1. 读，2. 写。',
          },
        ],
        once: [once],
      },
    },
    apart: {
      title: { en: 'Keeps two clients apart', zh: '两个客户端互不相干' },
      hints: { once: [once], 'mixed-up': [{ en: 'Whose is it?', zh: '这是谁的？' }] },
    },
  });
});

test("a check's own hints come before shared ones", (t) => {
  const copy = layOut(t);
  const own = '### once\n\n1. Own.\n2. Own, again.\n\n## apart';
  for (const file of ['hints.md', 'hints.zh.md']) copy.edit(file, '## apart', own);
  assert.deepEqual(review(copy), []);
  const { echo, apart } = readCheckTexts('01-hello', KNOWN, copy.root);
  assert.deepEqual(
    [echo, apart].map((texts) => texts?.hints.once?.map(({ en }) => en)),
    [['Own.', 'Own, again.'], ['`once` hears once.']],
  );
});

test('hints that all lessons share come last', (t) => {
  const copy = layOut(t);
  for (const file of ['hints.md', 'hints.zh.md']) {
    copy.write(`../${file}`, '## *\n\n### once\n\n1. All.\n\n### port\n\n1. Shared.\n');
  }
  const known = { echo: ['silent', 'once', 'port'], apart: ['once', 'mixed-up'] };
  assert.deepEqual(reviewHints('01-hello', known, copy.root), []);
  const { echo } = readCheckTexts('01-hello', known, copy.root);
  assert.deepEqual(
    [echo?.hints.once, echo?.hints.port].map((hints) => hints?.map(({ en }) => en)),
    [['`once` hears once.'], ['Shared.']],
  );
  copy.write('../hints.zh.md', '## *\n\n### once\n\n1. All.\n');
  assert.notDeepEqual(reviewHints('01-hello', known, copy.root), []);
});

test('a file with the line ends of Windows says the same', () => {
  const path = '/hints.md';
  const { page, problems } = parseHints(ENGLISH.replaceAll('\n', '\r\n'), path);
  assert.deepEqual(problems, []);
  assert.deepEqual(page, parseHints(ENGLISH, path).page);
});

test('malformed hints are not shown, but a failure that names the place', (t) => {
  const copy = layOut(t);
  copy.edit('hints.md', '1. Where does it write?\n', '');
  assert.throws(
    () => readCheckTexts('01-hello', KNOWN, copy.root),
    /01-hello\/hints\.md:7: the hint has the number 2, and 1 comes next/,
  );
});

const FAULTS: [what: string, spoil: (copy: Copy) => void, problem: RegExp][] = [
  [
    'a language that is missing',
    (copy) => copy.remove('hints.zh.md'),
    /^hints\.zh\.md: the hints are missing; write them/,
  ],
  [
    'a heading that is no id of a check',
    (copy) => copy.edit('hints.md', '## echo', '## The echo'),
    /^hints\.md:1: "The echo" is no id of a check/,
  ],
  [
    'a check that stands there twice',
    (copy) => copy.edit('hints.md', '## apart', '## echo'),
    /^hints\.md:10: a second "## echo" \(the first is in line 1\)/,
  ],
  [
    'a check without a title',
    (copy) => copy.edit('hints.zh.md', '收到什么就发回什么\n', ''),
    /^hints\.zh\.md:1: the check echo has no title/,
  ],
  [
    'a heading that is no id of a mistake',
    (copy) => copy.edit('hints.md', '### silent', '### Silent'),
    /^hints\.md:5: "Silent" is no id of a mistake/,
  ],
  [
    'a mistake that stands there twice',
    (copy) => copy.edit('hints.md', '## apart', '### silent\n\n1. Again.\n\n## apart'),
    /^hints\.md:10: a second "### silent" of the same check \(the first is in line 5\)/,
  ],
  [
    'a mistake that belongs to no check',
    (copy) => copy.edit('hints.md', /^## echo[^#]*/, ''),
    /^hints\.md:1: the mistake silent belongs to no check/,
  ],
  [
    'a mistake without a hint',
    (copy) => copy.edit('hints.zh.md', '1. 这是谁的？\n', ''),
    /^hints\.zh\.md:14: the mistake mixed-up has no hint/,
  ],
  [
    'a hint that belongs to no mistake',
    (copy) => copy.edit('hints.md', '### silent\n', ''),
    /^hints\.md:6: this hint belongs to no mistake/,
  ],
  [
    'a number that is out of order',
    (copy) => copy.edit('hints.md', '2. Try', '3. Try'),
    /^hints\.md:8: the hint has the number 3, and 2 comes next/,
  ],
  [
    'an empty hint',
    (copy) => copy.edit('hints.zh.md', '1. 它在哪里写？', '1.'),
    /^hints\.zh\.md:7: the hint is empty/,
  ],
  [
    'a line that belongs to nothing',
    (copy) => copy.edit('hints.md', '2. Try', 'Think.\n2. Try'),
    /^hints\.md:8: "Think\." is neither a title nor a hint/,
  ],
  [
    'a second line of a title',
    (copy) => copy.edit('hints.md', 'what arrives', 'what\narrives'),
    /^hints\.md:4: "arrives" is neither a title nor a hint/,
  ],
  [
    'a title above what checks share',
    (copy) => copy.edit('hints.md', '## *\n', '## *\n\nShared\n'),
    /^hints\.md:20: "Shared" is neither a title nor a hint/,
  ],
  [
    'a check that check.ts has not',
    (copy) => copy.edit('hints.md', '## apart', '## a-part'),
    /^hints\.md:10: check\.ts has no check a-part/,
  ],
  [
    'a check of check.ts that is missing',
    (copy) => copy.edit('hints.md', /## apart[^*]*(?=## \*)/, ''),
    /^hints\.md: the check apart of check\.ts is missing/,
  ],
  [
    'a mistake that the check has not',
    (copy) => copy.edit('hints.md', '### silent', '### silnet'),
    /^hints\.md:5: in check\.ts, the check echo does not know the mistake silnet/,
  ],
  [
    'a mistake of the check that is missing',
    (copy) => copy.edit('hints.md', /### mixed-up\n\n.*\n/, ''),
    /^hints\.md:10: the mistake mixed-up of the check apart has no hints/,
  ],
  [
    'a shared mistake that no check has',
    (copy) => copy.edit('hints.md', '### once', '### onec'),
    /^hints\.md:20: no check of check\.ts takes the mistake onec/,
  ],
  [
    'a shared mistake whose hints no check shows',
    (copy) => {
      const own = '### once\n\n1. Own.\n\n';
      copy.edit('hints.md', '## apart', `${own}## apart`);
      copy.edit('hints.md', '## *', `${own}## *`);
    },
    /^hints\.md:28: no check of check\.ts takes the mistake once/,
  ],
  [
    'a hint more in one language',
    (copy) => copy.edit('hints.zh.md', '1. 这是谁的？\n', '1. 这是谁的？\n2. 是谁？\n'),
    /^hints\.zh\.md:17: "2\. …" stands here, "## \*" in .*hints\.md:18; give all languages/,
  ],
  [
    'a mistake that goes by another name in one language',
    (copy) => copy.edit('hints.zh.md', '### mixed-up', '### mixedup'),
    /^hints\.zh\.md:14: "### mixedup" stands here, "### mixed-up" in .*hints\.md:14;/,
  ],
  [
    'a check that one language lacks',
    (copy) => copy.edit('hints.zh.md', /## apart[^*]*(?=## \*)/, ''),
    /^hints\.zh\.md:10: "## \*" stands here, "## apart" in .*hints\.md:10;/,
  ],
  [
    'the end that one language comes to early',
    (copy) => copy.edit('hints.zh.md', /## \*[\s\S]*/, ''),
    /^hints\.zh\.md:16: "the end" stands here, "## \*" in .*hints\.md:18;/,
  ],
];

for (const [what, spoil, problem] of FAULTS) {
  test(`hints with ${what} are reported with their place`, (t) => {
    const copy = layOut(t);
    spoil(copy);
    const problems = review(copy);
    assert.ok(
      problems.some((text) => problem.test(text)),
      problems.join('\n'),
    );
  });
}

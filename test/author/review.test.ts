import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { reviewLesson } from '../../src/author/review.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { type Copy, copyCourse } from '../course/copy.ts';

function review(copy: Copy, folder = '01-hello'): string[] {
  const { problems } = reviewLesson(folder, copy.root);
  return problems.map((problem) =>
    formatProblem(problem, 'en').replaceAll(`${copy.root}/${folder}/`, ''),
  );
}

test('a faultless course has no problems', (t) => {
  assert.deepEqual(review(copyCourse(t)), []);
});

const SOLUTION = 'solution/server.ts';
const WIDE = `const wide = '${'x'.repeat(46)}';`;

const FAULTS: [what: string, spoil: (copy: Copy) => void, problem: RegExp][] = [
  [
    'an unused region',
    (copy) => copy.edit('client.ts', /^/, '// #region spare\nspare();\n// #endregion spare\n'),
    /^client\.ts:1: no listing shows the region spare/,
  ],
  [
    'a region that is not closed, though no listing shows it',
    (copy) => copy.edit('client.ts', /$/, '// #region open\n'),
    /^client\.ts:13: the region open never ends/,
  ],
  [
    'a stale listing',
    (copy) => copy.edit('server.ts', "end('hello", "end('hallo"),
    /^lesson\.md:11: the listing "ts server\.ts#answer" is not the program's text/,
  ],
  [
    'a step that one language lacks',
    (copy) => copy.edit('lesson.zh.md', '## 轮到你了\n', ''),
    /^lesson\.zh\.md:49: "```try" stands here, "## …" in .*lesson\.md:49;/,
  ],
  [
    'a block that one language lacks',
    (copy) => copy.edit('lesson.zh.md', /```ts server\.ts#greet\n[^`]*```\n/, ''),
    /^lesson\.zh\.md:\d+: "## …" stands here, "```ts server\.ts#greet" in .*lesson\.md:44;/,
  ],
  [
    'a block at the end that one language lacks',
    (copy) => copy.edit('lesson.zh.md', /```run server client\n[^`]*```\n/, ''),
    /^lesson\.zh\.md:\d+: the end stands here, "```run server client" in .*lesson\.md:61;/,
  ],
  [
    'an option that one language lacks',
    (copy) =>
      copy.edit('lesson.zh.md', '```run server client\n', '```run server client --split 2\n'),
    /^lesson\.zh\.md:\d+: "```run server client --split 2" stands here/,
  ],
  [
    'another log in the other language',
    (copy) => copy.edit('lesson.zh.md', 'DATA: hello\n', 'DATA: hallo\n'),
    /^lesson\.zh\.md:36: "client │ DATA: hallo" stands here, "client │ DATA: hello" in .*\.md:37;/,
  ],
  [
    'another right answer',
    (copy) => copy.edit('lesson.zh.md', '- [ ]', '- [x]'),
    /^lesson\.zh\.md:24: "- \[x\]" stands here, "- \[ \]"/,
  ],
  [
    'other checks',
    (copy) => copy.edit('lesson.zh.md', 'checks: by-name, still', 'checks: by-name, sti1l'),
    /"checks: by-name, sti1l-alive" stands here/,
  ],
  [
    'a language that is missing',
    (copy) => copy.remove('lesson.zh.md'),
    /^lesson\.zh\.md: the prose is missing/,
  ],
  [
    'a question that is not on the screen with its heading',
    (copy) => copy.edit('lesson.md', '## The client\n', `## The client\n${'\nMore.\n'.repeat(15)}`),
    /^lesson\.md:\d+: the step takes 38 rows of the screen up to here, .* on 36; split it/,
  ],
  [
    'a first run below a step that is longer than the screen',
    (copy) => copy.edit('lesson.zh.md', /^它/m, `${'再说一句。\n\n'.repeat(12)}它`),
    /^lesson\.zh\.md:\d+: the step takes \d+ rows of the screen up to here/,
  ],
  [
    'a line too wide',
    (copy) => copy.edit('client.ts', /$/, `${WIDE}\n// ${'宽'.repeat(28)}\n`),
    /^client\.ts:13: the line is 62 columns wide/,
  ],
  [
    'a wide line in a solution, where a character takes two columns',
    (copy) => copy.edit(SOLUTION, /^/, `// ${'宽'.repeat(29)}\n`),
    /^solution\/server\.ts:1: the line is 61 columns wide/,
  ],
  [
    'an import from the outside',
    (copy) => copy.edit('client.ts', /^/, "import {\n  a,\n} from '../other.ts';\n"),
    /^client\.ts:3: it imports "\.\.\/other\.ts"/,
  ],
  [
    'a dynamic import of a package',
    (copy) => copy.edit(SOLUTION, /$/, "await import('ws');\n"),
    /^solution\/server\.ts:\d+: it imports "ws"/,
  ],
  [
    'a turn without a TODO',
    (copy) => copy.edit('server.ts', '// TODO: greet by name', '// greet by name'),
    /^server\.ts: solution\/server\.ts changes this file, which has no/,
  ],
  [
    'two TODOs in a file',
    (copy) => copy.edit('server.ts', /$/, '// TODO: more\n'),
    /^server\.ts:18: a second "\/\/ TODO" \(the first is in line 9\)/,
  ],
  [
    'a TODO left in a solution',
    (copy) => copy.edit(SOLUTION, /$/, '// TODO: more\n'),
    /^solution\/server\.ts:15: a solution has nothing left to do/,
  ],
  [
    'a missing solution',
    (copy) => copy.remove('solution'),
    /^server\.ts:9: there is a "\/\/ TODO", but no solution\/server\.ts/,
  ],
  [
    'a solution that solves nothing',
    (copy) => copy.write(SOLUTION, copy.read('server.ts')),
    /^server\.ts:9: there is a "\/\/ TODO", and solution\/server\.ts is the same file/,
  ],
  [
    'a TODO without a turn',
    (copy) => copy.edit('lesson.md', /```try\n[^`]*```\n/, ''),
    /^server\.ts:9: there is a "\/\/ TODO", and the prose has no "try" block/,
  ],
  [
    'a dead link',
    (copy) => copy.edit('lesson.md', '(https://nodejs.org/)', '(\n../02-none/lesson.md)'),
    /^lesson\.md:10: the link to "\.\.\/02-none\/lesson\.md" leads nowhere/,
  ],
  [
    'a link to a heading that is not there',
    (copy) => copy.edit('lesson.md', '(https://nodejs.org/)', '(#the-serve)'),
    /^lesson\.md:9: the link to "#the-serve" leads nowhere/,
  ],
  [
    'a lesson that does not exist',
    (copy) => copy.edit('lesson.md', 'It answers each caller', 'As lesson 20 says, it answers'),
    /^lesson\.md:9: the course has no lesson 20/,
  ],
  [
    'the second of two lessons',
    (copy) => copy.edit('lesson.md', 'What a server says', 'What lessons 1 and 2 say'),
    /^lesson\.md:5: the course has no lesson 2;/,
  ],
  [
    'a lesson that does not exist, in Chinese',
    (copy) => copy.edit('lesson.zh.md', '服务端说什么', '服务端说什么，见第 1、21 课'),
    /^lesson\.zh\.md:5: the course has no lesson 21/,
  ],
  [
    'a wording that the course avoids',
    (copy) => copy.edit('lesson.md', 'What a server says', 'Let us see what a server says'),
    /^lesson\.md:5: “Let us” is a wording .*; better: let's$/,
  ],
  [
    'another one in the hints',
    (copy) => copy.write('hints.md', 'Who sends more than the peer reads must keep it.\n'),
    /^hints\.md:\d+: “Who sends more than the peer reads must keep it\.” is a wording/,
  ],
  [
    'a wording that the course avoids, in Chinese',
    (copy) => copy.edit('lesson.zh.md', '服务端说什么', '没有谁听见服务端说什么'),
    /^lesson\.zh\.md:5: “没有谁” is a wording/,
  ],
  [
    'half-width punctuation beside Chinese, in the hints',
    (copy) => copy.write('hints.zh.md', '先写完, 再结束发送。\n'),
    /^hints\.zh\.md:\d+: “完,” is a wording .*; better: 全角标点$/,
  ],
];

for (const [what, spoil, problem] of FAULTS) {
  test(`${what} is reported`, (t) => {
    const copy = copyCourse(t);
    spoil(copy);
    const problems = review(copy);
    assert.ok(
      problems.some((line) => problem.test(line)),
      `${problem} in\n${problems.join('\n')}`,
    );
  });
}

test('what is allowed is not reported', (t) => {
  const copy = copyCourse(t);
  const link = '(../01-hello/lesson.zh.md#轮到你了)';
  copy.edit('lesson.md', '(https://nodejs.org/)', link);
  copy.edit('lesson.zh.md', '(https://nodejs.org/)', '(#服务端)');
  copy.edit('lesson.md', 'What a server says', 'In lesson 1, 20 bytes; all lessons, 30 bytes');
  copy.edit('lesson.zh.md', '服务端说什么', '第 1 课：前 20 字节，第 30 字节');
  copy.edit('lesson.md', /$/, 'It let us in. “Let us in”, it said; `shall()`.\n');
  copy.edit('lesson.md', /$/, '```text\nWho reads, shall read.\n```\n');
  copy.edit('lesson.zh.md', /$/, '“没有谁, 听见”，`来客`，接下来客户端连[上](#服务端)来。\n');
  copy.edit('lesson.zh.md', /$/, '```text\n来客,\n```\n');
  copy.edit('client.ts', /$/, `${'x'.repeat(60)};`.slice(1));
  copy.write('greeting.ts', "import './server.ts';\n// from 'ws'\n");
  copy.write('solution/client.ts', copy.read('client.ts'));
  copy.edit(SOLUTION, /$/, '// #region answer\n// #endregion answer\n');
  assert.deepEqual(review(copy), []);
});

const HABITS: [what: string, code: string, problem: RegExp][] = [
  [
    'a socket without a listener for errors',
    '// lonely\n',
    /^client\.ts:\d+: a socket's error is not listened for/,
  ],
  [
    'a listener that does nothing with an error',
    "client.on('error', () => {});\n",
    /^client\.ts:13: a socket's error is not listened for, or is swallowed/,
  ],
  [
    'an async listener that catches nothing',
    "client.on('error', console.log);\nclient.on('end', async () => {});\n",
    /^client\.ts:14: an async listener catches nothing/,
  ],
  [
    'a port that was only asked for',
    ['console.log(`Server listening on $', '{HOST}`);\n'].join(''),
    /^client\.ts:13: it prints the port that it asked for/,
  ],
];

for (const [what, code, problem] of HABITS) {
  test(`${what} is reported from lesson 8 on`, (t) => {
    const copy = copyCourse(t);
    copy.edit('client.ts', /$/, code);
    cpSync(join(copy.root, '01-hello'), join(copy.root, '08-hello'), { recursive: true });
    const isReported = (folder: string) => review(copy, folder).some((line) => problem.test(line));
    assert.deepEqual([isReported('01-hello'), isReported('08-hello')], [false, true]);
  });
}

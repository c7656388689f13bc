import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askCompiler, compareTypes, findSources } from '../../src/author/compiler.ts';
import { reviewLesson } from '../../src/author/review.ts';
import { formatProblem } from '../../src/course/problem.ts';
import { type Copy, copyCourse } from '../course/copy.ts';

const MISTAKE = 'export const pid: number = String(process.pid);\n';
const MESSAGE = "error TS2322: Type 'string' is not assignable to type 'number'.";

async function compare(copy: Copy): Promise<string[]> {
  const { lessons, programs } = reviewLesson('01-hello', copy.root);
  const diagnostics = await askCompiler(findSources(programs));
  const problems = lessons.flatMap((lesson) => compareTypes(lesson, programs, diagnostics));
  const lines = problems.map((problem) => formatProblem(problem, 'en'));
  return [...new Set(lines.map((line) => line.replaceAll(`${copy.root}/01-hello/`, '')))];
}

function tell(copy: Copy, ...lines: string[]): void {
  const block = ['```types wrong.ts', ...lines, '```', ''].join('\n');
  for (const file of ['lesson.md', 'lesson.zh.md']) copy.edit(file, /$/, `\n${block}`);
}

test('programs without a types block must compile', async (t) => {
  const copy = copyCourse(t);
  assert.deepEqual(await compare(copy), []);
  copy.write('wrong.ts', MISTAKE);
  const [problem] = await compare(copy);
  assert.match(problem ?? '', /^wrong\.ts:1: the compiler says "wrong\.ts\(1,14\): error TS2322/);
});

test('a solution must compile as well', async (t) => {
  const copy = copyCourse(t);
  copy.edit('solution/server.ts', /$/, MISTAKE);
  const [problem] = await compare(copy);
  assert.match(problem ?? '', /^solution\/server\.ts:15: the compiler says/);
});

test("a types block has a line's number in a learner's copy, without the marks", async (t) => {
  const copy = copyCourse(t);
  copy.write('wrong.ts', `// #region wrong\n\n${MISTAKE}// #endregion wrong\n`);
  const told = (await compare(copy)).find((line) => line.startsWith('wrong.ts'));
  assert.match(told ?? '', /^wrong\.ts:3: the compiler says "wrong\.ts\(2,14\): error TS2322/);
});

test('a types block has to be all that the compiler says', async (t) => {
  const copy = copyCourse(t);
  copy.write('wrong.ts', MISTAKE + MISTAKE.replace('const pid', 'const other'));
  const first = `wrong.ts(1,14): ${MESSAGE}`;
  const second = `wrong.ts(2,14): ${MESSAGE}`;
  tell(copy, first, second);
  assert.deepEqual(await compare(copy), []);
  for (const file of ['lesson.md', 'lesson.zh.md']) copy.edit(file, `${second}\n`, '');
  const problems = await compare(copy);
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? '', /^lesson\.md:\d+: the compiler says "wrong\.ts\(2,14\)/);
});

test('a types block without a message of the compiler is reported', async (t) => {
  const copy = copyCourse(t);
  copy.write('wrong.ts', 'export {};\n');
  tell(copy, `wrong.ts(1,14): ${MESSAGE}`);
  const [problem] = await compare(copy);
  assert.match(problem ?? '', /^lesson\.md:\d+: the compiler says nothing where the prose tells/);
});

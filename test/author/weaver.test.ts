import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weaveProse } from '../../src/author/weaver.ts';
import { fakePrograms } from '../course/prose.ts';

const programs = fakePrograms({
  'server.ts': 'top();\n// #region accept\n  one();\n\n  two();\n// #endregion accept\n',
  'empty.ts': '// #region nothing\n// #endregion nothing\n',
});
const weave = (source: string) => weaveProse(source, '/course/05-both-sides/lesson.md', programs);

test('listings get the real code, everything else stays as it is, byte by byte', () => {
  const before = [
    '# T  ',
    '',
    '```ts',
    'free();',
    '```',
    '```ts server.ts#accept',
    'old();',
    '```',
    '\ttrailing blanks \t',
    '````text',
    '```ts server.ts#accept',
    'shown, not woven',
    '```',
    '````',
    '~~~ts server.ts',
    '~~~',
    'no newline at the end',
  ].join('\n');
  const { text, stale, problems } = weave(before);
  assert.deepEqual(problems, []);
  assert.deepEqual(stale, [
    { line: 6, info: 'ts server.ts#accept' },
    { line: 15, info: 'ts server.ts' },
  ]);
  const expected = before
    .replace('old();', 'one();\n\ntwo();')
    .replace('~~~ts server.ts\n', '~~~ts server.ts\ntop();\n  one();\n\n  two();\n');
  assert.equal(text, expected);
  assert.deepEqual(weave(text), { text, stale: [], problems: [] });
});

test('the line endings of the prose are kept', () => {
  const { text } = weave('a\r\n\r\n```ts server.ts#accept\r\n```\r\nb\n');
  assert.equal(text, 'a\r\n\r\n```ts server.ts#accept\r\none();\r\n\r\ntwo();\r\n```\r\nb\n');
});

test('an empty region empties its listing', () => {
  assert.equal(
    weave('```ts empty.ts#nothing\nold();\n```\n').text,
    '```ts empty.ts#nothing\n```\n',
  );
});

test('an unknown region or file is reported, and the other listings are woven', () => {
  const { text, problems } = weave(
    '```ts server.ts#gone\nold();\n```\n\n```ts no.ts\n```\n\n```ts server.ts#accept\n```\n',
  );
  assert.match(text, /one\(\);/);
  assert.match(text, /old\(\);/);
  assert.deepEqual(
    problems.map((problem) => `${problem.line}: ${problem.text.en}`),
    [
      '1: server.ts has no region gone; it has accept',
      '5: the lesson has no file no.ts; it has empty.ts, server.ts',
    ],
  );
});

test('a fence that is never closed is reported and left alone', () => {
  const source = '```ts server.ts#accept\nold();\n';
  const { text, problems } = weave(source);
  assert.equal(text, source);
  assert.match(problems[0]?.text.en ?? '', /never closed/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weave } from '../../src/author/weave.ts';
import { Failure } from '../../src/text/failure.ts';
import { copyCourse } from '../course/copy.ts';
import { authorContext } from './author.ts';

test('weave rewrites the stale listings of both languages, and names them', async (t) => {
  const copy = copyCourse(t);
  const woven = copy.read('lesson.md');
  copy.edit('lesson.md', "  socket.end('hello\\n');\n", '');
  copy.edit('lesson.zh.md', "socket.end('hello you\\n');", 'old();');
  const { context, lines } = authorContext(copy.root);
  assert.equal(await weave(context, {}, []), 0);
  assert.deepEqual(lines, [
    'lesson.md: wove ts server.ts#answer',
    'lesson.zh.md: wove ts solution/server.ts#greet',
  ]);
  assert.equal(copy.read('lesson.md'), woven);
  assert.equal(await weave(context, {}, ['hello']), 0);
  assert.equal(lines.at(-1), "every listing is the program's text");
});

test('weave --check writes nothing, and exits 1 when it would', async (t) => {
  const copy = copyCourse(t);
  const { context, lines } = authorContext(copy.root);
  assert.equal(await weave(context, { check: true }, []), 0);
  copy.edit('server.ts', "end('hello", "end('hallo");
  const before = copy.read('lesson.md');
  assert.equal(await weave(context, { check: true }, ['1']), 1);
  assert.equal(copy.read('lesson.md'), before);
  assert.match(
    lines.at(-1) ?? '',
    /^lesson\.zh\.md: not the program's text: ts server\.ts#answer, /,
  );
});

test('a missing region is a Failure, and the other listings are woven', async (t) => {
  const copy = copyCourse(t);
  copy.edit('lesson.md', 'server.ts#answer', 'server.ts#gone');
  copy.edit('lesson.zh.md', "  socket.end('hello\\n');\n", '');
  const { context, lines } = authorContext(copy.root);
  await assert.rejects(weave(context, {}, []), (error) => {
    assert.ok(error instanceof Failure);
    assert.match(error.text.en, /lesson\.md:11: server\.ts has no region gone/);
    return true;
  });
  assert.deepEqual(lines, ['lesson.zh.md: wove ts server.ts#answer']);
});

test('a missing lesson is a usage error', async (t) => {
  const { context } = authorContext(copyCourse(t).root);
  await assert.rejects(weave(context, {}, ['9']), { exitCode: 2 });
});

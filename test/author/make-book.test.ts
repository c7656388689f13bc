import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { makeBook } from '../../src/author/make-book.ts';
import { copyCourse } from '../course/copy.ts';
import { authorContext } from './author.ts';

test('the book is made beside the lessons, and its heaviest page is named', async (t) => {
  const copy = copyCourse(t);
  const { context, lines } = authorContext(copy.root);
  assert.equal(await makeBook(context, { all: false }), 0);
  assert.match(lines[0] ?? '', /^01-hello: 3 runs recorded \(\d+\.\d s\)$/);
  assert.match(lines[1] ?? '', /^9 pages are in /);
  assert.match(lines[2] ?? '', /^The heaviest page is (en|zh)\/01-hello\.html: \d+ KiB/);
  assert.ok(existsSync(path.join(copy.root, '..', 'book', 'en', '01-hello.html')));

  copy.edit('lesson.md', 'What a server says.', 'What a server says. '.repeat(6000));
  assert.equal(await makeBook(context, { all: false }), 1);
  assert.match(lines.at(-1) ?? '', /^That is too much/);
});

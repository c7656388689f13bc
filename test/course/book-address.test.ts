import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { addressLesson, readBookAddress } from '../../src/course/book-address.ts';
import { makeFolder } from '../support/tour.ts';

const LESSON = { folder: '09-framing-lines', language: 'zh' } as const;

test('the address of the book is that of package.json, with a slash at its end', (t) => {
  const root = makeFolder(t);
  const read = (manifest: object) => {
    writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest));
    return readBookAddress(root);
  };
  assert.equal(read({ book: 'https://example.org/tour' }), 'https://example.org/tour/');
  assert.equal(read({ book: 'https://example.org/tour/' }), 'https://example.org/tour/');
  assert.equal(read({ book: '' }), null);
  assert.equal(read({}), null);
});

test('a lesson has a page where the book has an address', () => {
  const page = addressLesson(LESSON, 'https://example.org/tour/');
  assert.equal(page, 'https://example.org/tour/zh/09-framing-lines.html');
  assert.equal(addressLesson(LESSON, null), null);
});

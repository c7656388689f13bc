// Tests staging: what is put in place replaces nothing.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { withStaging } from '../../src/workspace/staging.ts';
import { makeHome, writeFiles } from './course.ts';

test('a file is put in place only where nothing exists, and replaces a file only when asked', (t) => {
  const root = makeHome(t);
  const file = path.join(root, 'lesson', 'server.ts');
  withStaging(root, (staging) => {
    assert.equal(staging.add(file, 'first').place(), true);
    assert.equal(staging.add(file, 'second').place(), false);
    assert.equal(readFileSync(file, 'utf8'), 'first');
    staging.add(file, 'third').replace();
    assert.equal(readFileSync(file, 'utf8'), 'third');
  });
  assert.deepEqual(readdirSync(root), ['lesson']);
});

test('an editor that saves after a file was staged keeps what it saved', (t) => {
  const root = makeHome(t);
  withStaging(root, (staging) => {
    const staged = staging.add(path.join(root, 'server.ts'), 'shipped');
    writeFiles(root, { 'server.ts': 'mine' });
    assert.equal(staged.place(), false);
  });
  assert.equal(readFileSync(path.join(root, 'server.ts'), 'utf8'), 'mine');
});

test('work that throws leaves nothing', (t) => {
  const root = makeHome(t);
  assert.throws(() =>
    withStaging(root, (staging) => {
      staging.add(path.join(root, 'server.ts'), 'shipped');
      assert.fail('on purpose');
    }),
  );
  assert.deepEqual(readdirSync(root), []);
});

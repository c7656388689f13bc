// Tests progress: what a broken file costs, and that nothing else is lost.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  createProgress,
  formatProgress,
  lessonProgress,
  parseProgress,
} from '../../src/workspace/progress.ts';
import { hashOf } from '../../src/workspace/standing-file.ts';
import { makeCourse } from './course.ts';

const SOUND = {
  version: 1,
  language: 'zh',
  current: '05-both-sides',
  lessons: {
    '05-both-sides': { step: 3, done: true, checks: { order: 'pass' }, hints: { order: 2 } },
  },
  files: { '05-both-sides/server.ts': hashOf('shipped') },
};

test('what is written is read back', () => {
  const progress = createProgress();
  Object.assign(lessonProgress(progress, '04-client'), { step: 2 });
  lessonProgress(progress, '04-client').checks.refused = 'fail';
  const parsed = parseProgress(formatProgress(progress));
  assert.deepEqual(parsed, { progress, damage: null, hasSalvage: true });
});

test('absent fields have their first value, unknown ones are kept', () => {
  const text = JSON.stringify({
    version: 1,
    theme: 'dark',
    lessons: { a: { step: 1, mood: 'good' } },
  });
  const { progress, damage } = parseProgress(`\uFEFF${text}`);
  assert.equal(damage, null);
  assert.deepEqual(progress, {
    ...createProgress(),
    theme: 'dark',
    lessons: { a: { step: 1, mood: 'good', done: false, checks: {}, hints: {} } },
  });
});

test('a name such as __proto__ is a name', () => {
  const { progress } = parseProgress('{"version":1,"lessons":{"__proto__":{"step":4}}}');
  assert.deepEqual(Object.keys(progress.lessons), ['__proto__']);
  assert.equal(({} as { step?: number }).step, undefined);
});

const DAMAGED: [string, string, object][] = [
  ['nothing', '', {}],
  ['cut off', formatProgress(createProgress()).slice(0, 40), {}],
  ['no object', '[1, 2]', {}],
  ['no version', JSON.stringify({ ...SOUND, version: undefined }), SOUND],
  [
    'an unknown language',
    JSON.stringify({ ...SOUND, language: 'fr' }),
    { ...SOUND, language: null },
  ],
  [
    'a lesson that is a number',
    JSON.stringify({ ...SOUND, lessons: { ...SOUND.lessons, x: 5 } }),
    SOUND,
  ],
  [
    'a negative step',
    JSON.stringify({ version: 1, lessons: { x: { step: -1, done: true } } }),
    {
      lessons: { x: { step: 0, done: true, checks: {}, hints: {} } },
    },
  ],
  ['a hash that is none', JSON.stringify({ ...SOUND, files: { a: 'b' } }), { ...SOUND, files: {} }],
  ['a newer version', JSON.stringify({ ...SOUND, version: 2, planets: 9 }), SOUND],
];

for (const [what, text, salvage] of DAMAGED) {
  test(`broken progress is set aside with a notice, and its sound part is kept: ${what}`, (t) => {
    const { root, workspace } = makeCourse(t);
    mkdirSync(root);
    writeFileSync(path.join(root, '.progress.json'), text);
    const expected = { ...createProgress(), ...salvage };
    assert.deepEqual(workspace.readProgress(), expected);
    const [aside, ...others] = readdirSync(root).filter((name) => name.includes('broken'));
    assert.match(aside ?? '', /^\.progress\.broken-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.json$/);
    assert.deepEqual(others, []);
    assert.equal(readFileSync(path.join(root, aside ?? ''), 'utf8'), text);
    const [notice, ...more] = workspace.takeNotices();
    assert.ok(notice?.en.includes(aside ?? '-'));
    assert.ok(notice?.zh.includes(aside ?? '-'));
    assert.deepEqual(more, []);
    assert.deepEqual(workspace.readProgress(), expected, 'written at once');
    assert.deepEqual(workspace.takeNotices(), [], 'told once');
  });
}

test('two broken files within a second are both kept', (t) => {
  const { root, workspace } = makeCourse(t);
  mkdirSync(root);
  for (const text of ['one', 'two']) {
    writeFileSync(path.join(root, '.progress.json'), text);
    workspace.readProgress();
  }
  const kept = readdirSync(root).filter((name) => name.includes('broken'));
  assert.deepEqual(kept.map((name) => readFileSync(path.join(root, name), 'utf8')).sort(), [
    'one',
    'two',
  ]);
});

test('a folder in the place of the progress is set aside too', (t) => {
  const { root, workspace } = makeCourse(t);
  mkdirSync(path.join(root, '.progress.json', 'inner'), { recursive: true });
  assert.deepEqual(workspace.readProgress(), createProgress());
  assert.equal(workspace.takeNotices().length, 1);
});

test('what was sound is kept even where the change that found it throws', (t) => {
  const { root, workspace } = makeCourse(t);
  mkdirSync(root);
  writeFileSync(
    path.join(root, '.progress.json'),
    '{ "version": 1, "language": "zh", "files": 5 }',
  );
  assert.throws(() => workspace.updateProgress(() => assert.fail('on purpose')), /on purpose/);
  assert.equal(workspace.readProgress().language, 'zh');
  assert.equal(workspace.takeNotices().length, 1);
});

test('a change that throws changes nothing', (t) => {
  const { workspace } = makeCourse(t);
  workspace.updateProgress((progress) => {
    progress.current = 'one';
  });
  assert.throws(() =>
    workspace.updateProgress((progress) => {
      progress.current = 'two';
      throw new Error('on purpose');
    }),
  );
  assert.equal(workspace.readProgress().current, 'one');
  const changed = workspace.updateProgress((progress) => {
    progress.language = 'zh';
  });
  assert.deepEqual([changed.current, changed.language], ['one', 'zh']);
});

test('a change within a change is refused at once', (t) => {
  const { workspace } = makeCourse(t);
  assert.throws(
    () => workspace.updateProgress(() => void workspace.updateProgress(() => {})),
    /already held/,
  );
});

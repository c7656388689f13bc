import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { proveLessons } from '../../src/author/lessons.ts';
import { copyCourse } from '../course/copy.ts';
import { unlessLong } from '../support/length.ts';
import { authorContext } from './author.ts';

test('a course whose logs are right passes in each run, with the solution after the turn', async (t) => {
  const { context, lines } = authorContext(copyCourse(t).root);
  assert.equal(await proveLessons(context, { repeat: 2 }, []), 0, lines.join('\n'));
  assert.match(lines[0] ?? '', /^01-hello: 3 runs, \d+\.\d s$/);
  assert.match(lines.at(-1) ?? '', /^1 lesson, 6 runs: all as the prose tells, \d+\.\d s$/);
});

test('a log that no run prints is reported with its place, in the language asked for', async (t) => {
  const copy = copyCourse(t);
  for (const file of ['lesson.md', 'lesson.zh.md'])
    copy.edit(file, 'DATA: hello\n', 'DATA: hallo\n');
  const { context, lines } = authorContext(copy.root, 'zh');
  assert.equal(await proveLessons(context, {}, ['1']), 1);
  assert.match(lines[0] ?? '', /^01-hello：1 个问题，/);
  assert.equal(
    lines[1],
    'lesson.md:37: client 打印了 "DATA: hello"，而正文写的是 "DATA: hallo"；请改正程序或日志',
  );
});

test('a crash that the log leaves out is reported', { skip: unlessLong }, async (t) => {
  const copy = copyCourse(t);
  // Output after the last socket event counts, even where it takes the server some time.
  const crash = [
    "server.on('connection', (socket) => {",
    "  socket.on('close', () => {",
    '    const free = Date.now() + 300;',
    '    while (Date.now() < free);',
    '    process.exit(3);',
    '  });',
    '});',
    '',
  ].join('\n');
  copy.edit('server.ts', /$/, crash);
  const { context, lines } = authorContext(copy.root);
  assert.equal(await proveLessons(context, {}, []), 1);
  assert.ok(
    lines.some((line) => /^lesson\.md:\d+: server also printed "· exit 3"/.test(line)),
    lines.join('\n'),
  );
});

test('dead links in the pages beside the lessons are found', async (t) => {
  const copy = copyCourse(t);
  rmSync(join(copy.root, '01-hello'), { recursive: true });
  const page = join(dirname(copy.root), 'README.md');
  writeFileSync(page, 'See [the lessons](lessons) and [one](lessons/01-hello/).\n');
  const { context, lines } = authorContext(copy.root);
  assert.equal(await proveLessons(context, {}, []), 1);
  assert.match(lines.join('\n'), /README\.md:1: the link to "lessons\/01-hello\/" leads nowhere/);
  assert.match(lines.at(-1) ?? '', /^1 problem in 0 of 0 lessons,/);
});

test('wordings that the course avoids are found in pages, common hints and messages', async (t) => {
  const { root } = copyCourse(t);
  rmSync(join(root, '01-hello'), { recursive: true });
  const messages = join(dirname(root), 'src', 'text', 'messages', 'zh');
  mkdirSync(messages, { recursive: true });
  writeFileSync(join(dirname(root), 'README.zh.md'), '没有谁听见。\n');
  writeFileSync(join(root, 'hints.md'), 'Let us see.\n');
  writeFileSync(join(messages, 'run.ts'), "export const zh = '来客走了';\n");
  const { context, lines } = authorContext(root);
  assert.equal(await proveLessons(context, {}, []), 1);
  const found = lines.flatMap(
    (line) => /([^/]+:\d+): “(.+)” is a wording/.exec(line)?.slice(1) ?? [],
  );
  assert.deepEqual(found, ['hints.md:1', 'Let us', 'README.zh.md:1', '没有谁', 'run.ts:1', '来客']);
});

test('a block is played with its options, and as often as it says, up to five times', {
  skip: unlessLong,
}, async (t) => {
  const copy = copyCourse(t);
  const pieces = ['he', 'll', 'o', 'yo', 'u'].map((text) => `client │ DATA: ${text}`);
  for (const file of ['lesson.md', 'lesson.zh.md']) {
    copy.edit(file, '```run server client\n', '```run server client --split 2 --times 20\n');
    copy.edit(file, 'client │ DATA: hello you\n', `${pieces.join('\n')}\n`);
  }
  const tally = join(dirname(copy.root), 'tally');
  copy.edit(
    'client.ts',
    /$/,
    `import fs from 'node:fs';\nfs.appendFileSync('${tally.replaceAll('\\', '/')}', '.');\n`,
  );
  const { context, lines } = authorContext(copy.root);
  assert.equal(await proveLessons(context, {}, []), 0, lines.join('\n'));
  // Once on its own in an earlier block.
  assert.equal(readFileSync(tally, 'utf8').length, 1 + 5);
});

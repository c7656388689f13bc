// Tests malformed lessons and broken progress: each is reported with its place, and never throws.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { lessonsRoot } from '../../src/course/folders.ts';
import { parseLesson } from '../../src/course/parse.ts';
import { openPrograms } from '../../src/course/programs.ts';
import { formatProgress, parseProgress } from '../../src/workspace/progress.ts';
import { forEachSeed, planRuns } from './plan.ts';
import { openRandom, type Random } from './random.ts';

const plan = planRuns(100, 2000);
const LANGUAGES = { en: 'lesson.md', zh: 'lesson.zh.md' } as const;

test(`${plan.runs} malformed lessons are reported with their lines`, async () => {
  let told = 0;
  await forEachSeed(plan, (seed) => {
    const random = openRandom(seed);
    const folder = random.pick(readdirSync(lessonsRoot).filter((name) => /^\d/.test(name)));
    const language = random.pick(['en', 'zh'] as const);
    const file = path.join(lessonsRoot, folder, LANGUAGES[language]);
    const text = spoil(readFileSync(file, 'utf8'), random);
    const programs = openPrograms(path.join(lessonsRoot, folder));
    const { lesson, problems } = parseLesson(text, file, language, programs);
    const lines = text.split('\n').length;
    for (const { path: where, line, text: words } of problems) {
      assert.equal(where, file);
      assert.ok(line !== null && line >= 1 && line <= lines + 1, `line ${line} of ${lines}`);
      assert.ok(words.en.length > 0 && words.zh.length > 0);
    }
    told += problems.length;
    // A text that is well formed after all can be walked through.
    if (problems.length === 0) assert.ok(lesson.steps.length > 0);
  });
  console.log(`  ${plan.runs} spoilt lessons, ${told} problems told, each with file and line`);
});

test(`${plan.runs} broken progress files are read as far as they are sound`, async () => {
  const sound = formatProgress({
    version: 1,
    language: 'zh',
    current: '05-both-sides',
    lessons: { '05-both-sides': { step: 3, done: true, checks: { a: 'pass' }, hints: { a: 2 } } },
    files: { '05-both-sides/server.ts': 'a'.repeat(64) },
  });
  await forEachSeed(plan, (seed) => {
    const random = openRandom(seed);
    const text = random.chance(0.5) ? spoil(sound, random) : spoilBytes(sound, random);
    const { progress, damage } = parseProgress(text);
    assert.equal(progress.version, 1);
    // Whatever is read can be written again, and is sound then.
    assert.equal(parseProgress(formatProgress(progress)).damage, null);
    assert.ok(damage === null || damage === 'broken' || damage === 'newer');
  });
});

const LINES = [
  '```run',
  '```run server client-99 nobody',
  '```predict',
  '```try',
  '```ts server.ts#nowhere',
  '```ts ../../../etc/passwd#x',
  '```types',
  '````md',
  '```',
  '- [x]',
  '- [ ] ',
  'checks: ,,,',
  '# Another title',
  '## ',
  'server │',
  '│ nobody',
  '> ',
  '<script>',
  '\u0000\u001b[2J',
  '| a | b |',
  '  '.repeat(50),
];

/** Text with a few lines lost, doubled, swapped, cut or inserted. */
function spoil(text: string, random: Random): string {
  const lines = text.split('\n');
  for (let count = random.int(1, 5); count > 0; count -= 1) {
    const at = random.int(0, lines.length - 1);
    const line = lines[at] ?? '';
    switch (random.int(0, 5)) {
      case 0:
        lines.splice(at, random.int(1, 20));
        break;
      case 1:
        lines.splice(at, 0, line, line);
        break;
      case 2:
        lines[at] = line.slice(0, random.int(0, line.length));
        break;
      case 3:
        lines[at] = lines.at(random.int(0, lines.length - 1)) ?? '';
        break;
      case 4:
        lines.length = at + 1;
        break;
      default:
        lines.splice(at, 0, random.pick(LINES));
    }
  }
  return lines.join('\n');
}

function spoilBytes(text: string, random: Random): string {
  const bytes = Buffer.from(text);
  for (let count = random.int(1, 8); count > 0; count -= 1) {
    bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
  }
  return bytes.subarray(0, random.int(0, bytes.length)).toString('utf8');
}

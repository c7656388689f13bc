// Tests the claims of a lesson: programs that find out what its prose states.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { checkClaims } from '../../src/author/claims.ts';
import { proveLessons } from '../../src/author/lessons.ts';
import { findSamples } from '../../src/author/proof.ts';
import { reviewLesson } from '../../src/author/review.ts';
import { copyCourse } from '../course/copy.ts';
import { unlessLong } from '../support/length.ts';
import { authorContext } from './author.ts';

/** The small course with claims, and with these sentences at the end of its only lesson. */
function copyWithClaims(t: TestContext, claims: Record<string, string>, en = '', zh = en) {
  const copy = copyCourse(t);
  copy.edit('lesson.md', /$/, `\n${en}\n`);
  copy.edit('lesson.zh.md', /$/, `\n${zh}\n`);
  const folder = join(copy.root, '..', 'test', 'lessons', '01-hello', 'claims');
  mkdirSync(folder, { recursive: true });
  for (const [name, code] of Object.entries(claims)) writeFileSync(join(folder, name), code);
  return copy;
}

async function findProblems(t: TestContext, code: string, en?: string, zh?: string) {
  const copy = copyWithClaims(t, { 'claim.ts': code }, en, zh);
  const problems = await checkClaims(reviewLesson('01-hello', copy.root).lessons);
  return problems.map(({ path, text }) => `${path.replace(/.*[\\/]/, '')}: ${text.en}`);
}

test('a value that the prose states, in the words of each language, is no problem', async (t) => {
  const code = "const n: number = 4; console.log('lines:', n, 'lines /', n, '行');";
  assert.deepEqual(await findProblems(t, code, 'It prints 4 lines.', '它打印了 4 行。'), []);
});

test('a value that the prose does not state is reported for each language', {
  skip: unlessLong,
}, async (t) => {
  const found = await findProblems(
    t,
    "console.log('copied: 9 MiB');",
    'It is 9 MiB.',
    '是 8 MiB。',
  );
  const advice = 'correct the prose, or the claim';
  assert.deepEqual(found, [
    `lesson.zh.md: claims/claim.ts finds "9 MiB" (copied), which stands nowhere here; ${advice}`,
  ]);
});

test('a piece of another number is not the value', async (t) => {
  const found = await findProblems(t, "console.log('n: 384');", '16,384, 384.5, 1384, x384');
  assert.equal(found.length, 2);
});

test('a claim that fails is reported with what it says, and one that prints something else with that', async (t) => {
  const failing = "throw new Error('two listeners are left');";
  const lost =
    "the claim doesn't hold: Error: two listeners are left; correct the prose, or the claim";
  assert.deepEqual(await findProblems(t, failing), [`claim.ts: ${lost}`]);
  assert.match((await findProblems(t, 'process.exit(7);'))[0] ?? '', /doesn't hold: exit 7/);
  const printing = await findProblems(t, "console.log('nine');");
  assert.deepEqual(printing, ['claim.ts: it prints "nine"; print "NAME: VALUE"']);
});

test('the command runs the claims', { skip: unlessLong }, async (t) => {
  const copy = copyWithClaims(t, { 'claim.ts': "console.log('n: 9 MiB');", 'notes.md': 'none' });
  const { context, lines } = authorContext(copy.root);
  assert.equal(await proveLessons(context, {}, []), 1);
  assert.match(lines[1] ?? '', /^lesson\.md: claims\/claim\.ts finds "9 MiB" \(n\)/);
  assert.equal(lines.filter((line) => line.includes('claims/')).length, 2);
});

test('claims are no samples', async (t) => {
  const { root } = copyWithClaims(t, { 'claim.ts': '' });
  const samples = join(root, '..', 'test', 'lessons', '01-hello');
  writeFileSync(join(samples, 'right-one.ts'), '');
  const found = await findSamples(
    { lesson: '01-hello', checks: {} },
    join(root, '01-hello'),
    samples,
  );
  assert.deepEqual(found.map(({ name }) => name).slice(2), ['right-one']);
});

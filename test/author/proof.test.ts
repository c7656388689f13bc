// Tests which file of a lesson a sample stands in for, and which verdict it needs.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { findSamples, findUnproven, prove } from '../../src/author/proof.ts';
import { checks } from '../../src/check/checks.ts';
import type { Tools } from '../../src/check/tools.ts';

const text = { en: 'text', zh: '文字' };
const LOUD = { mistakes: ['loud', 'loud-twice'] } as const;
const ONCE = { runs: 1, isShort: false };
/** Demands that a program ends well; one that ends with 2 is loud. */
const set = checks('00-two-turns', {
  one: { ...LOUD, run: (tools) => judge(tools, 'one') },
  two: { ...LOUD, run: (tools) => judge(tools, 'two') },
});

async function judge({ phase, launch, demand }: Tools, name: string) {
  const { isOk, exit } = await phase('end', async () => {
    const { code } = await launch({ name }).untilExit(10_000);
    demand(code === 0, text, text);
  });
  return !isOk && exit?.code === 2 ? 'loud' : null;
}

/** Lays out a lesson with two turns, and samples for both. */
function layOut(t: TestContext, files: Record<string, string>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'proof-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const whole = {
    'lesson/one.ts': '// TODO\nprocess.exit(1);\n',
    'lesson/two.ts': '// TODO\nprocess.exit(1);\n',
    'lesson/solution/one.ts': '',
    'lesson/solution/two.ts': '',
    ...files,
  };
  for (const [name, content] of Object.entries(whole)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return { lesson: path.join(folder, 'lesson'), samples: path.join(folder, 'samples') };
}

test('a sample stands in for the first turn, or for the one its folder names', async (t) => {
  const { lesson, samples } = layOut(t, {
    'samples/loud.ts': 'process.exit(2);\n',
    'samples/two/loud-twice-more.ts': 'process.exit(2);\n',
    'samples/two/right-quiet.ts': '',
    'samples/loud-both/one.ts': 'process.exit(2);\n',
  });
  const found = await findSamples(set, lesson, samples);
  assert.deepEqual(
    found.map(({ name, turn, mistake, isRight }) => [name, turn, mistake, isRight]),
    [
      ['solution', 'one.ts', null, true],
      ['starting code', 'one.ts', null, false],
      ['loud-both', 'one.ts', 'loud', false],
      ['loud', 'one.ts', 'loud', false],
      ['two/loud-twice-more', 'two.ts', 'loud-twice', false],
      ['two/right-quiet', 'two.ts', null, true],
    ],
  );
  assert.deepEqual(findUnproven(set, found), []);
});

test('a sample replaces only the file that it stands in for', async (t) => {
  const { lesson, samples } = layOut(t, { 'samples/two/loud.ts': 'process.exit(2);\n' });
  const sample = (await findSamples(set, lesson, samples)).at(-1);
  assert.ok(sample);
  const { hits, misses } = await prove(set, lesson, sample, ONCE);
  assert.deepEqual([hits, misses], [1, []]);
});

test('a sample that is not wrong on this Node must pass on it', async (t) => {
  const { lesson, samples } = layOut(t, {
    'samples/where.js': "export default { 'two/loud': false, loud: true };\n",
    'samples/loud.ts': 'process.exit(2);\n',
    'samples/two/loud.ts': 'process.exit(2);\n',
  });
  const [here, there] = (await findSamples(set, lesson, samples)).slice(2);
  assert.deepEqual([here?.name, here?.isRight, here?.mistake], ['loud', false, 'loud']);
  assert.ok(there);
  assert.deepEqual([there.name, there.isRight, there.mistake], ['two/loud', true, null]);
  assert.deepEqual((await prove(set, lesson, there, ONCE)).misses, ['two: fail (loud)']);
});

test('in a short proof, a wrong sample is seen only by the checks that know its mistake', async (t) => {
  const { lesson, samples } = layOut(t, {
    'samples/loud-both/one.ts': 'process.exit(2);\n',
    'samples/loud-both/two.ts': 'process.exit(1);\n',
  });
  const asked: string[] = [];
  const ask = (name: string) => (tools: Tools) => {
    asked.push(name);
    return judge(tools, name);
  };
  const knowing = checks('00-two-turns', {
    one: { ...LOUD, run: ask('one') },
    two: {
      mistakes: ['other'],
      run: async (tools) => (await ask('two')(tools)) && 'other',
    },
  });
  const sample = (await findSamples(knowing, lesson, samples)).at(-1);
  assert.ok(sample);
  const { misses } = await prove(knowing, lesson, sample, { runs: 1, isShort: true });
  assert.deepEqual([misses, asked], [[], ['one']]);
});

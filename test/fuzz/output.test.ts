// Tests hostile output: whatever bytes programs print, cut anywhere, no column and no terminal breaks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Columns } from '../../src/screen/columns.ts';
import { Lane } from '../../src/screen/lane.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { View } from '../../src/screen/view.ts';
import { cutLines } from '../../src/stage/trace/lines.ts';
import { type Age, draw } from '../screen/emulator.ts';
import { nastyTexts } from '../screen/hostile-text.ts';
import { unlessLong } from '../support/length.ts';
import { forEachSeed, planRuns } from './plan.ts';
import { openRandom, type Random } from './random.ts';

const plan = planRuns(unlessLong ? 4 : 10, 500);
const ACTORS = ['server', 'client'];
const MARGIN = /^[ \d.]*$/;

test(`${plan.runs} hostile outputs keep to their columns`, async () => {
  let lines = 0;
  let bytes = 0;
  await forEachSeed(plan, async (seed) => {
    const random = openRandom(seed);
    const width = random.int(60, 160);
    // No two terminals agree on all of its widths: the cursor is moved to the columns explicitly.
    const colour = random.chance(0.5);
    const style = createStyle({ colour, links: random.chance(0.5), cursor: true });
    const language = random.pick(['en', 'zh'] as const);
    const options = { width, style, language, wire: true, actors: ACTORS };
    const view = new Columns(options);
    const output = ACTORS.flatMap((actor) => print(random, actor));
    bytes += output.reduce((sum, { text }) => sum + text.length, 0);
    const drawn = await draw(layOut(view, output), width, random.pick<Age>(['old', 'new']));
    lines += drawn.length;
    const bar = drawn[0]?.text.indexOf('│') ?? -1;
    assert.ok(bar > 0, 'there are two columns');
    for (const [index, line] of drawn.entries()) {
      assert.equal(line.isWrapped, false, `line ${index} fits into ${width} columns: ${line.text}`);
      // The line below the heading crosses the bar.
      assert.match(line.at(bar), /^[│┼]$/, `the bar stands in line ${index}: ${line.text}`);
    }
  });
  console.log(`  ${plan.runs} outputs, ${bytes} characters, ${lines} lines drawn: no column broke`);
});

test(`${plan.runs} hostile outputs keep to one lane`, async () => {
  await forEachSeed(plan, async (seed) => {
    const random = openRandom(seed);
    const width = random.int(20, 120);
    const style = createStyle({ colour: random.chance(0.5), links: false });
    const times = random.chance(0.5);
    const view = new Lane({ width, style, language: 'en', wire: true, actors: ACTORS, times });
    const output = ACTORS.flatMap((actor) => print(random, actor));
    const drawn = await draw(layOut(view, output), width, random.pick<Age>(['old', 'new']));
    for (const line of drawn) {
      assert.equal(line.isWrapped, false, `fits into ${width} columns: ${line.text}`);
    }
    assert.equal(
      drawn.some(({ text }) => MARGIN.test(text) && text.includes('\u001b')),
      false,
    );
  });
});

/** What a program printed, as the lines that the stage makes of it. */
function print(random: Random, actor: string) {
  const lines: { actor: string; text: string }[] = [];
  const cutter = cutLines((text) => lines.push({ actor, text }));
  const all = Buffer.concat(Array.from({ length: random.int(1, 12) }, () => makeLine(random)));
  for (let from = 0; from < all.length; ) {
    const to = from + random.int(1, random.pick([1, 7, 300, 10_000]));
    cutter.push(all.subarray(from, to));
    from = to;
  }
  cutter.end();
  return lines;
}

function layOut(view: View, output: readonly { actor: string; text: string }[]): string[] {
  const rows = output.flatMap(({ actor, text }, index) =>
    view.row({ at: index, actor, kind: index % 3 === 2 ? 'stderr' : 'stdout', text }),
  );
  return [...view.heading(), ...rows];
}

const SEQUENCES = [
  '\u001b[2J',
  '\u001b[H',
  '\u001b[99;99H',
  '\u001b[5A',
  '\u001b[K',
  '\u001b[?1049h',
  '\u001b[?25l',
  '\u001bc',
  '\u001b]0;title\u0007',
  '\u001b]8;;http://x/\u001b\\',
  '\u001b[38;5;196m',
  '\u001bP1$r0m\u001b\\',
  '\u001b[6n',
  '\u001b(0',
  '\u009b2J',
  '\u0090q\u009c',
  '\b\b\b',
  '\r',
  '\u0007',
  '\u000e',
  '\f',
  '\v',
  '\0',
];

/** A line that ends, or doesn't. */
function makeLine(random: Random): Buffer {
  const pieces = Array.from({ length: random.int(0, 6) }, () => makePiece(random));
  const end = random.pick(['\n', '\n', '\n', '\r\n', '\r', '']);
  return Buffer.concat([...pieces, Buffer.from(end)]);
}

function makePiece(random: Random): Buffer {
  switch (random.int(0, 7)) {
    case 0:
      return Buffer.from(random.pick(SEQUENCES));
    case 1:
      return Buffer.from(random.pick(nastyTexts));
    case 2:
      return random.bytes(random.int(1, 40));
    case 3:
      return Buffer.from(
        random.pick(['你', 'x', '😀', 'e\u0301', '\t']).repeat(random.int(1, 300)),
      );
    case 4:
      return cutCharacter(random);
    case 5:
      return Buffer.from(makeCharacters(random, 0, 0xffff, 20));
    case 6:
      return Buffer.from(makeCharacters(random, 0x10000, 0x1ffff, 20));
    default:
      return Buffer.from(`line ${random.int(0, 1e9)} of some program`);
  }
}

/** UTF-8 that lacks its beginning or its end. */
function cutCharacter(random: Random): Buffer {
  const bytes = Buffer.from(random.pick(['你好', '😀😀', 'né']));
  return bytes.subarray(random.int(0, 2), bytes.length - random.int(0, 2));
}

function makeCharacters(random: Random, least: number, most: number, count: number): string {
  return Array.from({ length: random.int(1, count) }, () =>
    String.fromCodePoint(random.int(least, most)),
  ).join('');
}

// Measures a server that prints without end: what it costs, whether rows keep coming, and whether keys answer.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figure } from './figure.ts';
import { type Kit, makeFolder } from './kit.ts';
import { findChildren, readPeak, timeWell } from './process.ts';
import { openScreen } from './screen.ts';

/** How long the flood is watched, in ms. */
const WATCH_MS = 30_000;
/** How often it is sampled, in ms. */
const LOOK_MS = 1000;
/** What the tour says from which on rows are only counted. */
const COUNTED = 'only counted from here on';
/** How many keys are pressed meanwhile. */
const KEYS = 10;

/** Watches `while (true) console.log(i)` in lesson 5's server for 30 s, in the tour. */
export async function measureEndless(kit: Kit): Promise<Figure[]> {
  const folder = makeFolder(kit, 'endless');
  await timeWell(kit.tour('reset', '5', '--yes'), folder).catch(() => {});
  const screen = openScreen(kit.tour('walk', '5', '--lang', 'en'), folder, { PORT: '0' });
  await screen.until('Enter: ');
  const server = path.join(folder, 'my-lessons', '05-both-sides', 'server.ts');
  writeFileSync(server, 'for (let i = 0; true; i += 1) console.log(i);\n');
  screen.type('\r');
  // Any row of the flood will do: which rows are shown, and which are counted, differs from run to run.
  await screen.until(/ \d{4,} {2}/);
  const start = performance.now();
  let silent = 0;
  let shown = 0;
  let peak = 0;
  const answers: number[] = [];
  while (performance.now() - start < WATCH_MS) {
    const before = screen.text.length;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (!screen.text.includes(COUNTED)) {
      shown += 1;
      if (screen.text.length === before) silent += 1;
    }
    for (const pid of findChildren(screen.pid, 'server.ts')) peak = Math.max(peak, readPeak(pid));
    if (answers.length < KEYS) answers.push(await pressKey(screen));
  }
  const runner = readPeak(screen.pid);
  const pressed = performance.now();
  screen.type('q');
  const gone = await screen.gone;
  return [
    { who: 'q, until the tour has ended', unit: 'ms', values: [gone - pressed] },
    { who: '?, until the keys are shown', unit: 'ms', values: answers },
    { who: "the server's memory", unit: 'MiB', values: [peak] },
    {
      who: "the tour's memory",
      unit: 'MiB',
      values: [runner],
      note: `seconds without a row: ${silent} of ${shown}, then they are only counted`,
    },
  ];
}

async function pressKey(screen: ReturnType<typeof openScreen>): Promise<number> {
  const from = screen.text.length;
  const start = performance.now();
  screen.type('?');
  return (await screen.until('talk to the server', from)) - start;
}

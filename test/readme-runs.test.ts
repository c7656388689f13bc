// Tests the runs that the README shows against real ones.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { findFreePort } from '../src/stage/free-port.ts';
import { ROOT } from './support/command.ts';
import { findFences } from './support/pages.ts';
import { makeFolder, runTour } from './support/tour.ts';

/** The width at which the runs were printed, in columns. */
const WIDTH = '80';

/** A printed run: its heading, and the rows of each column without what differs from run to run. */
interface Printed {
  heading: string[];
  sides: string[][];
}

function readRun(text: string): Printed {
  const [names = '', rule = '', ...rows] = text.trimEnd().split('\n');
  const sides: string[][] = rule.split('┼').map(() => []);
  for (const row of rows) {
    const time = row.slice(0, 6).trim();
    for (const [index, side] of row.slice(6).split(/[│┼]/).entries()) {
      const words = side.replace(/[◀▶◁▷─╌]/g, '').trim();
      if (words === '') continue;
      // A row without a time continues the one above.
      if (time === '') sides[index]?.push(`${sides[index]?.pop()} ${words}`);
      else sides[index]?.push(words);
    }
  }
  return { heading: [names, rule], sides: sides.map((side) => side.map(mask)) };
}

function mask(row: string): string {
  return row.replace(/(127\.0\.0\.1[: ])\d+/, '$1<port>').replace(/pid \d+/, 'pid <pid>');
}

/** The run that a README shows below a command line that has these words. */
function findShown(page: string, words: string): Printed {
  const text = findFences(page).find(({ text }) => text.split('\n')[0]?.includes(words))?.text;
  assert.ok(text, `${page} shows no ${words}`);
  return readRun(text.slice(text.indexOf('\n') + 1));
}

/** Another test holds that the runs and programs of README.zh.md are the same. */
const page = 'README.md';

it(`the first run of ${page} is what run 5 prints`, async (t) => {
  const { stdout, stderr, code } = await runTour(
    ['run', '5', '--no-wire', '--width', WIDTH, '--port', '0', '--for', '60'],
    { cwd: makeFolder(t) },
  );
  assert.equal(code, 0, stderr);
  assert.deepEqual(readRun(stdout), findShown(page, 'run 5 --no-wire'));
});

it(`the two programs of ${page} do what it shows`, async (t) => {
  const cwd = makeFolder(t);
  const port = String(await findFreePort());
  for (const { text } of findFences(page).filter(({ lang }) => lang === 'js')) {
    const [, name = ''] = /^\/\/ (\S+)/.exec(text) ?? [];
    writeFileSync(path.join(cwd, name), text.replace('7000', port));
  }
  const { stdout, stderr, code } = await runTour(
    ['run', 'server.mjs', 'client.mjs', '--width', WIDTH, '--for', '60', '--lang', 'en'],
    { cwd },
  );
  assert.equal(code, 0, stderr);
  const [real, shown] = [readRun(stdout), findShown(page, 'run server.mjs')];
  assert.deepEqual(real.heading, shown.heading);
  // The kernel decides how many chunks arrive, and chance which of two programs closes first.
  const settle = (side: readonly string[]) =>
    side.filter((row) => !/^(· data|got) /.test(row)).sort();
  assert.deepEqual(real.sides.map(settle), shown.sides.map(settle));
});

it(`the three programs of ${page} do what it shows`, async (t) => {
  const cwd = makeFolder(t);
  for (const name of ['server.ts', 'client.ts']) {
    cpSync(path.join(ROOT, 'lessons', '05-both-sides', name), path.join(cwd, name));
  }
  const proxy = findFences(page).find(({ text }) => text.startsWith('// proxy.mjs'));
  writeFileSync(path.join(cwd, 'proxy.mjs'), proxy?.text ?? '');
  const shown = 'run server.ts proxy.mjs client.ts --no-wire --width 100';
  const words = [...shown.split(' '), '--lang', 'en', '--for', '60'];
  const { stdout, stderr, code } = await runTour(words, { cwd });
  assert.equal(code, 0, stderr);
  assert.deepEqual(readRun(stdout), findShown(page, shown));
});

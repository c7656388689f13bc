// Holds the pictures of the READMEs current: what they show is what the tour prints today.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { LANGUAGES, type Language } from '../../src/text/language.ts';
import { findBrowser } from '../support/browser.ts';
import { openChromium } from '../support/chromium.ts';
import { ROOT } from '../support/command.ts';
import { few, unlessLong } from '../support/length.ts';
import { findLowPort } from '../support/low-port.ts';
import { textOf } from '../support/styled-rows.ts';
import type { Film } from './film.ts';
import { drawFilm } from './film-svg.ts';
import { FOLDER, fileOf, type PictureName, pictureRun } from './pictures.ts';
import { COLUMNS, filmWalk, ROWS } from './walk-session.ts';

const MOST_BYTES = 300 * 1024;
/** The languages of a film that is made again: each takes a walk through a lesson. */
const FILMED = few(LANGUAGES, 2);
const AGAIN = 'npm run pictures makes it again';

function readPicture(name: PictureName, language: Language): string {
  return readFileSync(path.join(ROOT, FOLDER, fileOf(name, language)), 'utf8');
}

/** The lines of a picture's `<desc>`. */
function describePicture(svg: string): string[] {
  const [, text = ''] = /<desc id="desc">([^<]*)<\/desc>/.exec(svg) ?? [];
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? '').split('\n');
}

function mask(text: string): string {
  return text
    .replace(/(127\.0\.0\.1[: ])\d+/g, '$1<port>')
    .replace(/(port |端口 ?)\d+/g, '$1<port>')
    .replace(/v\d+\.\d+\.\d+/g, '<version>')
    .replace(/pid \d+/g, 'pid <pid>')
    .trim();
}

/** The rows of each program: which of two that don't wait for each other comes first is chance. */
function settleRun(svg: string): string[] {
  return (
    describePicture(svg)
      // A slow start is a silence.
      .filter((row) => !/without an event|什么也没发生/.test(row))
      .map((row) => mask(row.replace(/^\d+\.\d+ +/, '')))
      .sort()
  );
}

/** The rows of a transcript without what differs from run to run, in no order: that of the programs is chance. */
function settleWalk(lines: readonly string[]): string[] {
  // How long a check took stands behind its title, where the line may break.
  const joined = lines
    .join('\n')
    .replace(/^([✓✗].*)\n {6,}(?=\S)/gm, '$1 ')
    .replace(/^([✓✗].*?) *[(（][^(（]*[)）]$/gm, '$1')
    .split('\n');
  return joined
    .flatMap((line) => (/^[\d. ]{6}.*[│┼]/.test(line) ? line.slice(6).split(/[│┼]/) : [line]))
    .map((text) => mask(text.replace(/[◀▶◁▷─╌]/g, '')))
    .filter((text) => text !== '' && !isOfMachine(text))
    .sort();
}

/** A program's stack names its folder, a notice the port that only a test asks for, and the last line counts rows. */
function isOfMachine(text: string): boolean {
  return /^!|\/$|^server\.ts:\d|PORT=|^(Enter: |回车：)/.test(text);
}

for (const language of LANGUAGES) {
  describe(`the pictures (${language})`, () => {
    it(`are smaller than ${MOST_BYTES / 1024} KiB`, () => {
      for (const name of ['run', 'walk'] as const) {
        const file = path.join(ROOT, FOLDER, fileOf(name, language));
        assert.ok(statSync(file).size < MOST_BYTES, file);
      }
    });

    it('show the run of lesson 5 as it is', async () => {
      const [kept, made] = [readPicture('run', language), await pictureRun(language, 0)];
      assert.deepEqual(settleRun(kept), settleRun(made), AGAIN);
    });
  });
}

describe('the film of the walk', () => {
  const films = new Map<Language, Film>();
  before(async () => {
    const filmed = FILMED.map(async (language) => {
      films.set(language, await filmWalk(language, await findLowPort()));
    });
    await Promise.all(filmed);
  });

  for (const language of FILMED) {
    it(`shows the lesson as it is (${language})`, () => {
      const { transcript = [] } = films.get(language) ?? {};
      const [, ...kept] = describePicture(readPicture('walk', language));
      assert.ok(transcript.length > 100);
      const [shown, real] = [settleWalk(kept), settleWalk(transcript)];
      // Only what differs, since a single row more would put all that follow it out of step.
      const differ = (one: string[], other: string[]) => one.filter((row) => !other.includes(row));
      assert.deepEqual([differ(shown, real), differ(real, shown)], [[], []], AGAIN);
    });
  }

  const browser = findBrowser();
  it('shows at each moment what the terminal did', {
    skip: unlessLong || (browser ? false : 'no chromium is installed'),
  }, async () => {
    const film = films.get('zh') ?? assert.fail();
    const svg = drawFilm(film, { columns: COLUMNS, rows: ROWS, title: '', description: '' });
    const chromium = await openChromium(browser ?? '');
    try {
      const page = await chromium.openPage();
      await page.look({ width: 800 });
      await page.go(`data:text/html;charset=utf-8,${encodeURIComponent(`<!doctype html>${svg}`)}`);
      for (const part of [0.05, 0.3, 0.5, 0.8, 0.99]) {
        const at = part * film.length;
        const seen = await page.evaluate<string[]>(`(${readWindow})(${at})`);
        assert.deepEqual(seen, rowsAt(film, at), `${part} of the film`);
      }
      await page.look({ width: 800, isCalm: true });
      const still = await page.evaluate<string[]>(`(${readWindow})(null)`);
      assert.deepEqual(still, rowsAt(film, film.length - 1), 'where nothing is to move');
      assert.deepEqual(page.complaints, []);
    } finally {
      await chromium.close();
    }
  });
});

/** What the terminal showed then, without blanks, row by row. */
function rowsAt(film: Film, at: number): string[] {
  const top = film.tops.findLast(({ from }) => from <= at)?.top ?? 0;
  return film.stretches
    .filter(({ row, from, until }) => from <= at && at < until && row >= top && row < top + ROWS)
    .sort((a, b) => a.row - b.row)
    .map(({ pieces }) => textOf(pieces).replace(/[\s│─┼]/g, ''))
    .filter((text) => text !== '');
}

/** Runs within the page: what is to be seen in the picture's window at a time, in ms; null stops nothing. */
const readWindow = `(at) => {
  for (const animation of at === null ? [] : document.getAnimations()) {
    animation.pause();
    animation.currentTime = at;
  }
  const frame = document.querySelector('.window');
  const paper = document.querySelector('.paper').getBoundingClientRect();
  const [top, bottom] = [paper.top + 14, paper.top + 14 + 18 * ${ROWS}];
  const rows = new Map();
  for (const text of frame.querySelectorAll('text')) {
    if (getComputedStyle(text).visibility !== 'visible') continue;
    const box = text.getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2;
    if (middle < top || middle > bottom) continue;
    const row = Math.floor((middle - top) / 18);
    rows.set(row, [...(rows.get(row) ?? []), [box.left, text.textContent]]);
  }
  return [...rows].sort(([a], [b]) => a - b).map(([, words]) =>
    words.sort(([a], [b]) => a - b).map(([, word]) => word).join('').replace(/[\\s│─┼]/g, ''));
}`;

// Looks at a few pages of the book in a browser, from files, as a reader does; `npm run fuzz -- book` looks at all of them.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { writeBook } from '../../src/book/book.ts';
import { openSite } from '../../src/commands/book/site.ts';
import { lessonsRoot } from '../../src/course/folders.ts';
import { readLesson } from '../../src/course/lesson.ts';
import { findBrowser } from '../support/browser.ts';
import { type Chromium, openChromium, type Page } from '../support/chromium.ts';
import { few, unlessLong } from '../support/length.ts';
import {
  inspectAccess,
  inspectKeyboard,
  inspectPaper,
  inspectWidths,
  SCHEMES,
  search,
} from './inspection.ts';
import { writeStandIns } from './stand-ins.ts';

/** A short lesson, one with tables, and one with charts and words that the search has to find. */
const LESSONS = ['02-server-callback', '07-errors-and-ports', '12-backpressure'];
const PAGES = [
  'index.html',
  'en/index.html',
  'zh/07-errors-and-ports.html',
  'en/12-backpressure.html',
];

const BROWSER = findBrowser();
const home = mkdtempSync(path.join(tmpdir(), 'socket-tour-pages-'));
const folder = path.join(home, 'book');
const addressOf = (file: string) => pathToFileURL(path.join(folder, file)).href;

describe('the book in a browser', { skip: BROWSER ? false : 'no chromium is installed' }, () => {
  let chromium: Chromium;
  let page: Page;

  before(async () => {
    const root = path.join(home, 'lessons');
    mkdirSync(root);
    for (const name of ['hints.md', 'hints.zh.md', ...LESSONS]) {
      cpSync(path.join(lessonsRoot, name), path.join(root, name), { recursive: true });
    }
    for (const name of LESSONS) {
      writeStandIns(readLesson(name, 'en', root), path.join(folder, 'runs'));
    }
    writeBook({ lessonsRoot: root, folder });
    chromium = await openChromium(BROWSER ?? '');
    page = await chromium.openPage();
  });

  after(async () => {
    await chromium?.close();
    rmSync(home, { recursive: true, force: true });
  });

  for (const file of few(PAGES, 4)) {
    it(`fits the window, light and dark (${file})`, async () => {
      await inspectWidths(page, addressOf(file));
    });
  }

  it('fits a phone as one page, too', { skip: unlessLong }, async () => {
    await inspectWidths(page, addressOf('zh/print.html'), [{ width: 360 }]);
  });

  for (const scheme of few(SCHEMES, 2)) {
    it(`has no serious obstacle, ${scheme}, with the results of a search`, async () => {
      await page.look({ width: 768, scheme });
      await page.go(addressOf('en/02-server-callback.html'));
      await search(page, 'close');
      await inspectAccess(page, scheme);
    });
  }

  const words: [language: string, query: string, pattern: RegExp, pages: number][] = [
    ['zh', '套接字', /套接字/, 3],
    ['zh', '背压', /背压/, 1],
    ['zh', '“背压”，drain。', /背压[\s\S]*drain|drain[\s\S]*背压/, 1],
    ['zh', '监听端口', /监听[\s\S]*端口|端口[\s\S]*监听/, 1],
    ['en', 'backpressure', /backpressure/i, 1],
    ['en', 'eaddrinuse', /EADDRINUSE/, 1],
  ];
  for (const [language, query, pattern, least] of few(words, 3)) {
    it(`finds ${query} in each lesson that has it`, async () => {
      await page.look({ width: 1280 });
      await page.go(addressOf(`${language}/index.html`));
      const found = await search(page, query);
      const has = (name: string) => pattern.test(readText(`${language}/${name}.html`));
      const files = LESSONS.filter(has).map((name) => `${name}.html`);
      assert.ok(files.length >= least, `${files.length} lessons have it`);
      assert.deepEqual(
        found.map(({ file }) => file).filter((file) => file !== 'install.html'),
        files,
      );
      for (const place of found.flatMap(({ places }) => places)) {
        const [file = '', anchor] = place.split('#');
        const html = readFileSync(path.join(folder, language, file), 'utf8');
        assert.ok(anchor === undefined || html.includes(` id="${anchor}"`), place);
      }
    });
  }

  it('finds words from their beginning, and what else there is only if that is nothing', async () => {
    await page.go(addressOf('en/index.html'));
    const ends = await search(page, 'end');
    const marks = await page.evaluate<string[]>(
      `[...document.querySelectorAll('#found ul a')].map((each) => {
        const mark = each.querySelector('mark');
        return (mark.previousSibling?.textContent ?? '').slice(-1);
      })`,
    );
    assert.ok(ends.length > 0);
    assert.deepEqual(
      marks.filter((before) => /[a-z0-9]/i.test(before)),
      [],
    );
    assert.ok((await search(page, 'ddrinus')).length > 0);
    assert.deepEqual(await search(page, 'qwertz'), []);
    assert.match(await page.evaluate(`document.querySelector('#found').textContent`), /“qwertz”/);
  });

  it('leads from a result to its place, even where that is folded', async () => {
    await page.go(addressOf('en/02-server-callback.html'));
    const folded = await page.evaluate<string>(
      `[...document.querySelectorAll('details [id]')].find((each) => !each.checkVisibility())?.id ?? ''`,
    );
    assert.notEqual(folded, '');
    await page.evaluate(`location.hash = ${JSON.stringify(folded)}`);
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve))`);
    assert.ok(
      await page.evaluate(`document.getElementById(${JSON.stringify(folded)}).checkVisibility()`),
    );
    await search(page, 'toString');
    await page.evaluate(`document.querySelector('#found ul a').click()`);
    assert.ok(await page.evaluate(`document.querySelector('#found').hidden`));
    assert.match(await page.evaluate(`location.hash`), /^#s\d/);
  });

  it('can be used by the keyboard alone', async () => {
    await page.look({ width: 1280 });
    await page.go(addressOf('en/02-server-callback.html'));
    await inspectKeyboard(page, 'lesson 2');
    await page.go(addressOf('en/02-server-callback.html'));
    await page.press('Tab');
    assert.equal(await page.evaluate(`document.activeElement.getAttribute('href')`), '#text');
    await page.press('Enter');
    assert.equal(await page.evaluate(`location.hash`), '#text');
    await search(page, 'bytes');
    await page.press('Tab');
    assert.equal(
      await page.evaluate(
        `document.activeElement.closest('#found') !== null || document.activeElement.closest('nav') !== null`,
      ),
      true,
    );
    await page.evaluate(`document.querySelector('.search input').focus()`);
    await page.press('Escape');
    assert.ok(await page.evaluate(`document.querySelector('#found').hidden`));
  });

  it('says all of it without scripts', { skip: unlessLong }, async () => {
    const file = 'zh/12-backpressure.html';
    page.complaints.length = 0;
    await page.look({ width: 768, hasScripts: false });
    await page.go(addressOf(file));
    assert.equal(await page.evaluate(`document.querySelector('.search, .copy, #found')`), null);
    const folds = await page.evaluate<number>(
      `document.querySelectorAll('details:not([open])').length`,
    );
    assert.ok(folds > 5);
    for (const key of ['Enter', ' ']) {
      await page.evaluate(`document.querySelector('details:not([open]) > summary').focus()`);
      await page.press(key);
    }
    const left = await page.evaluate<number>(
      `document.querySelectorAll('details:not([open])').length`,
    );
    assert.equal(left, folds - 2, 'each key opens one');
    await page.evaluate(`document.querySelector('a[rel=prev]').focus()`);
    const loaded = page.loaded();
    await page.press('Enter');
    await loaded;
    assert.match(await page.evaluate(`location.href`), /07-errors-and-ports\.html$/);
    assert.deepEqual(page.complaints, []);
  });

  it('cuts nothing on paper, and folds nothing', { skip: unlessLong }, async () => {
    assert.ok((await inspectPaper(page, addressOf('en/07-errors-and-ports.html'))) > 3);
    await inspectPaper(page, addressOf('zh/12-backpressure.html'));
  });

  it('complains of nothing where it is served, under the policy of the command book', async () => {
    const server = createServer(openSite(folder, 'en'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as { port: number };
      page.complaints.length = 0;
      page.requests.length = 0;
      await page.look({ width: 1280 });
      await page.go(`http://127.0.0.1:${port}/zh/12-backpressure.html`);
      assert.ok((await search(page, '背压')).length > 0);
      assert.deepEqual(page.complaints, []);
      assert.deepEqual(
        page.requests.filter((url) => !url.startsWith(`http://127.0.0.1:${port}/`)),
        [],
      );
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

/** What a page says in its main part, pictures aside. */
function readText(file: string): string {
  const html = readFileSync(path.join(folder, file), 'utf8');
  const [, main = ''] = /<main[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
  return main.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/<[^>]*>/g, '');
}

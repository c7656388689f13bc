// Looks at every page of the book in a browser, in all windows: `npm run fuzz -- book`. The book is the one that `npm run book` has made.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { LANGUAGES } from '../../src/text/language.ts';
import {
  inspectAccess,
  inspectKeyboard,
  inspectPaper,
  inspectWidths,
  SCHEMES,
  search,
} from '../book/inspection.ts';
import { findBrowser } from '../support/browser.ts';
import { type Chromium, openChromium, type Page } from '../support/chromium.ts';
import { ROOT } from '../support/command.ts';

const BOOK = path.join(ROOT, 'book');
const BROWSER = findBrowser();

/** Why nothing is looked at, or false. */
function findObstacle(): string | false {
  if (!process.env.FUZZ) return 'npm run fuzz -- book looks at all pages';
  if (!BROWSER) return 'no chromium is installed';
  return existsSync(path.join(BOOK, 'index.html')) ? false : 'npm run book has not made the book';
}

describe('every page of the book', { skip: findObstacle() }, () => {
  let chromium: Chromium;
  let page: Page;

  before(async () => {
    chromium = await openChromium(BROWSER ?? '');
    page = await chromium.openPage();
  });
  after(() => chromium?.close());

  const list = (folder: string) =>
    existsSync(path.join(BOOK, folder))
      ? readdirSync(path.join(BOOK, folder))
          .filter((name) => name.endsWith('.html'))
          .map((name) => path.join(folder, name))
      : [];
  for (const file of ['', ...LANGUAGES].flatMap(list)) {
    const url = pathToFileURL(path.join(BOOK, file)).href;
    const isWhole = file.endsWith('print.html');
    it(file, async () => {
      await inspectWidths(page, url);
      // What is on one page to print is on the pages of the lessons, too.
      for (const scheme of isWhole ? [] : SCHEMES) {
        await page.look({ width: 768, scheme });
        await page.go(url);
        await unfold(page);
        await inspectAccess(page, `${file}, ${scheme}`);
      }
      await page.look({ width: 1280 });
      await page.go(url);
      if (!isWhole && file !== 'index.html') await inspectKeyboard(page, file);
      const told = await page.evaluate<string>(TEXT);
      await page.look({ width: 1280, hasScripts: false });
      page.complaints.length = 0;
      await page.go(url);
      assert.equal(await page.evaluate(TEXT), told, `${file} without scripts`);
      assert.deepEqual(page.complaints, []);
      assert.ok((await inspectPaper(page, url)) > 0);
    });
  }

  for (const language of LANGUAGES) {
    for (const word of ['套接字', '背压', 'backpressure', 'EADDRINUSE']) {
      it(`${language}: ${word} is found in each lesson that has it`, async () => {
        await page.look({ width: 1280 });
        const has: string[] = [];
        for (const file of list(language).filter((name) => /^\d/.test(path.basename(name)))) {
          await page.go(pathToFileURL(path.join(BOOK, file)).href);
          const text = await page.evaluate<string>(TEXT);
          if (text.toLowerCase().includes(word.toLowerCase())) has.push(path.basename(file));
        }
        await page.go(pathToFileURL(path.join(BOOK, language, 'index.html')).href);
        const found = (await search(page, word)).map(({ file }) => file);
        assert.deepEqual(found.filter((file) => file !== 'install.html').sort(), has.sort());
      });
    }
  }
});

/** What a page says, in the page; the buttons that a script adds say nothing. */
const TEXT = `(() => {
  const main = document.querySelector('main').cloneNode(true);
  for (const each of main.querySelectorAll('.copy, #found')) each.remove();
  return main.textContent.replace(/\\s/g, '');
})()`;

/** Opens all that folds, so that it is looked at as well. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(
    `for (const fold of document.querySelectorAll('details')) fold.open = true; 0`,
  );
}

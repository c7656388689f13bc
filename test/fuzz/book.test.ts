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
      assert.ok((await inspectPaper(page, url)) > 0);
    });
  }
});

/** Opens all that folds, so that it is looked at as well. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(
    `for (const fold of document.querySelectorAll('details')) fold.open = true; 0`,
  );
}

// Looks at pages of the book in a browser: what overflows, what can't be reached, what a screen reader would stumble over.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, View } from '../support/chromium.ts';

export const SCHEMES = ['light', 'dark'] as const;
/** The windows through which pages are looked at: a phone, a tablet, a desk; and one in the dark. */
const VIEWS: readonly View[] = [
  { width: 360, scheme: 'light' },
  { width: 768, scheme: 'light' },
  { width: 1280, scheme: 'light' },
  { width: 360, scheme: 'dark' },
];

/** Opens a page in one window after the other; fails where it is wider than one, or complains. */
export async function inspectWidths(
  page: Page,
  url: string,
  views: readonly View[] = VIEWS,
): Promise<void> {
  for (const view of views) {
    page.complaints.length = 0;
    await page.look(view);
    await page.go(url);
    const which = `${url} at ${view.width} px, ${view.scheme}`;
    assert.deepEqual(await page.evaluate(`(${findWide})()`), [], which);
    assert.deepEqual(page.complaints, [], which);
  }
}

/** Runs within the page: what reaches beyond the window, and makes the page scroll sideways. */
const findWide = `() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((each) => each.getBoundingClientRect().right > clientWidth + 1);
  return [scrollWidth + ' px', ...wide.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}`;

/** Fails where axe finds something serious in the open page. */
export async function inspectAccess(page: Page, what: string): Promise<void> {
  await page.evaluate(`${readAxe()}; 0`);
  const found = await page.evaluate<string[]>(`axe
    .run(document, { resultTypes: ['violations'], preload: false })
    .then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(' … ')))`);
  assert.deepEqual(found, [], what);
}

function readAxe(): string {
  const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  return readFileSync(file, 'utf8');
}

/** Presses Tab until it begins again; fails where something that can be used was left out, or the order jumps. */
export async function inspectKeyboard(page: Page, what: string): Promise<void> {
  // What is wider than its place can be reached once it has been laid out and measured.
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  const all = await page.evaluate<string[]>(`(${listUsable})()`);
  assert.ok(all.length > 3, what);
  const reached: string[] = [];
  for (let count = 0; count < all.length; count += 1) {
    await page.press('Tab');
    reached.push(await page.evaluate<string>(`(${nameOf})(document.activeElement)`));
  }
  assert.deepEqual(reached, all, what);
}

const nameOf = `(each) => {
  // Only of the body: what is loaded later is named in the head.
  const all = [...document.body.querySelectorAll('*')];
  return all.indexOf(each) + ' ' + each.outerHTML.slice(0, 60);
}`;

/** Runs within the page: what can be used and is to be seen, in its order. */
const listUsable = `() => {
  const all = document.querySelectorAll('a[href], button, input, summary, [tabindex]');
  const usable = [...all].filter((each) => each.tabIndex >= 0 && each.checkVisibility() && each.getClientRects().length > 0);
  return usable.map(${nameOf});
}`;

/** Fails where, on paper, something is cut at the right; returns how many pages it takes. */
export async function inspectPaper(page: Page, url: string): Promise<number> {
  // A4 with the browser's own margins, in px.
  await page.look({ width: 718, medium: 'print' });
  await page.go(url);
  const cut = await page.evaluate<string[]>(`[...document.querySelectorAll('main *')]
    .filter((each) => each.checkVisibility() && each.clientWidth > 1 && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => getComputedStyle(each).display !== 'inline')
    .map((each) => each.scrollWidth + ' of ' + each.clientWidth + ' px: ' + each.outerHTML.slice(0, 120))`);
  assert.deepEqual(cut.slice(0, 5), [], `${url} on paper`);
  assert.deepEqual(await page.evaluate(`(${findTorn})()`), [], `${url} on paper`);
  const pdf = (await page.print()).toString('latin1');
  assert.match(pdf, /^%PDF-/);
  await page.look({ width: 1280 });
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** Runs within the page, as it is on paper: what stays folded, and what may be parted from what belongs to it. */
const findTorn = `() => {
  const faults = [];
  const demand = (selector, name, value) => {
    for (const each of document.querySelectorAll(selector)) {
      const is = getComputedStyle(each)[name];
      if (is !== value) faults.push(selector + ' has ' + name + ': ' + is);
    }
  };
  demand('h1, h2, h3, figcaption, summary, .step', 'breakAfter', 'avoid');
  demand('pre, .picture, .chart, .rows li, .rows .head, tr', 'breakInside', 'avoid');
  demand('.rows .head, thead', 'display', 'table-header-group');
  demand('.choice > summary', 'listStyleType', 'none');
  // Of A4 and of letter, with a caption above it; and one that stands on a page beside other things.
  for (const [pictures, most] of [['.sequence', 24], [':not(.tall) > .sequence', 13]]) {
    for (const each of document.querySelectorAll(pictures)) {
      const height = each.getBoundingClientRect().height * 2.54 / 96;
      if (height > most) faults.push(pictures + ' is ' + height.toFixed(1) + ' cm high');
    }
  }
  for (const fold of document.querySelectorAll('details')) {
    const hidden = [...fold.children].find((each) => each.localName !== 'summary'
      && !(each.checkVisibility() && each.getBoundingClientRect().height > 0));
    if (hidden) faults.push('folded: ' + hidden.outerHTML.slice(0, 80));
  }
  return [...new Set(faults)].slice(0, 5);
}`;

/** A page of results: a lesson, and the places in it. */
export interface Found {
  file: string;
  places: string[];
}

/** Types a query into the search's field, and waits for what is found. */
export async function search(page: Page, query: string): Promise<Found[]> {
  await page.evaluate(`(() => {
    const field = document.querySelector('.search input');
    document.querySelector('#found .status').textContent = '';
    field.value = '';
    field.focus();
  })()`);
  await page.type(query);
  return page.evaluate<Found[]>(`new Promise((resolve, reject) => {
    const found = document.querySelector('#found');
    const look = () => {
      if (document.querySelector('#found .status').textContent === '') return;
      watch.disconnect();
      resolve([...found.querySelectorAll('.pages > li')].map((each) => ({
        file: each.querySelector('.page').getAttribute('href'),
        places: [...each.querySelectorAll('ul a')].map((place) => place.getAttribute('href')),
      })));
    };
    const watch = new MutationObserver(look);
    watch.observe(found, { subtree: true, childList: true, characterData: true });
    look();
    setTimeout(() => reject(new Error('nothing was found, and nothing else was said')), 20000);
  })`);
}

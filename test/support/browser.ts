// Looks at pictures in a browser, Debian's Chromium: no driver is needed for what a page can measure by itself.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findInstalled } from './installed.ts';

/** A picture to look at. */
export interface Look {
  svg: string;
  /** Of the window, in px. */
  width: number;
  scheme: 'light' | 'dark';
}

/** What is seen of it. */
export interface Seen {
  /** Texts over each other or cut off, in words. */
  faults: string[];
  /** The `<desc>`. */
  description: string;
  /** The colour of the background. */
  paper: string;
  /** How many texts there are. */
  texts: number;
}

/** How long a browser has for all pictures, in ms. */
const BROWSER_MS = 120_000;

/** The path of an installed Chromium; null where there is none. */
export function findBrowser(): string | null {
  return ['chromium', 'chromium-browser', 'google-chrome'].flatMap(findInstalled)[0] ?? null;
}

/** Opens all pictures in one page, each in a window of its own; returns what is seen of each. */
export function openInBrowser(browser: string, looks: readonly Look[]): Seen[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'socket-tour-browser-'));
  try {
    const page = path.join(folder, 'page.html');
    writeFileSync(page, writePage(looks));
    const options = ['--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=10000'];
    const profile = `--user-data-dir=${path.join(folder, 'profile')}`;
    const dom = execFileSync(
      browser,
      [...options, profile, '--dump-dom', pathToFileURL(page).href],
      {
        encoding: 'utf8',
        timeout: BROWSER_MS,
        maxBuffer: 2 ** 28,
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const [, result = ''] = /<pre id="result">([^<]*)<\/pre>/.exec(dom) ?? [];
    return JSON.parse(decodeURIComponent(result)) as Seen[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writePage(looks: readonly Look[]): string {
  const frames = looks.map(({ svg, width, scheme }) => {
    const text = `<!doctype html><body style="margin:0">${svg}`;
    const source = text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
    return `<iframe style="width:${width}px;height:900px;border:0;color-scheme:${scheme}" srcdoc="${source}"></iframe>`;
  });
  return `<!doctype html><meta charset="utf-8">${frames.join('\n')}<pre id="result"></pre>
<script>addEventListener('load', () => {
${measure}
const seen = [...document.querySelectorAll('iframe')].map((frame) => measure(frame.contentDocument));
document.querySelector('#result').textContent = encodeURIComponent(JSON.stringify(seen));
});</script>`;
}

/** Runs within the page, as its own text. */
function measure(page: Document): Seen {
  const svg = page.querySelector('svg') as SVGSVGElement;
  const frame = svg.getBoundingClientRect();
  const texts = [...page.querySelectorAll('text')];
  const boxes = texts.map((text) => ({
    text: text.textContent,
    box: text.getBoundingClientRect(),
  }));
  const faults: string[] = [];
  // Half a pixel is what rounding costs.
  const slack = 0.5;
  for (const [index, { text, box }] of boxes.entries()) {
    const isOutside =
      box.left < frame.left - slack ||
      box.right > frame.right + slack ||
      box.top < frame.top - slack ||
      box.bottom > frame.bottom + slack;
    if (isOutside) faults.push(`outside: ${text}`);
    for (const other of boxes.slice(index + 1)) {
      const isApart =
        box.right <= other.box.left + slack ||
        other.box.right <= box.left + slack ||
        box.bottom <= other.box.top + slack ||
        other.box.bottom <= box.top + slack;
      if (!isApart) faults.push(`${text} over ${other.text}`);
    }
  }
  if (page.documentElement.scrollWidth > page.documentElement.clientWidth) faults.push('cut off');
  return {
    faults,
    description: page.querySelector('desc')?.textContent ?? '',
    paper: getComputedStyle(page.querySelector('.paper') as Element).fill,
    texts: texts.length,
  };
}

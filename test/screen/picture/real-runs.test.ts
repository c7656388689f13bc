// Looks at pictures of real runs where they are to be seen: SVGs in a browser, mermaid diagrams in mermaid's own parser.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readTrace } from '../../../src/play/trace-file.ts';
import { renderMermaid } from '../../../src/screen/picture/mermaid.ts';
import { makeSequence, type Sequence, tellSequence } from '../../../src/screen/picture/sequence.ts';
import { renderSvg } from '../../../src/screen/picture/svg.ts';
import type { Language } from '../../../src/text/language.ts';
import { findBrowser, openInBrowser } from '../../support/browser.ts';
import { unlessLong } from '../../support/length.ts';
import { makeFolder, runTour } from '../../support/tour.ts';
import { event, output } from '../events.ts';

const PROGRAMS = fileURLToPath(new URL('../../fixtures/pictures/', import.meta.url));
const FIRST_LESSON = fileURLToPath(new URL('../../../lessons/01-three-sockets/', import.meta.url));
const TALK = 'talk-server.mjs talk-client.mjs';

/** What is drawn: the words of `run`, and what must be among the rows or the kinds of arrows. */
const RUNS: Readonly<Record<string, { words: string; cwd?: string; has: RegExp }>> = {
  'two that talk': { words: TALK, has: /without an event/ },
  'four lifelines': { words: `${TALK} talk-client.mjs talk-client.mjs`, has: /client-3 \(/ },
  'six programs': { words: `${TALK}${' talk-client.mjs'.repeat(4)}`, has: /client-3 … client-5/ },
  'a flood': { words: 'count-server.mjs flood-client.mjs', has: /× write/ },
  'a proxy': { words: `${TALK} --split 3`, has: /pieces/ },
  'a reset': { words: 'reset-server.mjs talk-client.mjs', has: /ECONNRESET/ },
  'nobody there': { words: 'talk-client.mjs', has: /ECONNREFUSED/ },
  UDP: { words: 'udp.ts udp-client.ts', cwd: FIRST_LESSON, has: /message 5 bytes/ },
  'UNIX sockets': { words: 'unix.ts unix-client.ts', cwd: FIRST_LESSON, has: /\.sock/ },
};

const BROWSER = findBrowser();
const MERMAID = findMermaid();

/** Where mermaid is installed, which is too large for a dependency: `npm install --no-save mermaid`; null where it isn't. */
function findMermaid(): string | null {
  const folder = process.env.MERMAID ?? path.resolve('node_modules/mermaid');
  const file = path.join(folder, 'dist', 'mermaid.core.mjs');
  return existsSync(file) ? pathToFileURL(file).href : null;
}

interface Drawn {
  name: string;
  language: Language;
  sequence: Sequence;
  svg: string;
}

async function draw(cwd: string): Promise<Drawn[]> {
  const drawn = Object.entries(RUNS).map(async ([name, { words, has, ...run }], index) => {
    const file = path.join(cwd, `${index}.jsonl`);
    const port = name === 'nobody there' ? '1' : '0';
    const all = [
      'run',
      ...words.split(' '),
      '--port',
      port,
      '--for',
      '60',
      '--save',
      file,
      '--lang',
      'en',
    ];
    const { stderr } = await runTour(all, { cwd: run.cwd ?? PROGRAMS });
    assert.ok(existsSync(file), stderr);
    return (['en', 'zh'] as const).map((language): Drawn => {
      const sequence = makeSequence(readTrace(file).events, { language });
      const told = [...tellSequence(sequence), ...sequence.lifelines].join('\n');
      if (language === 'en') assert.match(told, has, name);
      return { name, language, sequence, svg: renderSvg(sequence, name) };
    });
  });
  return (await Promise.all(drawn)).flat();
}

const skip =
  unlessLong || ((BROWSER ?? MERMAID) ? false : 'neither a browser nor mermaid is installed');

describe('pictures of real runs', { skip }, () => {
  let pictures: Drawn[] = [];
  let clean = () => {};
  before(async () => {
    const cwd = makeFolder({ after: (done) => (clean = done) });
    pictures = await draw(cwd);
  });
  after(() => clean());

  it('have an arrow for each kind of what is sent', () => {
    const kinds = pictures.flatMap(({ sequence }) => sequence.arrows.map(({ kind }) => kind));
    assert.deepEqual([...new Set(kinds)].sort(), ['bytes', 'connect', 'end', 'reset']);
  });

  const noBrowser = BROWSER ? false : 'no chromium is installed';
  it('have all their texts apart and within, wide and narrow, light and dark', {
    skip: noBrowser,
  }, () => {
    const looks = pictures.flatMap((picture) =>
      [600, 1280].flatMap((width) =>
        (['light', 'dark'] as const).map((scheme) => ({ ...picture, width, scheme })),
      ),
    );
    const seen = openInBrowser(BROWSER ?? '', looks);
    assert.equal(seen.length, looks.length);
    for (const [index, { name, language, width, scheme, sequence }] of looks.entries()) {
      const { faults, description, paper, texts } = seen[index] ?? assert.fail();
      const which = `${name}, ${language}, ${width} px, ${scheme}`;
      assert.deepEqual(faults, [], which);
      assert.equal(description, tellSequence(sequence).join('\n'), which);
      assert.ok(texts >= sequence.rows.length, which);
      assert.equal(paper, scheme === 'dark' ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)', which);
    }
  });

  const noMermaid = MERMAID ? false : 'mermaid is not installed';
  it('are sequence diagrams to mermaid', { skip: noMermaid }, async () => {
    const { default: mermaid } = await import(MERMAID ?? '');
    for (const { name, sequence } of pictures) {
      const { diagramType } = await mermaid.parse(renderMermaid(sequence));
      assert.equal(diagramType, 'sequence', name);
    }
    // What would end a statement, or begin another.
    for (const text of ['end', '', 'a; b # c', '%%{init: {}}%%', 'a-->>b: c', '@{', 'loop <b>']) {
      const events = [output('server', text), event('client', 'start', { text })];
      await mermaid.parse(renderMermaid(makeSequence(events, { language: 'en' })));
    }
  });
});

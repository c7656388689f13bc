import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderMermaid } from '../../../src/screen/picture/mermaid.ts';
import { makeSequence, tellSequence } from '../../../src/screen/picture/sequence.ts';
import { renderSvg } from '../../../src/screen/picture/svg.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { measureWidth } from '../../../src/text/width.ts';
import { event, output, session } from '../events.ts';

/** The width of a column of the picture's font, in px: a little more than real ones. */
const COLUMN = 8;
const LINE = 18;

const hostile: TraceEvent[] = [
  output('server', '<script>&"]]>'),
  output('client', '收到了很长很长的一行，长到一行放不下，'.repeat(4)),
  output('client-2', 'x'.repeat(300)),
  output('client', ''),
  event('client', 'error', { code: 'ECONNREFUSED', message: 'connect; # : ECONNREFUSED' }),
];

const decode = (text: string) =>
  text.replace(
    /&(lt|gt|quot|amp);/g,
    (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name as 'lt'],
  );

interface Box {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The boxes of all texts of a picture, as far as they can be told without a font. */
function findBoxes(svg: string): Box[] {
  const texts = svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"([^>]*)>([^<]*)<\/text>/g);
  return [...texts].map(([, x, y, attributes = '', text = '']) => {
    const width = measureWidth(decode(text)) * COLUMN;
    const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1];
    const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
    return { text, left, right: left + width, top: Number(y) - LINE, bottom: Number(y) };
  });
}

for (const [name, events] of [
  ['a session', session],
  ['texts that are long, empty or hostile', hostile],
] as const) {
  for (const language of ['en', 'zh'] as const) {
    describe(`the picture of ${name}, ${language}`, () => {
      const sequence = makeSequence(events, { language });
      const svg = renderSvg(sequence, 'a & b');

      it('opens and closes each element', () => {
        const open: string[] = [];
        for (const [, close, tag = '', , self] of svg.matchAll(/<(\/?)([a-z]+)([^<>]*?)(\/?)>/g)) {
          if (close) assert.equal(open.pop(), tag);
          else if (!self) open.push(tag);
        }
        assert.deepEqual(open, []);
      });

      it('has its rows as a description', () => {
        const [, description = ''] = /<desc[^>]*>([^<]*)<\/desc>/.exec(svg) ?? [];
        assert.equal(decode(description), tellSequence(sequence).join('\n'));
      });

      it('has no text over another, and none outside', () => {
        const boxes = findBoxes(svg);
        const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
        assert.ok(boxes.length > events.length);
        for (const [index, box] of boxes.entries()) {
          assert.ok(box.left >= 0 && box.right <= width, `outside: ${box.text}`);
          assert.ok(box.top >= 0 && box.bottom <= height, `outside: ${box.text}`);
          for (const other of boxes.slice(index + 1)) {
            const isApart =
              box.right <= other.left ||
              other.right <= box.left ||
              box.bottom <= other.top ||
              other.bottom <= box.top;
            assert.ok(isApart, `${box.text} over ${other.text}`);
          }
        }
      });

      it('fetches nothing and runs nothing', () => {
        assert.doesNotMatch(svg, /<script|href|url\((?!#)|@import/);
      });
    });
  }
}

describe('the picture of a run through a proxy', () => {
  const [connection, through] = [51324, 40080];
  const leg = { connection, through };
  const events: TraceEvent[] = [
    event('server', 'listening', { local: '127.0.0.1:6969' }),
    event('client', 'connecting'),
    event('client', 'write', { bytes: 6 }),
    event('proxy', 'connection', leg),
    event('server', 'connection', { connection: through }),
    event('client', 'connect', { connection }),
    event('proxy', 'write', { ...leg, to: 'server', bytes: 6, pieces: 1 }),
    event('server', 'data', { connection: through, bytes: 6 }),
    event('server', 'write', { connection: through, bytes: 7 }),
    event('proxy', 'write', { ...leg, to: 'client', bytes: 7, pieces: 1 }),
    event('client', 'data', { connection, bytes: 7, at: 900 }),
  ];
  const svg = renderSvg(makeSequence(events, { language: 'en' }), 'a proxy');

  it('has no text where an arrow begins or ends', () => {
    const arrows = [
      ...svg.matchAll(
        /<line class="arrow[^"]*" x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"/g,
      ),
    ].map((match) => match.slice(1).map(Number) as [number, number, number, number]);
    assert.equal(arrows.length, 6);
    const boxes = findBoxes(svg);
    for (const [x1, y1, x2, y2] of arrows) {
      // Well beside the lifelines, where a text would be.
      const step = x2 > x1 ? 20 : -20;
      for (const [x, y] of [
        [x1 + step, y1],
        [x2 - step, y2],
      ] as const) {
        const hit = boxes.find((box) => {
          // The letters themselves, without the room around them.
          const isBeside = x <= box.left || x >= box.right;
          return !isBeside && y > box.bottom - 10 && y < box.bottom;
        });
        assert.equal(hit?.text, undefined);
      }
    }
  });

  it('interrupts the lifelines where a text stands across them', () => {
    assert.match(
      svg,
      /<g id="row-10"><rect class="paper"[^>]*\/><text[^>]*>858 ms without an event/,
    );
  });
});

describe('renderMermaid', () => {
  it('tells a session', () => {
    const lines = renderMermaid(makeSequence(session, { language: 'en' })).split('\n');
    assert.equal(lines[0], 'sequenceDiagram');
    assert.ok(lines.includes('  participant p1 as client'));
    assert.ok(lines.includes('  p1->>p0: 42.4 write 18 bytes'), lines.join('\n'));
    assert.ok(lines.includes('  Note right of p1: 43.9 Connection closed'));
  });

  it('lets no text of a program be part of the diagram', () => {
    const source = renderMermaid(makeSequence(hostile, { language: 'en' }));
    const texts = source.split('\n').slice(1, -1);
    // A statement has one colon, behind the names that we gave.
    for (const text of texts)
      assert.match(text, /^ {2}(?:participant|Note|p\d)[^:;<]*(?::[^:<]*)?$/);
  });
});

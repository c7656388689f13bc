import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { drawChart } from '../../../src/screen/charts/drawing.ts';
import { readXml } from '../../support/xml.ts';

type Shape = readonly [name: string, attributes: Readonly<Record<string, string>>];

/** The shapes of a chart: their names, with what matters of them. */
function draw(...lines: string[]) {
  const svg = drawChart(lines, 'a "chart"');
  // Names with a dash or a capital are more than that reader knows.
  const { children } = readXml(svg.replace(/ (?:aria-label|textLength|viewBox)="([^"]*)"/g, ''));
  return children.map(({ name, attributes, text }): Shape => [name, { ...attributes, text }]);
}

describe('a drawn chart', () => {
  it('has each text in its column, however wide its characters are', () => {
    const texts = draw('a b   你好  c').map(([, { x, text }]) => [Number(x), text]);
    assert.deepEqual(texts, [
      [0, 'a b'],
      [6 * 8, '你好'],
      [12 * 8, 'c'],
    ]);
  });

  it('stretches a text to its columns', () => {
    assert.match(drawChart(['你 a'], ''), /<text x="0" y="13" textLength="32">你 a<\/text>/);
  });

  it('has a bar for blocks of one height, which stands on the end of its line', () => {
    const bars = draw('', ' ▄▄█').map(([name, { x, y, width, height }]) => [
      name,
      ...[x, y, width, height].map(Number),
    ]);
    assert.deepEqual(bars, [
      ['rect', 8, 27, 16, 9],
      ['rect', 24, 18, 8, 18],
    ]);
  });

  it('has lines that meet those of the characters beside them', () => {
    const [right, left] = draw('├┤').map(([, { d }]) => d);
    assert.equal(right, 'M4 9v-9M4 9v9M4 9h4');
    assert.equal(left, 'M12 9v-9M12 9v9M12 9h-4');
  });

  it('has thick strokes and thin ones where both meet', () => {
    const looks = draw('╂').map(([, attributes]) => attributes.class);
    assert.deepEqual(looks, [undefined, 'thick']);
  });

  it('is as large as its text, and escapes what it says', () => {
    const svg = drawChart(['<a>', 'bc'], 'a "chart"');
    assert.match(svg, /width="24" height="36"/);
    assert.match(svg, /aria-label="a &quot;chart&quot;"/);
    assert.match(svg, />&lt;a&gt;</);
  });
});

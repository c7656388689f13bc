// Tests all charts: never too wide, in both languages, and the same in words.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { measureChart, renderChart } from '../../../src/screen/charts/chart.ts';
import type { RunEvents } from '../../../src/screen/charts/options.ts';
import { createStyle } from '../../../src/screen/style.ts';
import { CHART_KINDS, type ChartKind } from '../../../src/text/chart-kind.ts';
import { LANGUAGES } from '../../../src/text/language.ts';
import { measureWidest } from '../../../src/text/width.ts';
import { few } from '../../support/length.ts';
import { draw } from '../emulator.ts';
import { arrive, at, cut, frame, made, plain, receive } from './runs.ts';

const coloured = createStyle({ colour: true, links: false });
const WIDTHS = [20, 27, 28, 31, 40, 49, 60, 80, 100, 140];

const flood = [
  ...made,
  ...few(Array(20_000).keys(), 40).map((index) =>
    at(2 + index / 100, 'server', 'write', { bytes: 65_536, buffered: index * 65_536 }),
  ),
  ...Array.from({ length: 9 }, (_, index) => at(210 + index, 'server', 'drain', { buffered: 0 })),
  at(250, 'server', 'destroy', { by: 'you' }),
  at(250.1, 'server', 'error', { code: 'ECONNRESET', message: 'read ECONNRESET' }),
  at(250.2, 'server', 'close', { hadError: true }),
];
const text = 'né 你好 😀\t\u202e\u0301\u001b[31m ﷽ ';
const frames = Buffer.concat([frame(text), frame(''), frame('x'.repeat(400)), frame('end')]);
const clients = Array.from({ length: 20 }, (_, index) => [
  at(index, 'client', 'connect', { connection: 50_000 + index }),
  arrive('server', 'x'.repeat(index + 1), 50_000 + index),
]).flat();

const SCENES: Record<string, RunEvents[]> = {
  nothing: [[]],
  text: [receive(...cut(text.repeat(5), 1, 2, 5, 9, 40), Buffer.from([0xff, 0xc3]))],
  frames: [receive(...cut(frames, 2, 9, 60, 61, 200))],
  impossible: [receive(Buffer.from('7fffffff00', 'hex'))],
  flood: [flood],
  crowd: [clients],
  many: Array.from({ length: 60 }, (_, index) => receive(...Array(1 + (index % 40)).fill('x'))),
};

function scenes(): [kind: ChartKind, name: string, runs: RunEvents[]][] {
  return CHART_KINDS.flatMap((kind) =>
    Object.entries(SCENES).map(([name, runs]): [ChartKind, string, RunEvents[]] => [
      kind,
      name,
      runs,
    ]),
  );
}

describe('a chart', () => {
  for (const width of few(WIDTHS, 6)) {
    it(`fits in ${width} columns`, async () => {
      for (const language of LANGUAGES) {
        for (const form of ['picture', 'words'] as const) {
          for (const [kind, name, runs] of scenes()) {
            const options = { width, style: coloured, language, form };
            const lines = renderChart(kind, runs, options);
            const where = `${kind} of ${name}, ${language}, ${form}`;
            assert.ok(lines.length > 0, where);
            for (const line of lines) assert.ok(measureWidest(line) <= width, `${where}: ${line}`);
            const drawn = await draw(lines, width);
            assert.ok(!drawn.some(({ isWrapped }) => isWrapped), where);
          }
        }
      }
    });
  }

  it('is described in words without lines and blocks', () => {
    for (const language of LANGUAGES) {
      for (const [kind, name, runs] of scenes()) {
        const lines = renderChart(kind, runs, { ...plain, language, form: 'words' });
        assert.doesNotMatch(lines.join('\n'), /[─-▟↑]/, `${kind} of ${name}`);
      }
    }
  });

  it('emits no escape sequence without colours', () => {
    for (const [kind, name, runs] of scenes()) {
      const lines = renderChart(kind, runs, plain);
      assert.ok(!lines.join('\n').includes('\u001b'), `${kind} of ${name}`);
    }
  });

  it('of one run says which of many runs it shows', () => {
    const [first] = renderChart('closing', [[], [], []], plain);
    assert.equal(first, 'The last of 3 runs.');
    assert.doesNotMatch(renderChart('chunks', [[], [], []], plain).join(), /last/);
  });

  it('has its data as JSON', () => {
    for (const [kind, name, runs] of scenes()) {
      const json = JSON.stringify(measureChart(kind, runs));
      assert.ok(
        json.startsWith('{"') && json.length < 60_000,
        `${kind} of ${name}: ${json.length}`,
      );
    }
  });
});

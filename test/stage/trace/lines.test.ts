// Tests that output is cut into lines with their times, whatever pieces it arrives in.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readClock } from '../../../src/stage/clock.ts';
import { cutLines, cutMarkedLines, LINE_CHARACTERS } from '../../../src/stage/trace/lines.ts';

const TOKEN = 'token123';
const TAP = new URL('../../../src/stage/tap/wrap.ts', import.meta.url).pathname;

/** A mark of the tap; `t` in microseconds. */
function mark(kind: string, t: number): string {
  return `\0${TOKEN}${kind}${String(t * 1000).padStart(19, '0')}\0`;
}

/** The lines of `output`, given in pieces of `size` bytes. */
function cut(output: string | Buffer, size = Infinity): [line: string, t: number][] {
  const lines: [string, number][] = [];
  const cutter = cutMarkedLines((line, t) => lines.push([line, t]), TOKEN);
  const bytes = Buffer.from(output);
  for (let at = 0; at < bytes.length; at += size) cutter.push(bytes.subarray(at, at + size));
  cutter.end();
  return lines;
}

describe('plain lines', () => {
  it('are the same, whatever pieces they arrive in', () => {
    const bytes = Buffer.from('one\r\n\n你好 😀\nlast');
    for (let size = 1; size <= bytes.length; size += 1) {
      const lines: string[] = [];
      const cutter = cutLines((line) => lines.push(line));
      for (let at = 0; at < bytes.length; at += size) cutter.push(bytes.subarray(at, at + size));
      cutter.end();
      assert.deepEqual(lines, ['one', '', '你好 😀', 'last']);
    }
  });

  it('show an unfinished line', () => {
    const cutter = cutLines(() => {});
    cutter.push(Buffer.from('one\nName? '));
    assert.equal(cutter.unfinished, 'Name? ');
  });

  it('are passed on in part where they may never end, and whole once they have', () => {
    const told: unknown[] = [];
    const cutter = cutLines(
      (line, _t, shown) => told.push([line, shown]),
      (part) => told.push(part),
    );
    assert.equal(cutter.hasPart, false);
    cutter.push(Buffer.from('one\nName? '));
    assert.equal(cutter.hasPart, true);
    cutter.showPart();
    cutter.showPart();
    assert.equal(cutter.hasPart, false);
    cutter.push(Buffer.from('Ann\ntwo\nlast'));
    cutter.end();
    assert.deepEqual(told, [['one', 0], 'Name? ', ['Name? Ann', 6], ['two', 0], ['last', 0]]);
  });

  it('are cut where they grow without an end', () => {
    const lengths: number[] = [];
    const cutter = cutLines((line) => lengths.push(line.length));
    const piece = Buffer.alloc(2 ** 16, '.');
    for (let index = 0; index < 33; index += 1) cutter.push(piece);
    cutter.end();
    assert.deepEqual(lengths, [LINE_CHARACTERS, LINE_CHARACTERS, 2 ** 16]);
  });
});

describe('marked lines', () => {
  it('have the time of their mark, whatever pieces they arrive in', () => {
    const output = [
      `${mark('l', 5)}one\n`,
      `${mark('m', 6)}two\nthree\nfo${mark('e', 7)}`,
      `${mark('m', 8)}u${mark('e', 8)}`,
      `${mark('l', 9)}r\n`,
      `${mark('l', 10)}你好 \0 \0token12 😀\r\n`,
      `${mark('m', 11)}last${mark('e', 12)}`,
    ].join('');
    const bytes = Buffer.from(output);
    for (let size = 1; size <= bytes.length; size += 1) {
      assert.deepEqual(cut(bytes, size), [
        ['one', 5],
        ['two', 6],
        ['three', 6],
        ['four', 9],
        ['你好 \0 \0token12 😀', 10],
        ['last', 11],
      ]);
    }
  });

  it('are passed on in part where nothing followed for a moment, with the time of that part', () => {
    const told: unknown[] = [];
    const cutter = cutMarkedLines(
      (line, t, shown) => told.push([line, t, shown]),
      TOKEN,
      (part, t) => told.push([part, t]),
    );
    const write = (text: string, t: number) => `${mark('m', t)}${text}${mark('e', t)}`;
    const output = [write('a', 5), write('b', 6), write('c', 100_006), write('d', 100_007)].join(
      '',
    );
    cutter.push(Buffer.from(output.slice(0, -1)));
    // The end of what was written is still to be read.
    assert.equal(cutter.hasPart, false);
    cutter.push(Buffer.from(output.slice(-1)));
    assert.equal(cutter.hasPart, true);
    cutter.showPart();
    cutter.push(Buffer.from(write('e', 100_008)));
    cutter.end();
    assert.deepEqual(told, [
      ['ab', 6],
      ['cd', 100_007],
      // Whatever the time at which the program ends.
      ['abcde', 100_008, 4],
    ]);
  });

  it('may be mixed with unmarked lines, which were written before the next mark', () => {
    const lines = cut(`${mark('l', 5)}one\nby a child\n${mark('l', 8)}two\n`);
    assert.deepEqual(lines, [
      ['one', 5],
      ['by a child', 8],
      ['two', 8],
    ]);
  });

  it('without a mark have the time of their arrival', () => {
    const before = readClock();
    const [, [line, t] = []] = cut(`${mark('l', 5)}one\nby a child\n`);
    assert.equal(line, 'by a child');
    assert.ok((t ?? 0) >= before);
  });

  it('are joined where another write ended them', () => {
    const output = `${mark('m', 5)}half, ${mark('e', 5)}by a child\n${mark('l', 9)}next\n`;
    assert.deepEqual(cut(output), [
      ['half, by a child', 9],
      ['next', 9],
    ]);
  });

  it('of an uncaught error have the time at which it was thrown', () => {
    assert.deepEqual(cut(`${mark('l', 5)}one\n${mark('u', 7)}Error: no\n    at once\n`), [
      ['one', 5],
      ['Error: no', 7],
      ['    at once', 7],
    ]);
  });

  it('never run back in time', () => {
    assert.deepEqual(cut(`${mark('l', 9)}one\n${mark('l', 5)}two\n`), [
      ['one', 9],
      ['two', 9],
    ]);
  });
});

describe('stack traces', () => {
  const frame = (index: number) => `    at f${index} (/home/me/server.ts:${index}:1)`;
  const own = `    at Socket.emit (${TAP}:40:24)`;
  const filter = (lines: string[]) =>
    cut(lines.map((line) => `${mark('l', 1)}${line}\n`).join('')).map(([line]) => line);

  it("lose the tap's frames", () => {
    const lines = ['Error: no', frame(1), own, frame(2), 'next'];
    assert.deepEqual(filter(lines), ['Error: no', frame(1), frame(2), 'next']);
  });

  it("keep the brace that opens the properties behind the tap's frame", () => {
    const lines = ['Error: no', frame(1), `${own} {`, "  code: 'ENO'", '}'];
    const kept = ['Error: no', frame(1), '    {', "  code: 'ENO'", '}'];
    assert.deepEqual(filter(lines), kept);
  });

  it('have no frames of an uncaught error that the compiler found', () => {
    const compiler = '    at fail (/x/node_modules/esbuild/lib/main.js:1752:15)';
    const node = '    at Pipe.onStreamRead (node:internal/stream_base_commons:191:23)';
    const trace = ['Error: no', compiler, node, '', 'Error: no', frame(1), compiler, node];
    const printed = cut(`${mark('u', 1)}${trace.join('\n')}\n`).map(([line]) => line);
    assert.deepEqual(printed, ['Error: no', '', 'Error: no', frame(1), compiler, node]);
    assert.deepEqual(filter(trace), trace, 'what the program prints is its own affair');
  });

  it('are not mistaken in similar output', () => {
    const lines = Array.from({ length: 14 }, (_, index) => `    at home, in the garden ${index}`);
    assert.deepEqual(filter(lines), lines);
  });
});

describe('broken marks', () => {
  const start = `\0${TOKEN}`;

  it('are text like any other, whatever pieces they arrive in', () => {
    const texts = [
      `${start}l12`,
      `${start}x0000000000000005000\0`,
      `${start}l000000000-000005000\0`,
      `${start}l0000000000000005000:`,
      `${start}l${'7'.repeat(90)}\0`,
      `${start}\0`,
      `\0\0${start}`,
    ].map((text) => `${text} ${'.'.repeat(80)}`);
    const output = Buffer.from(texts.map((text) => `${mark('l', 5)}${text}\n`).join(''));
    for (let size = 1; size <= output.length; size += 1) {
      assert.deepEqual(
        cut(output, size),
        texts.map((text) => [text, 5]),
      );
    }
  });

  it('without an end are not waited for', () => {
    for (const text of [`${start}l`, `${start}l1:`, `${start}l1`]) {
      const lengths: number[] = [];
      const cutter = cutMarkedLines((line) => lengths.push(line.length), TOKEN);
      cutter.push(Buffer.from(text));
      const piece = Buffer.alloc(2 ** 16, '1');
      for (let index = 0; index < 16; index += 1) cutter.push(piece);
      assert.deepEqual(lengths, [text.length + 2 ** 20]);
    }
  });

  it('with a time in the future get the time of their arrival', () => {
    const future = `${start}l${'9'.repeat(19)}\0`;
    const [[, t] = ['', 0]] = cut(`${future}one\n`);
    assert.ok(t <= readClock());
  });
});

// Tests bytes below their rows, in columns, in the lane, at any width.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Columns } from '../../src/screen/columns.ts';
import { renderHexdump } from '../../src/screen/hexdump.ts';
import { Lane } from '../../src/screen/lane.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { ViewOptions } from '../../src/screen/view.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { draw } from './emulator.ts';
import { event } from './events.ts';

const style = createStyle({ colour: false, links: false });
const coloured = createStyle({ colour: true, links: false });

function transfer(actor: string, kind: 'write' | 'data', text: string, bytes?: number): TraceEvent {
  const all = Buffer.from(text);
  const hex = all.subarray(0, 48).toString('hex');
  return event(actor, kind, { bytes: bytes ?? all.length, hex, connection: 51324 });
}

const options: ViewOptions = {
  width: 60,
  style,
  language: 'en',
  wire: true,
  hex: true,
  actors: ['server', 'client'],
};

describe('the bytes of an event', () => {
  const greeting = transfer('client', 'write', 'one 你好\n');

  it('are shown as digits and as ASCII where possible', () => {
    assert.deepEqual(renderHexdump(greeting, 60, 'en'), [
      '6f 6e 65 20 e4 bd a0 e5 a5 bd 0a  one .......',
    ]);
    assert.deepEqual(renderHexdump(greeting, 32, 'en'), [
      '6f 6e 65 20 e4 bd a0 e5 one ....',
      'a5 bd 0a                ...',
    ]);
    assert.deepEqual(renderHexdump(greeting, 22, 'en'), [
      '6f 6e 65 20  one',
      'e4 bd a0 e5  ....',
      'a5 bd 0a     ...',
    ]);
    assert.deepEqual(renderHexdump(transfer('x', 'data', '~\u007f \u001b[31m'), 60, 'en'), [
      '7e 7f 20 1b 5b 33 31 6d  ~. .[31m',
    ]);
  });

  it('are counted where the trace lacks them', () => {
    const long = transfer('server', 'data', 'x'.repeat(48), 200);
    assert.equal(renderHexdump(long, 70, 'en').length, 4);
    assert.equal(renderHexdump(long, 70, 'en').at(-1), '… 152 more');
    assert.equal(renderHexdump(long, 70, 'zh').at(-1), '…… 还有 152 字节');
  });

  it('are none where there are none', () => {
    assert.deepEqual(renderHexdump(event('server', 'drain'), 60, 'en'), []);
    assert.deepEqual(renderHexdump(event('server', 'data', { bytes: 0, hex: '' }), 60, 'en'), []);
  });
});

describe('views with bytes', () => {
  it('show them under their row, on its side', () => {
    const view = new Columns({ ...options, width: 66 });
    view.row(event('server', 'listening', { local: '127.0.0.1:6969' }));
    view.row(event('client', 'connecting', { remote: '127.0.0.1:6969' }));
    assert.deepEqual(
      [transfer('client', 'write', 'hello'), transfer('server', 'data', 'hello')].flatMap((one) =>
        view.row(one),
      ),
      [
        '  42.0                          ◀──┼─ · write 5 bytes',
        '                                   │    68 65 6c 6c 6f  hello',
        '  42.0 · data 5 bytes              │',
        '         68 65 6c 6c 6f  hello     │',
      ],
    );
    const lane = new Lane({ ...options, width: Number.POSITIVE_INFINITY });
    assert.deepEqual(lane.row(transfer('client', 'write', 'hello')), [
      'client │ · write 5 bytes',
      'client │   68 65 6c 6c 6f  hello',
    ]);
  });

  it('show only these rows without the wire', () => {
    for (const view of [Columns, Lane].map((create) => new create({ ...options, wire: false }))) {
      assert.equal(view.row(transfer('server', 'data', 'hello')).length, 2);
      assert.deepEqual(view.row(event('server', 'drain', { connection: 51324 })), []);
      view.hex = false;
      assert.deepEqual(view.row(transfer('server', 'data', 'hello')), []);
    }
  });

  for (const width of [20, 40, 60, 66, 80, 100, 140]) {
    it(`fit in ${width} columns`, async () => {
      // Below 60 columns there is the lane only.
      for (const create of width < 60 ? [Lane] : [Columns, Lane]) {
        const view = new create({ ...options, width, style: coloured, language: 'zh' });
        const text = `你好 ${'\u001b[31m\t😀x'.repeat(9)}`;
        const lines = ['server', 'client', 'client-2'].flatMap((actor) =>
          view.row(transfer(actor, 'data', text, 5000)),
        );
        const drawn = await draw(lines, width);
        assert.deepEqual(
          drawn.filter(({ isWrapped }) => isWrapped),
          [],
        );
        assert.ok(drawn.some(({ text }) => text.includes('e4 bd')));
      }
    });
  }
});

// Tests the one lane, for pipes and for terminals.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lane } from '../../src/screen/lane.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { View, ViewOptions } from '../../src/screen/view.ts';
import { draw } from './emulator.ts';
import { event, output, proxied, session } from './events.ts';
import { nastyTexts } from './hostile-text.ts';

function open(options: Partial<ViewOptions> = {}): View {
  return new Lane({
    width: Number.POSITIVE_INFINITY,
    style: createStyle({ colour: false, links: false }),
    language: 'en',
    wire: true,
    actors: ['server', 'client'],
    ...options,
  });
}

test('a program that runs alone has the name of its file', () => {
  const titles = { server: 'ask.mjs' };
  const view = open({ actors: ['server'], titles });
  assert.deepEqual(view.row(output('server', 'hi')), ['ask.mjs │ hi']);
  const lesson = open({ actors: ['server'], titles, times: true });
  assert.deepEqual(lesson.row(output('server', 'hi', 1)), ['   1.0 server │ hi']);
});

test('each row has its actor before it, in one order', () => {
  const view = open();
  assert.deepEqual(view.heading(), []);
  assert.deepEqual(
    session.slice(1, 9).flatMap((one) => view.row(one)),
    [
      'server │ · listening on 127.0.0.1:6969',
      'server │ Server listening on 127.0.0.1:6969',
      'client │ · connecting to 127.0.0.1:6969',
      'server │ · connection from 127.0.0.1:51324',
      'server │ CONNECTED: 127.0.0.1:51324',
      'client │ · connected to 127.0.0.1:6969',
      'client │ CONNECTED TO: 127.0.0.1:6969',
      'client │ · write 18 bytes',
    ],
  );
});

test('in lessons each row has its time as well, where there is room for it', () => {
  const rows = (width: number) => {
    const view = open({ times: true, width });
    view.origin = 30;
    return session.slice(1, 4).flatMap((one) => view.row(one));
  };
  assert.deepEqual(rows(80), [
    '   1.0 server │ · listening on 127.0.0.1:6969',
    '   1.1 server │ Server listening on 127.0.0.1:6969',
    '  11.2 client │ · connecting to 127.0.0.1:6969',
  ]);
  assert.deepEqual(rows(36).slice(0, 2), [
    '   1.0 server │ · listening on',
    '       server │   127.0.0.1:6969',
  ]);
  assert.deepEqual(rows(35).slice(0, 2), ['server │ · listening on', 'server │   127.0.0.1:6969']);
});

test("the proxy's rows say what it passes on, and in which direction, in both languages", () => {
  const draw = (language: 'en' | 'zh') => {
    const view = open({ language });
    return proxied.flatMap((one) => view.row(one)).slice(0, 5);
  };
  assert.deepEqual(draw('en'), [
    'proxy  │ · on 127.0.0.1:6970, --split 1',
    'proxy  │ · port 51324 goes on as port 40080',
    'proxy  │ · 18 pieces of 1 byte → server',
    'proxy  │ · 20 bytes in 3 pieces → client',
    'proxy  │ · 1 byte → server',
  ]);
  assert.deepEqual(draw('zh').slice(2, 4), [
    'proxy  │ · 18 段，每段 1 字节 → server',
    'proxy  │ · 20 字节，分 3 段 → client',
  ]);
});

test("without the wire only the programs' output is shown", () => {
  const view = open({ wire: false });
  const rows = session.flatMap((one) => view.row(one));
  assert.equal(rows.filter((row) => row.includes('·')).join(), 'server │ · ended by SIGTERM');
  assert.equal(rows.length, 8);
});

test('names are as wide as the longest, also when an actor joins later', () => {
  const view = open({ actors: ['server', 'client-2'] });
  assert.deepEqual(view.row(output('server', 'a')), ['server   │ a']);
  assert.deepEqual(view.row(output('client-10', 'b')), ['client-10 │ b']);
  assert.deepEqual(view.row(output('server', 'c')), ['server    │ c']);
});

test('into a pipe a line stays one line, and only controls are changed', () => {
  const view = open();
  const long = `${'你好\t'.repeat(500)} end`;
  assert.deepEqual(view.row(output('server', long)), [`server │ ${long}`]);
  assert.deepEqual(view.row(output('server', 'a\u001b[31mb\r')), ['server │ a␛[31mb␍']);
  assert.deepEqual(view.row(output('server', '')), ['server │ ']);
});

test('a line on standard error is marked', () => {
  assert.deepEqual(open().row(event('client', 'stderr', { text: 'Oh' })), ['client │ ! Oh']);
});

test('in a terminal lines continue after their name, and none is too wide', async () => {
  const view = open({ width: 30 });
  assert.deepEqual(view.row(output('server', 'one two three four five six')), [
    'server │ one two three four',
    'server │ five six',
  ]);
  assert.deepEqual(view.row(event('server', 'stderr', { text: 'one two three four five' })), [
    'server │ ! one two three four',
    'server │   five',
  ]);
  for (const age of ['old', 'new'] as const) {
    const lines = nastyTexts.flatMap((text) => view.row(output('client', text)));
    const drawn = await draw(lines, 30, age);
    assert.equal(drawn.length, lines.length);
    for (const line of drawn) assert.match(line.text, /^client │/);
  }
});

test('resizing takes effect with the next row', () => {
  const view = open();
  view.resize(20);
  assert.deepEqual(view.row(output('server', 'one two three')), [
    'server │ one two',
    'server │ three',
  ]);
});

test('a name is shortened before the text is', () => {
  const view = open({ actors: ['a-very-long-actor-name'], width: 20 });
  assert.deepEqual(view.row(output('a-very-long-actor-name', 'text')), ['a-very-… │ text']);
});

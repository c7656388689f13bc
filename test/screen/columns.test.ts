// Tests the two columns, as text and as a terminal draws them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Columns } from '../../src/screen/columns.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { View, ViewOptions } from '../../src/screen/view.ts';
import type { Kind, TraceEvent } from '../../src/stage/trace/trace.ts';
import { type Age, draw } from './emulator.ts';
import { event, output, proxied, session } from './events.ts';
import { nastyTexts } from './hostile-text.ts';

const plain = createStyle({ colour: false, links: false });
const coloured = createStyle({ colour: true, links: true });

function open(options: Partial<ViewOptions> = {}): View {
  return new Columns({
    width: 80,
    style: plain,
    language: 'en',
    wire: true,
    actors: ['server', 'client'],
    titles: { server: 'server.ts', client: 'client.ts' },
    ...options,
  });
}

/** A connection is asked for where the server listens: what is written goes across. */
function connect(view: View, client = 'client'): void {
  const local = '127.0.0.1:6969';
  view.row(event('server', 'listening', { local }));
  view.row(event(client, 'connecting', { remote: local }));
}

function rows(view: View, events: readonly TraceEvent[]): string[] {
  return events.flatMap((one) => view.row(one));
}

test('an actor beside others is named by its file where no other has the same', () => {
  const titles = { server: 'server.ts', client: 'client.ts', 'client-2': 'solution/udp-client.ts' };
  const actors = Object.keys(titles);
  const other = open({ actors, titles });
  assert.match(other.row(output('client-2', 'hi'))[0] ?? '', /│ {2}udp-client\.ts ┊ hi$/);
  const same = open({ actors, titles: { ...titles, 'client-2': 'client.ts' } });
  assert.match(same.row(output('client-2', 'hi'))[0] ?? '', /│ {2}client-2 ┊ hi$/);
});

test('draws the session of the article in 80 columns without breaking a line of it', () => {
  const view = open();
  assert.deepEqual(
    [...view.heading(), ...rows(view, session)],
    [
      '    ms server.ts                          │  client.ts',
      '──────────────────────────────────────────┼─────────────────────────────────────',
      '   0.0 · start server.ts (pid 4711)       │',
      '  31.0 · listening on 127.0.0.1:6969      │',
      '  31.1 Server listening on 127.0.0.1:6969 │',
      '  41.2                                 ◁╌╌┼╌ · connecting to 127.0.0.1:6969',
      '  41.9 · connection from 127.0.0.1:51324  │',
      '  42.0 CONNECTED: 127.0.0.1:51324         │',
      '  42.2                                    │  · connected to 127.0.0.1:6969',
      '  42.3                                    │  CONNECTED TO: 127.0.0.1:6969',
      '  42.4                                 ◀──┼─ · write 18 bytes',
      '  42.8 · data 18 bytes                    │',
      '  42.9 DATA 127.0.0.1: I am Chuck Norris! │',
      '  43.0 · write 29 bytes                 ──┼──▶',
      '  43.4                                    │  DATA: You said "I AM CHUCK NORRIS!"',
      '  43.5                                    │  · destroy',
      '  43.8                                    │  · close',
      '  43.9                                    │  Connection closed',
      '  44.1 CLOSED: 127.0.0.1 51324            │',
      '  45.0                                    │  · exit 0',
      '  46.0 · ended by SIGTERM                 │',
    ],
  );
});

test('without the wire only output and failing exits have rows', () => {
  const view = open({ wire: false });
  const ends = [
    event('client', 'exit', { code: 0, signal: null }),
    event('client', 'exit', { code: 3, signal: null }),
    event('server', 'exit', { code: null, signal: 'SIGKILL' }),
  ];
  assert.deepEqual(
    rows(view, [...session.slice(0, 4), event('server', 'stderr', { text: 'Oh' }), ...ends]).map(
      (line) => line.trim().replaceAll(/ +/g, ' '),
    ),
    [
      '31.1 Server listening on 127.0.0.1:6969 │',
      '42.0 ! Oh │',
      '42.0 │ · exit 3',
      '42.0 · ended by SIGKILL │',
    ],
  );
});

test('what the proxy does is drawn across the bar, with an arrow to the receiver', () => {
  const view = open();
  assert.deepEqual(rows(view, proxied), [
    '  32.0                 ┤ proxy: on 127.0.0.1:6970, --split 1 ├',
    '  42.0            ◁╌╌┤ proxy: port 51324 goes on as port 40080 ├╌╌',
    '  42.0                  ◀──┤ proxy: 18 pieces of 1 byte ├──',
    '  42.0                   ──┤ proxy: 20 bytes in 3 pieces ├──▶',
    '  42.0                         ◀──┤ proxy: 1 byte ├──',
    '  42.0               ◀──┤ proxy: 3 chunks as one, 30 bytes ├──',
    '  42.0                    ──┤ proxy: 9 bytes swallowed ├',
    '  42.0                          ◀──┤ proxy: end ├──',
    '  42.0                          ──┤ proxy: reset ├──╳',
    '  42.0             ╳──┤ proxy: both sides reset after 5 bytes ├──╳',
    '  42.0          ┤ proxy: error connect ECONNREFUSED 127.0.0.1:6969 ├',
    '  42.0                ┤ proxy: close, 13 bytes not passed on ├',
  ]);
  assert.deepEqual(rows(open({ wire: false }), proxied), []);
});

for (const language of ['en', 'zh'] as const) {
  for (const width of [40, 60, 80, 100, 140]) {
    test(`the proxy's rows lie on the bar and wrap nothing (${language}, ${width} columns)`, async () => {
      const view = open({ width, language, style: coloured });
      const heading = view.heading();
      const lines = [...heading, ...rows(view, proxied)];
      const drawn = await draw(lines, width);
      assert.equal(drawn.length, lines.length);
      const bar = drawn[1]?.text.indexOf('┼') ?? 0;
      for (const line of drawn.slice(heading.length)) {
        const [left, right] = [line.text.search(/[┤│]/), line.text.trimEnd().length];
        assert.ok(left < bar && right > bar, `not on the bar: ${line.text}`);
        assert.equal(line.isDim(left), true);
      }
    });
  }
}

test('a proxied connection has one name, that of the client', () => {
  const view = open();
  const link = (actor: string, kind: Kind, connection: number, rest = {}) =>
    event(actor, kind, { connection, bytes: 1, remote: 'x', ...rest });
  const [, , , , client, server, proxy] = [
    link('proxy', 'connection', 51324, { through: 40080 }),
    link('server', 'connection', 40080),
    link('proxy', 'connection', 51326, { through: 40082 }),
    link('server', 'connection', 40082),
    link('client', 'write', 51324),
    link('server', 'data', 40080),
    link('proxy', 'write', 51324, { through: 40080, to: 'server', pieces: 1 }),
  ].map((one) => view.row(one).join(''));
  assert.match(client ?? '', /write 1 byte :51324/);
  assert.match(server ?? '', /data 1 byte :51324/);
  assert.match(proxy ?? '', /1 byte :51324 ├/);
});

test('turning the wire on shows later rows, and connections opened before are known', () => {
  const view = open({ wire: false });
  const link = (actor: string, kind: Kind, connection: number) =>
    event(actor, kind, { connection, remote: 'x', bytes: 1 });
  assert.deepEqual(
    rows(view, [link('server', 'connection', 50001), link('server', 'connection', 50002)]),
    [],
  );
  view.wire = true;
  assert.match(view.row(link('server', 'data', 50002))[0] ?? '', / · data 1 byte :50002 +│$/);
});

test('an arrow crosses the bar only to the other end of the connection', () => {
  const view = open({ actors: ['server', 'client', 'client-2'] });
  const arrow = (one: TraceEvent) => /[─╌]┼[─╌]/.test(view.row(one).join(''));
  const at = (port: number) => `127.0.0.1:${port}`;
  // The second program connects to the first, and the third to the second, beside it.
  arrow(event('server', 'listening', { local: at(7001) }));
  arrow(event('client', 'listening', { local: at(7002) }));
  assert.equal(arrow(event('client', 'connecting', { remote: at(7001) })), true);
  assert.equal(arrow(event('client-2', 'connecting', { remote: at(7002) })), false);
  assert.equal(arrow(event('client-2', 'write', { bytes: 1 })), false);
  const near = { connection: 50002, local: at(7002), remote: at(50002) };
  arrow(event('client-2', 'connect', { ...near, remote: at(7002) }));
  arrow(event('client', 'connection', near));
  assert.equal(arrow(event('client', 'write', { bytes: 1, connection: 50002 })), false);
  // The server may be first to know of a connection, and last to write to it.
  const far = { connection: 50001, local: at(7001), remote: at(50001) };
  arrow(event('server', 'connection', far));
  assert.equal(arrow(event('server', 'write', { bytes: 1, connection: 50001 })), true);
  arrow(event('client', 'connect', { ...far, remote: at(7001) }));
  assert.equal(arrow(event('client', 'write', { bytes: 1, connection: 50001 })), true);
  arrow(event('client', 'close', { connection: 50001, hadError: false }));
  arrow(event('client', 'exit', { code: 0 }));
  assert.equal(arrow(event('server', 'write', { bytes: 1, connection: 50001 })), true);
  // What no program of the run asked for comes from outside, and what none answers goes there.
  arrow(event('server', 'connection', { connection: 50003, remote: at(50003) }));
  assert.equal(arrow(event('server', 'write', { bytes: 1, connection: 50003 })), false);
  assert.equal(arrow(event('client-2', 'connecting', { remote: at(7999) })), false);
  arrow(event('server', 'closing', { local: at(7001) }));
  assert.equal(arrow(event('client-2', 'connecting', { remote: at(7001) })), false);
});

test('a program that connects to itself has no arrow', () => {
  const view = open({ actors: ['server'] });
  const remote = '127.0.0.1:7001';
  const events = [
    event('server', 'listening', { local: remote }),
    event('server', 'connecting', { remote }),
    event('server', 'write', { bytes: 1 }),
    event('server', 'connection', { connection: 50001, remote: '127.0.0.1:50001' }),
    event('server', 'write', { bytes: 1, connection: 50001 }),
    event('server', 'connect', { connection: 50001, remote }),
    event('server', 'write', { bytes: 1, connection: 50001 }),
  ];
  assert.ok(rows(view, events).every((row) => !/[─╌]┼/.test(row)));
});

test('datagrams and what goes through a proxy have arrows', () => {
  const view = open();
  const arrow = (one: TraceEvent) => /[─╌]┼[─╌]/.test(view.row(one).join(''));
  const udp = { protocol: 'udp', connection: 50001, bytes: 1 } as const;
  arrow(event('server', 'listening', { protocol: 'udp', local: '127.0.0.1:9000' }));
  assert.equal(arrow(event('client', 'write', { ...udp, remote: '127.0.0.1:9000' })), true);
  assert.equal(arrow(event('server', 'write', { ...udp, remote: '127.0.0.1:50001' })), true);
  assert.equal(arrow(event('client', 'write', { ...udp, remote: '127.0.0.1:9001' })), false);
  const tcp = { local: '127.0.0.1:6970', remote: '127.0.0.1:6969' };
  arrow(event('server', 'listening', { local: '127.0.0.1:6969' }));
  arrow(event('proxy', 'listening', tcp));
  assert.equal(arrow(event('client', 'connecting', { remote: '127.0.0.1:6970' })), true);
  arrow(event('client', 'connect', { connection: 51324, remote: '127.0.0.1:6970' }));
  arrow(event('server', 'connection', { connection: 40080, remote: '127.0.0.1:40080' }));
  arrow(event('proxy', 'connection', { connection: 51324, through: 40080 }));
  assert.equal(arrow(event('server', 'write', { connection: 40080, bytes: 1 })), true);
  assert.equal(arrow(event('client', 'write', { connection: 51324, bytes: 1 })), true);
});

test('long lines continue below their beginning, without a time', () => {
  const view = open({ width: 50 });
  connect(view);
  view.row(event('server', 'connection', { connection: 50001, remote: '127.0.0.1:50001' }));
  assert.deepEqual(
    rows(view, [
      output('server', 'one two three four five six seven'),
      event('client', 'stderr', { text: 'Error: something went wrong here' }),
      event('server', 'write', { bytes: 1_234_567_890, connection: 50001 }),
    ]),
    [
      '  42.0 one two three four  │',
      '       five six seven      │',
      '  42.0                     │  ! Error: something',
      '                           │    went wrong here',
      '  42.0 · write           ──┼──▶',
      '         1,234,567,890     │',
      '         bytes             │',
    ],
  );
});

test('several clients carry their names, one alone does not', () => {
  const view = open();
  assert.deepEqual(rows(view, [output('client', 'a')]), [`  42.0${' '.repeat(36)}│  a`]);
  const both = open({ actors: ['server', 'client', 'client-2'], width: 60 });
  connect(both, 'client-2');
  assert.deepEqual(
    rows(both, [
      output('client', 'a'),
      output('client-2', 'one two three four'),
      event('client-2', 'write', { bytes: 2 }),
      output('you', 'me'),
    ]),
    [
      `  42.0${' '.repeat(26)}│  client   ┊ a`,
      `  42.0${' '.repeat(26)}│  client-2 ┊ one two three`,
      `${' '.repeat(32)}│           ┊ four`,
      `  42.0${' '.repeat(23)}◀──┼─ client-2 ┊ · write 2`,
      `${' '.repeat(32)}│           ┊   bytes`,
      `  42.0${' '.repeat(26)}│  you      ┊ me`,
    ],
  );
});

test('actors with different files share a heading, in both languages', () => {
  const titles = { server: 'server.ts', client: 'client.ts', 'client-2': 'late.ts' };
  const actors = ['server', 'client', 'client-2'];
  for (const language of ['en', 'zh'] as const) {
    const [first] = open({ actors, titles, language }).heading();
    assert.match(first ?? '', /^ +ms server\.ts +│ {2}client\.ts, late\.ts$/);
  }
  const [long] = open({
    width: 40,
    titles: { ...titles, server: 'a-very-long-name.ts' },
  }).heading();
  assert.match(long ?? '', /^ {4}ms a-very-long-n… │ {2}client\.ts$/);
});

test('an actor alone in its column, and not the client, is named in the heading', () => {
  const titles = { server: 'server.ts', 'server-2': 'again.ts' };
  const [first] = open({ actors: ['server', 'server-2'], titles }).heading();
  assert.match(first ?? '', /^ +ms server\.ts +│ {2}again\.ts \(server-2\)$/);
});

test('the rows can be in Chinese', () => {
  const view = open({ language: 'zh' });
  assert.match(view.row(event('server', 'data', { bytes: 18 }))[0] ?? '', /· data 18 字节/);
});

test('resizing affects later rows', () => {
  const view = open();
  view.resize(100);
  const [row] = view.row(output('server', 'a'));
  assert.equal(row?.indexOf('│'), 52);
});

test('times count from the origin', () => {
  const view = open();
  view.origin = 40;
  assert.match(view.row(output('server', 'a', 42.46))[0] ?? '', /^ {3}2\.5 a/);
});

test('without colour, links and cursor there is no escape sequence', () => {
  const view = open({ width: 70 });
  const events = nastyTexts.flatMap((text) => [output('server', text), output('client', text)]);
  assert.doesNotMatch([...view.heading(), ...rows(view, events)].join(''), /\p{Control}/u);
});

for (const age of ['old', 'new'] as Age[]) {
  for (const width of [40, 61, 80, 140]) {
    test(`a terminal (${age}, ${width} columns) keeps the bar in its column and wraps nothing`, async () => {
      const view = open({ width, style: coloured, actors: ['server', 'client', 'client-2'] });
      const lines = [...view.heading(), ...rows(view, everything())];
      const drawn = await draw(lines, width, age);
      assert.equal(drawn.length, lines.length);
      const bar = drawn[1]?.text.indexOf('┼') ?? 0;
      drawn.forEach((line, index) => {
        assert.equal(line.isWrapped, false, `line ${index} wraps: ${line.text}`);
        assert.match(line.at(bar), /^[│┼]/, `line ${index} has lost its bar: ${line.text}`);
      });
    });
  }
}

test('the wire is dim, the programs are not', async () => {
  const view = open({ style: coloured });
  const [write, line] = await draw(
    rows(view, [event('client', 'write', { bytes: 1 }), output('client', 'DATA')]),
    80,
  );
  const text = write?.text.indexOf('write') ?? 0;
  assert.equal(write?.isDim(text), true);
  assert.equal(line?.isDim(line.text.indexOf('DATA')), false);
});

function everything(): TraceEvent[] {
  const actors = ['server', 'client', 'client-2'];
  const lines = nastyTexts.flatMap((text) =>
    actors.flatMap((actor) => [output(actor, text), event(actor, 'stderr', { text })]),
  );
  const wire = actors.flatMap((actor) => [
    event(actor, 'connecting', { remote: nastyTexts[1] ?? '' }),
    event(actor, 'write', { bytes: 10 ** 15 }),
    event(actor, 'error', { code: 'ENOENT', message: nastyTexts[0] ?? '' }),
  ]);
  return [...session, ...lines, ...wire];
}

/** A check of a server: what the check plays is on the left. */
function openCheck(width = 80, language: 'en' | 'zh' = 'en'): View {
  const titles = { peer: 'peer (the check)', server: 'server.ts' };
  return open({ width, language, actors: ['peer', 'server'], titles });
}

test('a check has its own peer on the left, with the bytes that it writes and reads', () => {
  const view = openCheck();
  const link = { connection: 51_324, bytes: 5, preview: 'hello', hex: '68656c6c6f' };
  connect(view, 'peer');
  assert.deepEqual(view.heading(), [
    '    ms peer (the check)                   │  server.ts',
    '──────────────────────────────────────────┼─────────────────────────────────────',
  ]);
  assert.deepEqual(
    rows(view, [
      event('peer', 'connect', { connection: 51_324, remote: '127.0.0.1:6969' }),
      event('server', 'connection', { connection: 51_324, remote: '127.0.0.1:51324' }),
      event('peer', 'write', link),
      event('server', 'data', link),
      event('server', 'write', link),
      event('peer', 'data', link),
      event('peer', 'end', { connection: 51_324, by: 'peer' }),
      event('check', 'verdict'),
    ]),
    [
      '  42.0 · connected to 127.0.0.1:6969      │',
      '  42.0                                    │  · connection from 127.0.0.1:51324',
      '  42.0 · write 5 bytes “hello”          ──┼──▶',
      '  42.0                                    │  · data 5 bytes',
      '  42.0                                 ◀──┼─ · write 5 bytes',
      '  42.0 · data 5 bytes “hello”             │',
      '  42.0 · end (from the program)           │',
      `  42.0 ── ✗ the check fails here ${'─'.repeat(47)}`,
    ],
  );
});

test('a proxy before the server on the right points the other way', () => {
  const kinds = proxied.filter(({ kind }) => ['connection', 'write', 'reset'].includes(kind));
  const mirrored = rows(openCheck(), kinds).map((line) => line.replace(/[^◀▶◁▷╳]/g, ''));
  const plainly = rows(open(), kinds).map((line) => line.replace(/[^◀▶◁▷╳]/g, ''));
  const turned: Readonly<Record<string, string>> = { '◀': '▶', '▶': '◀', '◁': '▷', '▷': '◁' };
  const turn = (signs: string) => [...signs].reverse().map((sign) => turned[sign] ?? sign);
  assert.deepEqual(
    mirrored,
    plainly.map((signs) => turn(signs).join('')),
  );
  // A scripted server listens, and is on the left itself.
  const scripted = openCheck();
  scripted.row(event('peer', 'listening', { local: '127.0.0.1:6969' }));
  const again = rows(scripted, kinds).map((line) => line.replace(/[^◀▶◁▷╳]/g, ''));
  assert.deepEqual(again, plainly);
});

for (const language of ['en', 'zh'] as const) {
  for (const width of [40, 60, 80, 140]) {
    test(`a verdict is one line over both columns (${language}, ${width} columns)`, async () => {
      const lines = rows(openCheck(width, language), [event('check', 'verdict')]);
      const drawn = await draw(lines, width);
      assert.equal(drawn.length, 1);
      assert.match(drawn[0]?.text ?? '', /✗/);
    });
  }
}

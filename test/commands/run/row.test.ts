// Tests more than two parties: servers behind servers, and their clients.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findFreePort } from '../../../src/stage/free-port.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { findPort, readEvents, runRow } from '../../support/chain.ts';
import { unlessLong } from '../../support/length.ts';

const JSON_LINES = ['--json'];
const ROWS = ['--no-wire', '--width'];

/** To whom each actor has connected, by port. */
function listWays(events: readonly TraceEvent[]): string[] {
  return events
    .filter(({ kind }) => kind === 'connect')
    .map(({ actor, remote }) => `${actor} ${remote?.replace(/^.*:/, '')}`)
    .sort();
}

function countOf(events: readonly TraceEvent[], kind: TraceEvent['kind']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const event of events) {
    if (event.kind === kind) counts[event.actor] = (counts[event.actor] ?? 0) + 1;
  }
  return counts;
}

describe('run of a server, a program that passes on, and clients', { concurrency: 2 }, () => {
  it('gives each server a port of its own, and each program the port of the one before it', async (t) => {
    const { code, stdout, notes } = await runRow(
      t,
      ['up.mjs', 'proxy.mjs', 'client.mjs'],
      JSON_LINES,
    );
    assert.equal(code, 0, notes);
    const events = readEvents(stdout);
    const [up, proxy] = [findPort(events, 'server'), findPort(events, 'server-2')];
    assert.notEqual(up, proxy);
    assert.deepEqual(listWays(events), [`client ${proxy}`, `server-2 ${up}`]);
    assert.equal(events.find(({ kind }) => kind === 'stdout')?.text, 'got HELLO');
    // One number a leg.
    const numbers = (actor: string) =>
      new Set(events.flatMap((one) => (one.actor === actor ? (one.connection ?? []) : [])));
    const [first, second, all] = ['client', 'server', 'server-2'].map(numbers);
    assert.deepEqual([first?.size, second?.size, all?.size], [1, 1, 2]);
    assert.deepEqual(all, new Set([...(first ?? []), ...(second ?? [])]));
  });

  it('has a column for each in 100 columns, with arrows to the next, and one lane in 80', async (t) => {
    const words = ['up.mjs', 'proxy.mjs', 'client.mjs'];
    const { stdout } = await runRow(t, words, ['--width', '100']);
    const lines = stdout.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^ +ms up\.mjs +│ {2}proxy\.mjs \(server-2\) +│ {2}client\.mjs$/);
    const bars = [...(lines[1] ?? '').matchAll(/┼/g)].map(({ index }) => index);
    assert.equal(bars.length, 2);
    const arrows = lines.flatMap((line) => (/[◀▶◁▷]/.test(line) ? line : []));
    const crossed = arrows.map((line) => bars.filter((bar) => line[bar] === '┼'));
    assert.ok(
      crossed.every(({ length }) => length === 1),
      arrows.join('\n'),
    );
    // Asked, sent and answered on each leg.
    for (const bar of bars) assert.equal(crossed.filter(([one]) => one === bar).length, 3);
    for (const line of lines) assert.ok(line.length <= 100, line);
    const narrow = await runRow(t, words, [...ROWS, '80']);
    assert.equal(narrow.stdout.trim(), 'client    │ got HELLO');
  });

  it('has one column for two clients, and one each where there is room', {
    skip: unlessLong,
  }, async (t) => {
    const words = ['up.mjs', 'proxy.mjs', 'client.mjs', 'client.mjs'];
    const shared = await runRow(t, words, [...ROWS, '100']);
    assert.equal(shared.code, 0);
    assert.match(shared.stdout, /│ {2}client ┊|│ {2}client {3}┊ got HELLO/);
    assert.match(shared.stdout, /│ {2}client-2 ┊ got HELLO/);
    const { stdout, code } = await runRow(t, words, [...ROWS, '130']);
    assert.equal(code, 0);
    assert.equal(stdout.split('\n')[1]?.split('┼').length, 4);
    assert.equal(stdout.split('got HELLO').length, 3);
  });

  it('may be longer: four columns in 130, one lane in 100', { skip: unlessLong }, async (t) => {
    const words = ['up.mjs', 'proxy.mjs', 'proxy.mjs', 'client.mjs'];
    const wide = await runRow(t, words, ['--width', '130']);
    assert.equal(wide.code, 0);
    const heading = wide.stdout.split('\n')[0] ?? '';
    assert.match(heading, /up\.mjs +│.*\(server-2\) +│.*\(server-3\) +│ {2}client\.mjs$/);
    const narrow = await runRow(t, words, ['--width', '100']);
    assert.equal(narrow.code, 0);
    assert.match(narrow.stdout, /^server {3}│ · start up\.mjs/);
    assert.match(narrow.stdout, /^client {3}│ got HELLO$/m);
  });

  it('goes through a proxy of the tour before the last server', { skip: unlessLong }, async (t) => {
    const words = ['up.mjs', 'proxy.mjs', 'client.mjs'];
    const { stdout, code } = await runRow(t, words, ['--json', '--split', '1']);
    assert.equal(code, 0);
    const events = readEvents(stdout);
    const between = events.find(({ actor, kind }) => actor === 'proxy' && kind === 'listening');
    assert.ok(between?.remote?.endsWith(`:${findPort(events, 'server-2')}`));
    const through = events.find(({ actor, kind }) => actor === 'proxy' && kind === 'connection');
    const pieces = events.filter(
      ({ actor, kind, connection }) =>
        actor === 'server-2' && kind === 'data' && connection === through?.through,
    );
    assert.deepEqual(
      pieces.map(({ bytes }) => bytes),
      [1, 1, 1, 1, 1],
    );
  });

  it('is the same in each of many runs', { skip: unlessLong }, async (t) => {
    const words = ['up.mjs', 'proxy.mjs', 'client.mjs'];
    const { stdout, code, notes } = await runRow(t, words, ['--json', '--times', '2']);
    assert.equal(code, 0, notes);
    assert.deepEqual(JSON.parse(stdout).runs, 2);
  });

  it('may have a client before the program that passes on', { skip: unlessLong }, async (t) => {
    const words = ['up.mjs', 'client.mjs', 'proxy.mjs', 'client.mjs'];
    const { stdout, code } = await runRow(t, words, JSON_LINES);
    assert.equal(code, 0);
    const events = readEvents(stdout);
    const [up, proxy] = [findPort(events, 'server'), findPort(events, 'server-2')];
    assert.deepEqual(listWays(events), [`client ${up}`, `client-2 ${proxy}`, `server-2 ${up}`]);
  });
});

describe('a program in the middle', { concurrency: 2 }, () => {
  it('that listens late is waited for', { skip: unlessLong }, async (t) => {
    const { stdout, code } = await runRow(t, ['up.mjs', 'late.mjs', 'client.mjs'], JSON_LINES);
    assert.equal(code, 0);
    const events = readEvents(stdout);
    const at = (actor: string, kind: string) =>
      events.findIndex((event) => event.actor === actor && event.kind === kind);
    assert.ok(at('server-2', 'listening') < at('client', 'start'));
    assert.deepEqual(countOf(events, 'connect'), { 'server-2': 1, client: 1 });
  });

  it('that never listens is told of, and no client is started', { skip: unlessLong }, async (t) => {
    const { stdout, code, notes } = await runRow(
      t,
      ['up.mjs', 'never.mjs', 'client.mjs'],
      JSON_LINES,
    );
    assert.equal(code, 1);
    assert.match(
      notes,
      /never\.mjs runs, but did not listen within 10 s, so no client was started/,
    );
    assert.deepEqual(countOf(readEvents(stdout), 'start'), { server: 1, 'server-2': 1 });
  });

  it('that crashes at its start is told of, and no client is started', async (t) => {
    const words = ['up.mjs', 'crash-at-start.mjs', 'proxy.mjs', 'client.mjs'];
    const { stdout, code, notes } = await runRow(t, words, JSON_LINES);
    assert.equal(code, 1);
    assert.match(
      notes,
      /crash-at-start\.mjs ended \(exit code 1\) before it listened, so no client/,
    );
    assert.deepEqual(countOf(readEvents(stdout), 'start'), { server: 1, 'server-2': 1 });
  });

  for (const [name, end, chinese] of [
    ['crash', 'crash.mjs failed: exit code 1.', 'crash.mjs 失败了：退出码 1。'],
    ['kill', 'SIGKILL: SIGKILL ended it at once', 'SIGKILL: 它被 SIGKILL 立刻结束了'],
  ] as const) {
    const words = ['up.mjs', `${name}.mjs`, 'client.mjs'];

    it(`that ends halfway (${name}) is told of, and what both sides saw of it`, async (t) => {
      const { code, notes } = await runRow(t, words, JSON_LINES);
      assert.equal(code, 1);
      assert.ok(notes.includes(end), notes);
      assert.match(
        notes,
        /of \w+\.mjs \(server-2\) ended with it: .*client got (an end|ECONNRESET) \(:\d+\)/,
      );
      assert.match(notes, /up\.mjs \(server\) got an end \(:\d+\)/);
    });

    it(`that ends halfway (${name}) is told of in Chinese, too`, {
      skip: unlessLong,
    }, async (t) => {
      const zh = await runRow(t, words, [...JSON_LINES, '--lang', 'zh']);
      assert.ok(zh.notes.includes(chinese), zh.notes);
      assert.match(
        zh.stderr.replaceAll(/\s+/g, ''),
        /\w+\.mjs\(server-2\)的连接随着它一起结束了：.*up\.mjs\(server\)收到end/,
      );
    });
  }

  it('that keeps its connection when the client has gone is named', async (t) => {
    const { code, notes } = await runRow(t, ['up.mjs', 'keeps.mjs', 'client.mjs'], JSON_LINES);
    assert.equal(code, 0);
    assert.match(
      notes,
      /keeps\.mjs still holds 127\.0\.0\.1:\d+ open\. Neither keeps\.mjs nor up\.mjs has ended it/,
    );
  });
});

describe('programs in a row that know nothing of the tour', () => {
  it('meet where they were written for', async (t) => {
    const [up, proxy] = [await findFreePort(), await findFreePort()];
    const more = {
      'up.mjs': `import net from 'node:net';
net.createServer((socket) => socket.pipe(socket)).listen(${up}, '127.0.0.1');\n`,
      'proxy.mjs': `import net from 'node:net';
const server = net.createServer((s) => s.pipe(net.connect(${up}, '127.0.0.1')).pipe(s));
setTimeout(() => server.listen(${proxy}, '127.0.0.1'), 300);\n`,
      'client.mjs': `import net from 'node:net';
const s = net.connect(${proxy}, '127.0.0.1', () => s.write('hello'));
s.on('data', (d) => {
  console.log('got ' + d);
  s.end();
});\n`,
    };
    const words = ['up.mjs', 'proxy.mjs', 'client.mjs'];
    const { stdout, code, notes } = await runRow(t, words, JSON_LINES, more);
    assert.equal(code, 0, notes);
    const events = readEvents(stdout);
    assert.equal(findPort(events, 'server-2'), proxy);
    assert.equal(events.find(({ kind }) => kind === 'stdout')?.text, 'got hello');
  });

  it('are clients where they ask for a connection, whatever their text says', {
    skip: unlessLong,
  }, async (t) => {
    const port = await findFreePort();
    const client = `import net from 'node:net';
net.connect(${port}, '127.0.0.1').end('x').on('close', () => console.log('done')).resume();\n`;
    const more = {
      'server.mjs': `import net from 'node:net';
net.createServer((s) => s.resume()).listen(${port}, '127.0.0.1');\n`,
      'client.mjs': client,
      // One that may serve as well, and stays for a while.
      'either.mjs': `${client}if (process.argv[2] === 'serve') net.createServer().listen(1);
setTimeout(() => {}, 1000);\n`,
    };
    const words = ['server.mjs', 'either.mjs', 'client.mjs'];
    const { stdout, code, notes } = await runRow(t, words, JSON_LINES, more);
    assert.equal(code, 0, notes);
    const events = readEvents(stdout);
    assert.deepEqual(countOf(events, 'stdout'), { 'server-2': 1, client: 1 });
    // The next one isn't kept waiting until it has ended.
    const at = (actor: string, kind: string) =>
      events.findIndex((event) => event.actor === actor && event.kind === kind);
    assert.ok(at('client', 'start') < at('server-2', 'exit'));
  });

  it('are servers where they listen, though their text doesn’t say so', {
    skip: unlessLong,
  }, async (t) => {
    const more = {
      'lib.mjs': `import fs from 'node:fs';
import net from 'node:net';
net.createServer().listen(0, '127.0.0.1', () => fs.writeFileSync('ready', ''));\n`,
      'hidden.mjs': "import './lib.mjs';\n",
      'ask.mjs': `import fs from 'node:fs';
import net from 'node:net';
const timer = setInterval(() => {
  if (!fs.existsSync('ready')) return;
  clearInterval(timer);
  net.connect(process.env.PORT, '127.0.0.1').end('x').resume();
}, 20);\n`,
    };
    // The run doesn't wait for its end.
    const words = ['up.mjs', 'hidden.mjs', 'ask.mjs', '--host', '127.0.0.1', '--port', '0'];
    const { stdout, code, notes } = await runRow(t, words, JSON_LINES, more);
    assert.equal(code, 0, notes);
    assert.doesNotMatch(notes, /Stopped after/);
    assert.equal(countOf(readEvents(stdout), 'listening').client, 1);
  });

  it('may be of any kind: one that passes on says so by {upstream}', {
    skip: process.platform === 'win32',
  }, async (t) => {
    const net = "require('net')";
    const relay = `${net}.createServer((s) => s.pipe(${net}.connect(process.argv[2], '127.0.0.1')).pipe(s)).listen(process.argv[1], process.argv[3])`;
    const ask = `const s = ${net}.connect(process.argv[1], process.argv[2], () => s.write('word')); s.on('data', (d) => { console.log('heard ' + d); s.end(); });`;
    const words = [
      'up.mjs',
      `node -e "${relay}" {port} {upstream} {host}`,
      `node -e "${ask}" {port} {host}`,
    ];
    const { stdout, code, notes } = await runRow(t, words, JSON_LINES);
    assert.equal(code, 0, notes);
    const events = readEvents(stdout);
    assert.ok(events.some(({ actor, text }) => actor === 'client' && text === 'heard WORD'));
    const [up, own] = [findPort(events, 'server'), findPort(events, 'server-2')];
    const start = events.find(({ actor, kind }) => actor === 'server-2' && kind === 'start');
    assert.ok(start?.text?.endsWith(` ${own} ${up} 127.0.0.1`), start?.text);
  });
});

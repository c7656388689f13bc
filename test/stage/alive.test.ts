// Tests what is said to keep a program alive: each of its servers, connections and sockets, as they are.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { describeAlive } from '../../src/play/alive-notes.ts';
import { findListening, findReasons, type Reason } from '../../src/stage/alive.ts';
import { runMessages } from '../../src/text/messages/run.ts';
import { openStage } from '../support/stage.ts';

/** How often it is asked. */
const TRIES = 20;

const PROGRAM = `
  import dgram from 'node:dgram';
  import { once } from 'node:events';
  import net from 'node:net';
  const open = async (server) => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return server.address().port;
  };
  const closed = net.createServer();
  await open(closed);
  await open(net.createServer());
  closed.close();
  const waiting = net.createServer((socket) => socket.setTimeout(10));
  const client = net.connect(await open(waiting), '127.0.0.1').resume();
  const [accepted] = await once(waiting, 'connection');
  await once(accepted, 'timeout');
  waiting.close();
  dgram.createSocket('udp4').send('x', client.localPort, '127.0.0.1', () => console.log('ready'));
`;

test('what keeps a program alive is told of each server, connection and socket', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alive-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'alive.mjs');
  writeFileSync(file, PROGRAM);
  const stage = openStage();
  t.after(() => stage.stop());
  const program = stage.start({ actor: 'server', file });
  await stage.until('its last line', ({ text }) => text === 'ready', 20_000);
  const listening = stage.events.flatMap(({ kind, local }) =>
    kind === 'listening' ? [local] : [],
  );
  const [, open, waiting] = listening;
  const isBusy = (found: Reason[]) => found.some(({ kind }) => kind === 'busy');
  let reasons = await findReasons(program, stage.events);
  // A program that got no time to answer is asked again.
  for (let time = 1; time < TRIES && isBusy(reasons); time += 1) {
    reasons = await findReasons(program, stage.events);
  }
  const [first, second, ...rest] = reasons;
  assert.deepEqual(first, { kind: 'listening', address: open });
  assert.deepEqual(second, { kind: 'closing', address: waiting });
  assert.deepEqual(
    rest.map((reason) => (reason.kind === 'connection' ? { ...reason, address: '' } : reason)),
    [
      // The two ends have the same number, and one of them is not read.
      {
        kind: 'connection',
        address: '',
        isOwn: true,
        isUnread: true,
        paused: null,
        held: 0,
        hasTimedOut: true,
        ended: null,
      },
      { kind: 'udp' },
    ],
  );
});

const READERS = `
  import { once } from 'node:events';
  import net from 'node:net';
  const open = async (options) => {
    const server = net.createServer(options).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { server, port: server.address().port };
  };
  const { server, port } = await open({ pauseOnConnect: true });
  const { server: other, port: second } = await open({});
  console.log(port, second);
  const [[atFirst], [paused]] = await Promise.all([once(server, 'connection'), once(other, 'connection')]);
  atFirst.on('data', () => {});
  paused.pause();
  while (paused.readableLength < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  console.log('ready');
`;

const WRITERS = `
  import net from 'node:net';
  for (const port of process.argv.slice(2)) net.connect(Number(port), '127.0.0.1').end('abc');
`;

test('of a connection that is paused it is told by what, and what it has not read', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alive-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const files = [READERS, WRITERS].map((source, index) => {
    const file = path.join(folder, `paused-${index}.mjs`);
    writeFileSync(file, source);
    return file;
  });
  const stage = openStage();
  t.after(() => stage.stop());
  const program = stage.start({ actor: 'server', file: files[0] ?? '' });
  const { text = '' } = await stage.until('ports', ({ kind }) => kind === 'stdout', 20_000);
  stage.start({ actor: 'client', file: files[1] ?? '', arguments: text.split(' ') });
  await stage.until('its last line', (event) => event.text === 'ready', 20_000);
  let found: Reason[] = [];
  for (let time = 0; time < TRIES && !found.some(({ kind }) => kind === 'connection'); time += 1) {
    found = await findReasons(program, stage.events);
  }
  const connections = found.flatMap((each) => (each.kind === 'connection' ? [each] : []));
  const tell = connections.map(({ paused, held }) => `${paused} ${held}`);
  assert.deepEqual(tell.sort(), ['call 3', 'option 0']);
  const rows = stage.events.filter(({ kind }) => kind === 'pause');
  assert.deepEqual(rows.map(({ text: option }) => option).sort(), ['pauseOnConnect', undefined]);
  for (const [language, ...wanted] of [
    ['en', /paused by pause\(\), .*; 3 bytes that have arrived are unread/, /pauseOnConnect, so/],
    ['zh', /pause\(\) 暂停了.*；已经到达的 3 字节还没有读/, /pauseOnConnect 让它一开始就暂停/],
  ] as const) {
    const [note = ''] = await describeAlive(program, stage, language, 'stillAlive');
    for (const each of wanted) assert.match(note, each);
  }
});

const BOTH = `
  import { once } from 'node:events';
  import net from 'node:net';
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.resume().on('end', () => console.log('ready'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  net.connect(server.address().port, '127.0.0.1', function () { this.end('x'); });
`;

test('of a connection with both ends in one program it is told what one of them has ended', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'alive-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'both.mjs');
  writeFileSync(file, BOTH);
  const stage = openStage();
  t.after(() => stage.stop());
  const program = stage.start({ actor: 'server', file });
  await stage.until('its last line', ({ text }) => text === 'ready', 20_000);
  const isBusy = (found: Reason[]) =>
    found.length === 0 || found.some(({ kind }) => kind === 'busy');
  let found: Reason[] = [];
  for (let time = 0; time < TRIES && isBusy(found); time += 1) {
    found = await findReasons(program, stage.events);
  }
  const [one] = found.flatMap((each) => (each.kind === 'connection' ? [each] : []));
  assert.deepEqual([one?.isOwn, one?.ended], [true, 'there']);
  const own = { isUnread: false, paused: null, held: 2, hasTimedOut: false, ended: null } as const;
  const tell = (language: 'en' | 'zh') =>
    runMessages[language].reasons.connection({ address: 'A:1', isOwn: true, ...own });
  assert.match(tell('en'), /^an open connection to A:1 \(both ends are its own; one end: 2 bytes/);
  assert.match(tell('zh'), /两端都在这个程序里；其中一端：已经到达的 2 字节/);
});

test('a UDP socket is no server that a client could connect to', () => {
  const listening = { at: 1, actor: 'server', kind: 'listening' } as const;
  const events = [
    { ...listening, local: '127.0.0.1:1' },
    { ...listening, local: '127.0.0.1:2', protocol: 'udp' } as const,
    { at: 2, actor: 'server', kind: 'close', protocol: 'udp' } as const,
  ];
  assert.deepEqual(findListening(events, 'server'), ['127.0.0.1:1']);
});

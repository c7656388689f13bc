// Tests what is said to keep a program alive: each of its servers, connections and sockets, as they are.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import {
  findListening,
  findReasons,
  type OpenConnection,
  type Reason,
} from '../../src/stage/alive.ts';
import type { Program } from '../../src/stage/program.ts';
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
        isSecuring: false,
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

/** What keeps a program alive once it has printed `ready`; a client of it is told the ports that it prints. */
async function findAll(t: TestContext, source: string, client = ''): Promise<Reason[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alive-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const stage = openStage();
  t.after(() => stage.stop());
  const program = stage.start({ actor: 'server', file: write('server.mjs', source) });
  if (client) {
    const { text = '' } = await stage.until('ports', ({ kind }) => kind === 'stdout', 20_000);
    stage.start({ actor: 'client', file: write('client.mjs', client), arguments: text.split(' ') });
  }
  await stage.until('its last line', ({ text }) => text === 'ready', 20_000);
  await stage.settled();
  let found = await findReasons(program, stage.events);
  // A program that got no time to answer is asked again.
  for (let time = 1; time < TRIES && found.some(({ kind }) => kind === 'busy'); time += 1) {
    found = await findReasons(program, stage.events);
  }
  const pauses = stage.events.filter(({ kind, text }) => kind === 'pause' && text !== undefined);
  assert.ok(pauses.every(({ text }) => text === 'pauseOnConnect'));
  return found;
}

async function findOpen(t: TestContext, source: string, client = ''): Promise<OpenConnection[]> {
  const found = await findAll(t, source, client);
  return found.flatMap((each) => (each.kind === 'connection' ? [each] : []));
}

/** What is said of a connection, in both languages. */
function tell(connection: OpenConnection): string {
  const say = (language: 'en' | 'zh') => runMessages[language].reasons.connection(connection);
  return `${say('en')} ${say('zh')}`;
}

test('of a connection that is paused it is told by what, and what it has not read', async (t) => {
  const open = await findOpen(t, READERS, WRITERS);
  const [atFirst, paused] = open.toSorted((one, two) => one.held - two.held);
  assert.ok(atFirst && paused);
  assert.match(
    tell(atFirst),
    /pauseOnConnect, so nothing is read.*pauseOnConnect 让它一开始就暂停/,
  );
  assert.match(tell(paused), /paused by pause\(\), .*; 3 bytes that have arrived are unread/);
  assert.match(tell(paused), /pause\(\) 暂停了.*；已经到达的 3 字节还没有读/);
});

test('of a connection whose pipe has come to its end it is told that nothing is read', async (t) => {
  const source = `
    import net from 'node:net';
    import { PassThrough } from 'node:stream';
    const server = net.createServer((socket) => {
      const target = new PassThrough();
      socket.pipe(target);
      socket.unpipe(target);
      console.log('ready');
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  `;
  const client = `
    import net from 'node:net';
    net.connect(Number(process.argv[2]), '127.0.0.1').resume();
  `;
  const [one] = await findOpen(t, source, client);
  assert.ok(one);
  assert.match(
    tell(one),
    /Node paused it, since .* such as a pipe.*, so nothing is read.*Node 暂停了它/,
  );
});

test('of a connection whose TLS is not set up it is told that, and not that nothing reads it', async (t) => {
  const source = `
    import net from 'node:net';
    import tls from 'node:tls';
    const server = net.createServer((socket) => socket.once('data', () => console.log('ready')));
    server.listen(0, '127.0.0.1', () => tls.connect(server.address().port, '127.0.0.1'));
  `;
  const [one] = await findOpen(t, source);
  assert.ok(one);
  assert.match(tell(one), /TLS is not set up: .*TLS 还没有建立好/);
  assert.doesNotMatch(tell(one), /nothing reads it/);
});

test('of a connection that nobody reads no end is noticed, once bytes are before it', async (t) => {
  const tellUnread = async (first: string) => {
    const source = `
      import net from 'node:net';
      // A turn of the loop later, what was written has been read on the other side.
      const ready = () => setImmediate(setImmediate, () => console.log('ready'));
      const server = net.createServer(() => socket.write('${first}', ready));
      let socket;
      server.listen(0, '127.0.0.1', () => {
        socket = net.connect(server.address().port, '127.0.0.1').resume();
      });
    `;
    const all = await findOpen(t, source);
    return all.map(tell).join(' ');
  };
  assert.match(await tellUnread('word'), /nothing reads it, so its end is never noticed/);
  assert.doesNotMatch(await tellUnread(''), /never noticed/);
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
  const [one] = await findOpen(t, BOTH);
  assert.deepEqual([one?.isOwn, one?.ended], [true, 'there']);
  const own = {
    isUnread: false,
    isSecuring: false,
    paused: null,
    held: 2,
    hasTimedOut: false,
    ended: null,
  } as const;
  const told = tell({ kind: 'connection', address: 'A:1', isOwn: true, ...own });
  assert.match(told, /^an open connection to A:1 \(both ends are its own; one end: 2 bytes/);
  assert.match(told, /两端都在这个程序里；其中一端：已经到达的 2 字节/);
});

test('of a connection over a path it is told as well what is known of its ends', {
  skip: process.platform === 'win32' && 'there it is a pipe',
}, async (t) => {
  const source = `
    import net from 'node:net';
    const server = net.createServer(async (socket) => {
      socket.pause();
      while (socket.readableLength < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      console.log('ready');
    });
    const path = import.meta.dirname + '/s';
    server.listen(path, () => net.connect(path).resume().end('abc'));
  `;
  const [one] = await findOpen(t, source);
  assert.deepEqual([one?.paused, one?.held, one?.ended], ['you', 3, 'here']);
});

test('of a connection that is read now and then it is not told that nothing reads it', async (t) => {
  const source = `
    import net from 'node:net';
    const server = net.createServer((socket) => {
      setInterval(() => socket.read() && console.log('ready'), 10);
    });
    server.listen(0, '127.0.0.1', () => {
      net.connect(server.address().port, '127.0.0.1').resume().write('x');
    });
  `;
  const [one] = await findOpen(t, source);
  assert.deepEqual([one?.isOwn, one?.isUnread], [true, false]);
});

test('what Node has begun and not ended is told in words', async () => {
  const names = ['ConnectWrap', 'SimpleWriteWrap', 'SimpleShutdownWrap', 'GetAddrInfoReqWrap'];
  const program = { actor: 'client', exit: null, resources: async () => names };
  const found = await findReasons(program as unknown as Program, []);
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ['connecting', 'writing', 'lookup'],
  );
});

test('a port for messages is told in words', async (t) => {
  const source = "new MessageChannel().port1.onmessage = () => {}; console.log('ready');";
  assert.deepEqual(await findAll(t, source), [{ kind: 'messages' }]);
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

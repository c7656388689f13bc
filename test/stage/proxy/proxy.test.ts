// Tests the proxy between two sockets of this process, which report what they read as a tap would.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { readClock } from '../../../src/stage/clock.ts';
import type { Faults } from '../../../src/stage/proxy/faults.ts';
import { openProxy } from '../../../src/stage/proxy/proxy.ts';
import { openReadings } from '../../../src/stage/proxy/readings.ts';
import type { TapRecord } from '../../../src/stage/trace/record.ts';

/** How long anything may take, in ms: far longer than it does. */
const DEADLINE_MS = 30_000;

/** One end of a connection, and what happened to it. */
interface End {
  socket: net.Socket;
  chunks: Buffer[];
  /** When each chunk arrived, in ms. */
  times: number[];
  /** Resolves to an error's code, `end` after a FIN, or `close`. */
  ended: Promise<string>;
  closed: Promise<unknown>;
  /** Resolves when this many bytes have arrived. */
  came(bytes: number): Promise<void>;
}

interface Options {
  /** Whether the ends report what they read. */
  isSeen?: boolean;
  /** Whether the server's end reads by itself. */
  isReading?: boolean;
}

/** A server, a proxy before it, and a function that connects. */
async function open(t: TestContext, faults: Faults, options: Options = {}) {
  const { isSeen = true, isReading = true } = options;
  const readings = openReadings();
  const records: TapRecord[] = [];
  const accepted: End[] = [];
  let onAccept = () => {};
  const report = (actor: string, record: Omit<TapRecord, 't'>) => {
    if (isSeen) readings.take(actor, { t: readClock(), ...record });
  };

  function watch(socket: net.Socket, actor: string, connection: number, reads = true): End {
    const chunks: Buffer[] = [];
    const times: number[] = [];
    let look = () => {};
    if (reads) {
      socket.on('data', (chunk) => {
        report(actor, { kind: 'data', connection, bytes: chunk.length });
        chunks.push(chunk);
        times.push(performance.now());
        look();
      });
    }
    socket.on('close', () => report(actor, { kind: 'close', connection }));
    const ended = new Promise<string>((resolve) => {
      socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      socket.on('end', () => resolve('end'));
      socket.on('close', () => resolve('close'));
    });
    const came = (bytes: number) =>
      new Promise<void>((resolve) => {
        look = () => Buffer.concat(chunks).length >= bytes && resolve();
        look();
      });
    return { socket, chunks, times, ended, closed: once(socket, 'close').catch(() => {}), came };
  }

  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const connection = socket.remotePort ?? 0;
    report('server', { kind: 'connection', connection });
    accepted.push(watch(socket, 'server', connection, isReading));
    onAccept();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as net.AddressInfo;
  const proxy = await openProxy({
    target: `127.0.0.1:${port}`,
    faults,
    readings,
    record: (record) => void records.push(record),
  });
  t.after(() => {
    proxy.destroy();
    server.close();
    for (const { socket } of accepted) socket.destroy();
  });

  return {
    proxy,
    port,
    records,
    server,
    /** A client's end and the server's end of a new connection through the proxy. */
    async connect(): Promise<[client: End, server: End]> {
      const count = accepted.length;
      const hasAccepted = new Promise<void>((resolve) => {
        onAccept = resolve;
      });
      const socket = net.connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
      await once(socket, 'connect');
      t.after(() => socket.destroy());
      const connection = socket.localPort ?? 0;
      report('client', { kind: 'connect', connection });
      const client = watch(socket, 'client', connection);
      if (accepted.length === count) await hasAccepted;
      return [client, accepted[count] as End];
    },
  };
}

/** Waits until a count stays the same for this many turns of the event loop, in which all ends live. */
async function settle(count: () => number, turns = 2000): Promise<void> {
  for (let last = count(), same = 0; same < turns; same += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (count() !== last) same = 0;
    last = count();
  }
}

async function until(isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + DEADLINE_MS / 2;
  while (!isDone()) {
    assert.ok(performance.now() < deadline, 'it did not happen in time');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function sizes({ chunks }: End): number[] {
  return chunks.map(({ length }) => length);
}

function text({ chunks }: End): string {
  return Buffer.concat(chunks).toString();
}

/** The proxy's events, in short: `write server 18/18`, `reset`. */
function tell(records: readonly TapRecord[]): string[] {
  return records
    .filter(({ kind }) => kind !== 'listening' && kind !== 'connection')
    .map(({ kind, to, bytes, pieces, chunks }) =>
      [kind, to, bytes, pieces === undefined ? undefined : `/${pieces}`, chunks && `of ${chunks}`]
        .filter((part) => part !== undefined)
        .join(' '),
    );
}

describe('a proxy without faults', { timeout: DEADLINE_MS }, () => {
  it('passes on bytes and ends, in one direction and then the other', async (t) => {
    const { connect, records } = await open(t, {});
    const [client, server] = await connect();
    client.socket.end('question');
    assert.equal(await server.ended, 'end');
    assert.equal(text(server), 'question');
    server.socket.write('an');
    await client.came(2);
    server.socket.end('swer');
    assert.equal(await client.ended, 'end');
    assert.equal(text(client), 'answer');
    await Promise.all([client.closed, server.closed]);
    assert.deepEqual(tell(records).slice(0, 2), ['write server 8 /1', 'end server']);
  });

  it('reports the two ports of a connection before any program can see them', async (t) => {
    const { connect, records, proxy, port } = await open(t, {});
    const [client, server] = await connect();
    const [listening, connection] = records;
    assert.equal(listening?.local, `127.0.0.1:${proxy.port}`);
    assert.equal(listening?.remote, `127.0.0.1:${port}`);
    assert.equal(connection?.kind, 'connection');
    assert.equal(connection?.connection, client.socket.localPort);
    assert.equal(connection?.through, server.socket.remotePort);
  });

  it('passes on resets, from either side', async (t) => {
    const { connect } = await open(t, {});
    const [client, server] = await connect();
    client.socket.resetAndDestroy();
    assert.equal(await server.ended, 'ECONNRESET');
    const [other, its] = await connect();
    its.socket.resetAndDestroy();
    assert.equal(await other.ended, 'ECONNRESET');
  });

  it('resets the client where no server listens any more', async (t) => {
    const { proxy, server, records } = await open(t, {});
    server.close();
    await once(server, 'close');
    const socket = net.connect(proxy.port, '127.0.0.1');
    const [error] = await once(socket, 'error');
    assert.equal(error.code, 'ECONNRESET');
    const told = records.find(({ kind }) => kind === 'error');
    assert.equal(told?.code, 'ECONNREFUSED');
  });

  it('carries 16 MiB each way', async (t) => {
    const { connect } = await open(t, {});
    const [client, server] = await connect();
    const bytes = Buffer.alloc(2 ** 24);
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(at, at);
    client.socket.end(bytes);
    server.socket.end(bytes);
    await Promise.all([client.closed, server.closed]);
    assert.ok(Buffer.concat(server.chunks).equals(bytes));
    assert.ok(Buffer.concat(client.chunks).equals(bytes));
  });

  it('makes a sender wait for a reader that does not read', async (t) => {
    const { connect } = await open(t, {}, { isReading: false });
    const [client, server] = await connect();
    const bytes = 2 ** 25;
    const piece = Buffer.alloc(2 ** 16);
    for (let sent = 0; sent < bytes; sent += piece.length) client.socket.write(piece);
    client.socket.end();
    await settle(() => client.socket.writableLength);
    const left = client.socket.writableLength;
    assert.ok(left > bytes / 2 && left < bytes, `${left} bytes are still the client's`);
    let read = 0;
    server.socket.on('data', (chunk) => {
      read += chunk.length;
    });
    await server.ended;
    assert.equal(read, bytes);
  });
});

describe('a proxy that splits', { timeout: DEADLINE_MS }, () => {
  it('makes every byte arrive alone, in both directions, in 20 of 20 runs', async (t) => {
    const { connect, records } = await open(t, { split: 1 });
    const said = 'I am 你好 👋🏽!';
    const ones = Array(Buffer.byteLength(said)).fill(1);
    for (let run = 0; run < 20; run += 1) {
      const [client, server] = await connect();
      client.socket.write(said);
      await server.came(ones.length);
      assert.deepEqual(sizes(server), ones);
      assert.equal(text(server), said);
      server.socket.end(said);
      await client.ended;
      assert.deepEqual(sizes(client), ones);
      client.socket.end();
      await client.closed;
    }
    const told = tell(records).filter((line) => line.startsWith('write server'));
    assert.deepEqual(told, Array(20).fill(`write server ${ones.length} /${ones.length}`));
  });

  it('splits 3000 bytes, also where the last piece is shorter', async (t) => {
    const { connect } = await open(t, { split: 1 });
    const [client, server] = await connect();
    client.socket.end('x'.repeat(3000));
    await server.ended;
    assert.deepEqual(sizes(server), Array(3000).fill(1));
    const other = await open(t, { split: 700 });
    const [its, theirs] = await other.connect();
    its.socket.end('x'.repeat(3000));
    await theirs.ended;
    assert.deepEqual(sizes(theirs), [700, 700, 700, 700, 200]);
  });

  it('waits for a reader that pauses, however long', async (t) => {
    const { connect } = await open(t, { split: 1 });
    const [client, server] = await connect();
    client.socket.write('a');
    await server.came(1);
    server.socket.pause();
    client.socket.write('bcd');
    await settle(() => server.chunks.length);
    server.socket.resume();
    await server.came(4);
    assert.deepEqual(sizes(server), [1, 1, 1, 1]);
  });

  it('goes on after a pause where no reads are reported', async (t) => {
    const { connect } = await open(t, { split: 1 }, { isSeen: false });
    const [client, server] = await connect();
    client.socket.end('abc');
    await server.ended;
    assert.equal(text(server), 'abc');
  });
});

describe('a proxy that coalesces', { timeout: DEADLINE_MS }, () => {
  it('makes one chunk of what comes in a burst', async (t) => {
    const { connect, records } = await open(t, { coalesce: true });
    const [client, server] = await connect();
    client.socket.setNoDelay(true);
    for (const word of ['one ', 'two ', 'three']) {
      client.socket.write(word);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.socket.end();
    await server.ended;
    assert.deepEqual(server.chunks.map(String), ['one two three']);
    assert.match(tell(records)[0] ?? '', /^write server 13 \/1/);
  });

  it('passes on a burst when the sender pauses', async (t) => {
    const { connect } = await open(t, { coalesce: true });
    const [client, server] = await connect();
    client.socket.write('first');
    await server.came(5);
    client.socket.write('second');
    await server.came(11);
    assert.deepEqual(server.chunks.map(String), ['first', 'second']);
  });

  it('passes on a flood before its end', async (t) => {
    const { connect } = await open(t, { coalesce: true });
    const [client, server] = await connect();
    client.socket.write(Buffer.alloc(2 ** 22));
    await server.came(2 ** 22);
  });
});

describe('a proxy that delays', { timeout: DEADLINE_MS }, () => {
  it('keeps the order, and delays everything by the same time', async (t) => {
    const { connect } = await open(t, { delay: 200 });
    const [client, server] = await connect();
    const begun = performance.now();
    client.socket.write('one');
    await new Promise((resolve) => setImmediate(resolve));
    client.socket.write('two');
    client.socket.end('three');
    assert.equal(await server.ended, 'end');
    assert.equal(text(server), 'onetwothree');
    for (const time of server.times) assert.ok(time - begun >= 199, `${time - begun} ms`);
  });

  it('delays a reset', async (t) => {
    const { connect } = await open(t, { delay: 200 });
    const [client, server] = await connect();
    const begun = performance.now();
    client.socket.resetAndDestroy();
    assert.equal(await server.ended, 'ECONNRESET');
    assert.ok(performance.now() - begun >= 199);
  });
});

describe('a proxy that resets', { timeout: DEADLINE_MS }, () => {
  it('passes on exactly that many bytes, then both sides get ECONNRESET', async (t) => {
    const { connect, records } = await open(t, { resetAfter: 5 });
    for (let run = 0; run < 20; run += 1) {
      const [client, server] = await connect();
      client.socket.write('hello world');
      server.socket.on('data', (chunk) => server.socket.write(chunk));
      assert.equal(await server.ended, 'ECONNRESET');
      assert.equal(await client.ended, 'ECONNRESET');
      assert.equal(text(server), 'hello');
      assert.equal(text(client), '');
    }
    assert.ok(tell(records).includes('reset 5'));
  });

  it('waits until the last byte that it passes on is read', async (t) => {
    const { connect, records } = await open(t, { resetAfter: 5 });
    const [client, server] = await connect();
    server.socket.pause();
    client.socket.write('hello world');
    await settle(() => records.length);
    assert.ok(!tell(records).includes('reset 5'));
    server.socket.resume();
    assert.equal(await server.ended, 'ECONNRESET');
    assert.equal(text(server), 'hello');
  });

  it('counts over several writes, and passes on earlier answers', async (t) => {
    const { connect } = await open(t, { resetAfter: 5, split: 1 });
    const [client, server] = await connect();
    server.socket.on('data', (chunk) => server.socket.write(chunk));
    client.socket.write('abc');
    await client.came(3);
    client.socket.write('def');
    assert.equal(await server.ended, 'ECONNRESET');
    assert.equal(await client.ended, 'ECONNRESET');
    assert.equal(text(server), 'abcde');
    assert.deepEqual(sizes(server), [1, 1, 1, 1, 1]);
    assert.equal(text(client), 'abc');
  });
});

describe('a proxy that drops', { timeout: DEADLINE_MS }, () => {
  it('swallows what comes after that, ends included', async (t) => {
    const { connect, records } = await open(t, { drop: 3 });
    const [client, server] = await connect();
    client.socket.write('abcdef');
    await server.came(3);
    server.socket.end('answer');
    client.socket.end('more');
    const swallowed = () => tell(records).filter((line) => line.endsWith('/0'));
    while (swallowed().length < 3) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(text(server), 'abc');
    assert.equal(text(client), '');
    assert.equal(server.socket.readableEnded, false);
    assert.equal(client.socket.readableEnded, false);
  });
});

describe('a proxy that freezes', { timeout: DEADLINE_MS }, () => {
  it('passes on exactly that many bytes, and then nothing, while both sides stay open', async (t) => {
    const { connect, records, proxy } = await open(t, { freezeAfter: 5 });
    const [client, server] = await connect();
    client.socket.write('abc');
    await server.came(3);
    server.socket.write('answer');
    await client.came(6);
    client.socket.write('defgh');
    await server.came(5);
    await until(() => tell(records).includes('pause 5'));
    server.socket.end('late');
    client.socket.end('more');
    await settle(() => records.length + client.chunks.length + server.chunks.length);
    assert.deepEqual([text(server), text(client)], ['abcde', 'answer']);
    assert.equal(tell(records).at(-1), 'pause 5');
    for (const { socket } of [client, server]) {
      assert.deepEqual([socket.readableEnded, socket.destroyed], [false, false]);
    }
    assert.equal(proxy.isHolding, false);
  });

  it('keeps a reset to itself', async (t) => {
    const { connect, records } = await open(t, { freezeAfter: 1 });
    const [client, server] = await connect();
    client.socket.write('a');
    await until(() => tell(records).includes('pause 1'));
    client.socket.resetAndDestroy();
    await client.closed;
    await settle(() => records.length);
    assert.equal(server.socket.destroyed, false);
    assert.ok(!tell(records).some((line) => line.startsWith('reset')), tell(records).join());
  });

  it('freezes one connection, and lets the next one in', async (t) => {
    const { connect, records } = await open(t, { freezeAfter: 1 });
    const [client] = await connect();
    client.socket.write('a');
    await until(() => tell(records).includes('pause 1'));
    const [, server] = await connect();
    server.socket.write('hello');
    assert.equal(server.socket.destroyed, false);
  });
});

describe('a proxy that drops connections', { timeout: DEADLINE_MS }, () => {
  it('freezes all of them once their clients have sent so much together', async (t) => {
    const { connect, records, proxy, server: listening } = await open(t, { dropAfter: 5 });
    const [[one, first], [other, second]] = [await connect(), await connect()];
    one.socket.write('abc');
    await first.came(3);
    other.socket.write('defg');
    await second.came(2);
    await until(() => tell(records).filter((line) => line.startsWith('pause')).length === 2);
    assert.deepEqual([text(first), text(second)], ['abc', 'de']);
    first.socket.end('late');
    one.socket.write('more');
    const late = net.connect({ port: proxy.port, host: '127.0.0.1' }).on('error', () => {});
    t.after(() => late.destroy());
    await once(late, 'connect');
    late.write('hello');
    const isTold = ({ kind, connection }: TapRecord) =>
      kind === 'connection' && connection === late.localPort;
    await until(() => records.some(isTold));
    assert.equal(records.find(isTold)?.through, undefined);
    await settle(() => records.length + one.chunks.length + first.chunks.length);
    assert.deepEqual([text(first), text(one)], ['abc', '']);
    assert.deepEqual([late.destroyed, late.readableEnded, late.bytesRead], [false, false, 0]);
    const count = await new Promise((resolve) =>
      listening.getConnections((_, connections) => resolve(connections)),
    );
    assert.equal(count, 2);
  });
});

describe('the port of a proxy', { timeout: DEADLINE_MS }, () => {
  it('is the one after the server where that is free, else another', async (t) => {
    const first = await open(t, {});
    const second = await openProxy({
      target: `127.0.0.1:${first.proxy.port - 1}`,
      faults: {},
      readings: openReadings(),
      record: () => {},
    });
    t.after(() => second.destroy());
    assert.notEqual(second.port, first.proxy.port);
    assert.deepEqual(second.environment, { PORT: String(second.port), HOST: '127.0.0.1' });
  });

  it('is open to ::1 where the server is', async (t) => {
    const server = net.createServer((socket) => socket.end('hi'));
    try {
      await once(server.listen(0, '::1'), 'listening');
    } catch {
      t.skip('no IPv6 here');
      return;
    }
    const { port } = server.address() as net.AddressInfo;
    const proxy = await openProxy({
      target: `[::1]:${port}`,
      faults: {},
      readings: openReadings(),
      record: () => {},
    });
    t.after(() => {
      proxy.destroy();
      server.close();
    });
    for (const host of ['::1', '127.0.0.1']) {
      const [chunk] = await once(net.connect(proxy.port, host), 'data');
      assert.equal(String(chunk), 'hi');
    }
  });
});

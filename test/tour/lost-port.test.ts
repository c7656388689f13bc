// Tests a port that another program takes at the last moment: the run's own server is started again, on a free one.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openRunAddress, type RunAddress } from '../../src/play/run-address.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { Programs } from '../../src/tour/programs.ts';
import { openOtherServer } from '../support/other-server.ts';
import { makeFolder } from '../support/tour.ts';

const SERVER = `import net from 'node:net';
net.createServer((socket) => socket.end('hello')).listen(process.env.PORT, '127.0.0.1');\n`;
const CLIENT = `import net from 'node:net';
net.connect(process.env.PORT, '127.0.0.1').on('data', (data) => console.log(String(data)));\n`;

const UDP = `import dgram from 'node:dgram';
dgram.createSocket('udp4').bind(process.env.PORT, '127.0.0.1');\n`;
const ASKING = `import net from 'node:net';
net.connect(process.env.PORT, '127.0.0.1').on('error', (error) => console.log(error.code));\n`;

/** An address that finds its port free once, although another program has it. */
async function openUnlucky(port: number): Promise<RunAddress> {
  const place = await openRunAddress({ environment: {}, preferred: port });
  let isFirst = true;
  return {
    get port() {
      return place.port;
    },
    get environment() {
      return place.environment;
    },
    isFixed: false,
    notes: [],
    async prepare(onMove, isUdpOurs) {
      if (!isFirst) return place.prepare(onMove, isUdpOurs);
      isFirst = false;
      return false;
    },
    close: place.close,
  };
}

async function open(t: TestContext) {
  const directory = makeFolder(t);
  writeFileSync(path.join(directory, 'server.mjs'), SERVER);
  writeFileSync(path.join(directory, 'client.mjs'), CLIENT);
  writeFileSync(path.join(directory, 'udp.mjs'), UDP);
  writeFileSync(path.join(directory, 'asking.mjs'), ASKING);
  const other = await openOtherServer(t);
  const events: TraceEvent[] = [];
  const notes: string[] = [];
  const place = await openUnlucky(other.port);
  t.after(() => place.close());
  const performance = new Programs({
    rows: { show: (event) => void events.push(event), pass: () => {}, begin: () => {} },
    page: { isRushing: false, isFlooded: false },
    hasSpares: false,
    directory,
    locate: ({ file }) => path.join(directory, file),
    clientFile: null,
    keepToText: (list) => list,
    runAddress: place,
    text: { language: 'en', tell: (...told) => void notes.push(...told) },
    explain: async () => ['why it failed'],
    draw: () => {},
    onChange: () => {},
  });
  t.after(() => performance.stop());
  return { performance, place, other, events, notes };
}

describe('a server that loses its port at the last moment', () => {
  it('is started again with its client, and only the new port is explained', async (t) => {
    const { performance, place, other, events, notes } = await open(t);
    const list = [
      { actor: 'server', file: 'server.mjs' },
      { actor: 'client', file: 'client.mjs' },
    ];
    await performance.play(list, {});
    await performance.calm();
    const moved = `Port ${other.port} is in use outside this run, so the programs get ${place.port} instead.`;
    assert.deepEqual(notes, [moved]);
    assert.ok(events.some(({ kind, text }) => kind === 'stdout' && text === 'hello'));
    assert.deepEqual(performance.failed, []);
    assert.equal(performance.hasFailedStart, false);
    assert.equal(other.connections, 0);
  });

  it('is started again alone', async (t) => {
    const { performance, place, notes } = await open(t);
    await performance.play([{ actor: 'server', file: 'server.mjs' }], {});
    const hasListened = ({ kind, local }: TraceEvent) =>
      kind === 'listening' && local === `127.0.0.1:${place.port}`;
    await performance.stage.until('the server to listen', hasListened, 20_000);
    assert.equal(notes.length, 1);
    assert.deepEqual(performance.failed, []);
  });
});

describe('a port that the run has only for UDP', () => {
  it('is not used for TCP where another program has it there, and that is told', async (t) => {
    const { performance, place, other, events, notes } = await open(t);
    const isBound = ({ kind, protocol }: TraceEvent) => kind === 'listening' && protocol === 'udp';
    await performance.play([{ actor: 'server', file: 'udp.mjs' }], {});
    await performance.stage.until('the UDP server to be bound', isBound, 20_000);
    assert.deepEqual(notes, []);
    await performance.play([{ actor: 'client', file: 'asking.mjs' }], {});
    await performance.calm();
    const moved = `Port ${other.port} is in use outside this run, so the programs get ${place.port} instead.`;
    assert.deepEqual(notes, [moved]);
    assert.ok(events.some(({ kind, text }) => kind === 'stdout' && text === 'ECONNREFUSED'));
    assert.equal(other.connections, 0);
  });
});

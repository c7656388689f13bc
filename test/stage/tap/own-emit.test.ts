// Tests that events are seen when they are emitted, and once, where a program has an `emit` of its own.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { perform } from '../programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'own-emit-test-'));
after(() => rmSync(folder, { recursive: true }));

/** The kinds of rows, and what the program printed of the same events, in order. */
async function play(code: string, kinds: RegExp): Promise<string[]> {
  const file = path.join(folder, 'program.mjs');
  writeFileSync(file, `import dgram from 'node:dgram';\nimport net from 'node:net';\n${code}`);
  const { events, stdout } = await perform(file, { file, cwd: folder, environment: { PORT: '0' } });
  assert.ok(stdout.length > 0);
  return events
    .filter(({ kind }) => kind === 'stdout' || kinds.test(kind))
    .map(({ kind, text }) => (kind === 'stdout' ? `“${text}”` : kind));
}

const LINES = `
const told = /^(listening|connection|connect|data|end|close|message)$/;
const say = (name) => told.test(name) && console.log(name);
`;

describe('a program with an emit of its own', () => {
  it('has rows of its server before the lines that the override prints', async () => {
    const rows = await play(
      `${LINES}
class MyServer extends net.Server {
  emit(name, ...args) { say(name); return super.emit(name, ...args); }
}
class MyServer2 extends MyServer {
  emit(name, ...args) { return super.emit(name, ...args); }
}
for (const Kind of [MyServer, MyServer2]) {
  const server = new Kind((socket) => { socket.destroy(); server.close(); });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  net.connect(server.address().port, '127.0.0.1').resume().on('error', () => {});
  await new Promise((resolve) => server.on('close', resolve));
}`,
      /^(listening|connection)$/,
    );
    const once = ['listening', '“listening”', 'connection', '“connection”', '“close”'];
    assert.deepEqual(rows, [...once, ...once]);
  });

  it('has rows of its sockets before them', async () => {
    const rows = await play(
      `${LINES}
class MySocket extends net.Socket {
  emit(name, ...args) { say(name); return super.emit(name, ...args); }
}
const server = net.createServer((socket) => { socket.end('hello'); server.close(); });
server.listen(0, '127.0.0.1', () => {
  new MySocket().resume().connect(server.address().port, '127.0.0.1');
});`,
      /^(connect|data)$/,
    );
    assert.deepEqual(rows, ['connect', '“connect”', 'data', '“data”', '“end”', '“close”']);
  });

  it('is seen where the method belongs to the object itself, also one that got it late', async () => {
    const rows = await play(
      `${LINES}
const patch = (emitter) => {
  const { emit } = emitter;
  emitter.emit = function (name, ...args) { say(name); return emit.call(this, name, ...args); };
};
const server = net.createServer((socket) => {
  patch(socket);
  socket.resume();
  server.close();
});
server.listen(0, '127.0.0.1', () => net.connect(server.address().port, '127.0.0.1').end('hello'));
patch(server);
patch(server);`,
      /^(listening|connection|data)$/,
    );
    // Patched twice, it prints each line twice.
    assert.deepEqual(rows.slice(0, 8), [
      'listening',
      '“listening”',
      '“listening”',
      'connection',
      '“connection”',
      '“connection”',
      'data',
      '“data”',
    ]);
  });

  it('has rows of its datagram sockets before them', async () => {
    const rows = await play(
      `${LINES}
class MyUdp extends dgram.Socket {
  emit(name, ...args) { say(name); return super.emit(name, ...args); }
}
const socket = new MyUdp('udp4');
socket.on('message', () => socket.close());
socket.bind(0, '127.0.0.1', () => socket.send('hello', socket.address().port, '127.0.0.1'));`,
      /^(listening|data)$/,
    );
    assert.deepEqual(rows, ['listening', '“listening”', 'data', '“message”', '“close”']);
  });
});

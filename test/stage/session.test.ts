// Tests how a session ends after a flood, of which the stage has kept the latest events.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findFreePort } from '../../src/stage/free-port.ts';
import { playSession } from '../../src/stage/session.ts';
import { openStage, type Stage } from '../../src/stage/stage.ts';
import { unlessLong } from '../support/length.ts';

/** More than a stage keeps of a flood. */
const LINES = 30_000;
/** How often the events may be searched for the end: once for each event that may bring it about. */
const LOOKS = 100;

const SERVER = `import net from 'node:net';
const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  for (let i = 0; i < ${LINES}; i += 1) console.log('line', i);
  socket.write('go');
  // The client is gone long before its connection is closed.
  socket.resume().on('end', () => setTimeout(() => socket.end(), 500));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
`;
const CLIENT = `import net from 'node:net';
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
socket.once('data', () => process.exit(0));
`;

test('not every event starts a search through all events for the end', {
  skip: unlessLong,
}, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'parting-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const environment = { PORT: String(await findFreePort()) };
  const lay = (actor: string, text: string) => {
    const file = path.join(folder, `${actor}.mjs`);
    writeFileSync(file, text);
    return { actor, file, environment };
  };
  const stage = openStage();
  t.after(() => stage.stop());
  let looks = 0;
  const watched: Stage = Object.create(stage, {
    events: {
      get() {
        looks += 1;
        return stage.events;
      },
    },
  });
  const end = await playSession(watched, {
    server: lay('server', SERVER),
    clients: [lay('client', CLIENT)],
  });
  assert.equal(end.kind, 'ended');
  assert.ok(stage.dropped > 0 && stage.count > LINES, `${stage.count} events`);
  assert.equal(stage.after(stage.count).length, 0);
  assert.ok(looks < LOOKS, `looked through ${looks} times`);
});

test('a server that crashes at its last close has ended when the session has', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crashing-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const environment = { PORT: String(await findFreePort()) };
  const lay = (actor: string, text: string) => {
    const file = path.join(folder, `${actor}.mjs`);
    writeFileSync(file, text);
    return { actor, file, environment };
  };
  // Its end takes longer than an answer may.
  const server = lay(
    'server',
    `import net from 'node:net';
    process.on('exit', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700));
    net.createServer((socket) => {
      socket.end('bye').resume().on('close', () => { throw new Error('mine'); });
    }).listen(process.env.PORT, '127.0.0.1');`,
  );
  const client = lay(
    'client',
    "import net from 'node:net'; net.connect(process.env.PORT, '127.0.0.1').resume();",
  );
  const stage = openStage();
  t.after(() => stage.stop());
  const end = await playSession(stage, { server, clients: [client] });
  assert.equal(end.kind, 'ended');
  assert.deepEqual(stage.program('server')?.exit, { code: 1, signal: null });
});

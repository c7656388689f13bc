// Tests what is said to keep a program alive: each of its servers, connections and sockets, as they are.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { findListening, findReasons, type Reason } from '../../src/stage/alive.ts';
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
      { kind: 'connection', address: '', isUnread: true, hasTimedOut: true, ended: null },
      { kind: 'udp' },
    ],
  );
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

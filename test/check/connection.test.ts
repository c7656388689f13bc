import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';
import { connectTo } from '../../src/check/connection.ts';
import type { PeerLog } from '../../src/check/peer-log.ts';

const SLAMMING = `
  const server = require('node:net').createServer((socket) => {
    socket.write('busy\\n');
    socket.resetAndDestroy();
    console.log('reset');
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;
/** How long this process is busy while the other accepts and resets, in ms. */
const BUSY_MS = 500;

it('a connection that was reset before this process heard of it was there, and has a port', async (t) => {
  const other = spawn(process.execPath, ['-e', SLAMMING], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(() => other.kill());
  const [port] = await once(other.stdout, 'data');
  const rows: Parameters<PeerLog>[0][] = [];
  const connecting = connectTo(`127.0.0.1:${Number(port)}`, (row) => rows.push(row));
  // Node connects in the next tick; what comes of it is read when this turn of the loop is over.
  await new Promise(process.nextTick);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_MS);
  const { socket, connection } = await connecting;
  await once(socket, 'close');
  assert.ok(connection > 0);
  assert.deepEqual(
    rows.map(({ kind, connection: own, code }) => [kind, own === connection, code]),
    [
      ['connecting', false, undefined],
      ['error', true, 'ECONNRESET'],
      ['close', true, undefined],
    ],
  );
});

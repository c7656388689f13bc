// Two things that a heart may do wrong: close peers that answered while it was busy, and end those that are frozen.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const BEAT = 50;
const IDLE = 600;

/** A peer in a process of its own, which answers whatever comes; with `isFrozen` it stops itself. */
async function openPeer(isFrozen: boolean) {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const code = `
    const socket = require('node:net').connect(${port}, '127.0.0.1');
    socket.on('data', () => socket.write('pong'));
    socket.on('error', () => {});
    if (${isFrozen}) socket.on('connect', () => process.kill(process.pid, 'SIGSTOP'));
  `;
  const child = spawn(process.execPath, ['-e', code], {
    stdio: 'ignore',
  });
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  server.close();
  socket.on('error', () => {});
  return { socket, child };
}

/** What becomes of a peer that has answered, where the server was busy meanwhile: it is closed, or heard. */
async function beBusy(
  isCareful: boolean,
): Promise<'closed' | 'heard'> {
  const { socket, child } = await openPeer(false);
  let lastHeard = performance.now();
  socket.on('data', () => {
    lastHeard = performance.now();
  });
  const isSilent = () =>
    performance.now() - lastHeard >= IDLE;
  const look = () => {
    if (isSilent()) socket.destroy();
  };
  const beat = setInterval(() => {
    if (!isSilent()) socket.write('ping\n');
    else if (isCareful) setImmediate(look);
    else look();
  }, BEAT);
  await once(socket, 'data');
  // Now this process is busy, just after it has asked.
  socket.write('ping\n');
  const end = performance.now() + 2 * IDLE;
  while (performance.now() < end);
  const outcome = await Promise.race([
    once(socket, 'close').then(() => 'closed' as const),
    once(socket, 'data').then(() => 'heard' as const),
  ]);
  clearInterval(beat);
  child.kill('SIGKILL');
  return outcome;
}

assert.equal(await beBusy(false), 'closed');
assert.equal(await beBusy(true), 'heard');

if (process.platform !== 'win32') {
  const frozen = await openPeer(true);
  let hasClosed = false;
  frozen.socket.on('close', () => {
    hasClosed = true;
  });
  frozen.socket.resume();
  frozen.socket.end();
  await once(frozen.socket, 'finish');
  await wait(1000);
  assert.equal(
    hasClosed,
    false,
    'it waits for the FIN of a peer that is frozen',
  );
  frozen.socket.destroy();
  await once(frozen.socket, 'close');
  frozen.child.kill('SIGKILL');
}
process.exit();

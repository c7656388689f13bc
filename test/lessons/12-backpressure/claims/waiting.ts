// What waits where, while a client sleeps: in the kernels, in the process of a server that ignores `write`, in a pipe.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { FILE } from '../../../../lessons/12-backpressure/file.ts';

const KIB = 2 ** 10;
const MIB = 2 ** 20;
const DEADLINE_MS = 20_000;

async function waitUntil(
  what: string,
  isTrue: () => boolean,
): Promise<void> {
  const end = Date.now() + DEADLINE_MS;
  while (!isTrue()) {
    if (Date.now() > end)
      throw new Error(`never so: ${what}`);
    await sleep(5);
  }
}

/** A client that sleeps, and the server's socket for it. */
async function openSleeper(): Promise<{
  socket: net.Socket;
  client: net.Socket;
}> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = net
    .connect(
      (server.address() as AddressInfo).port,
      '127.0.0.1',
    )
    .pause();
  client.on('error', () => {});
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  server.close();
  return { socket, client };
}

// Ignoring what write says.
const ignoring = await openSleeper();
ignoring.socket.on('error', () => {});
const whole = fs.createReadStream(FILE);
whole.on('data', (chunk) => ignoring.socket.write(chunk));
await once(whole, 'end');
const waiting = ignoring.socket.writableLength;
ignoring.client.destroy();
ignoring.socket.destroy();
if (process.platform === 'linux') {
  console.log(
    `what the kernels took: ${Math.round((64 * MIB - waiting) / MIB)} MiB`,
  );
  const hundred = (100 * waiting) / 2 ** 30;
  assert.ok(
    hundred < 6 && hundred > 5.5,
    `almost 6 GiB: ${hundred}`,
  );
  const thousand = (1000 * waiting) / 2 ** 30;
  assert.ok(
    thousand < 60 && thousand > 57,
    `nearly 60 GiB: ${thousand}`,
  );
}

// A pipe.
const piping = await openSleeper();
const file = fs.createReadStream(FILE);
const events: string[] = [];
file.on('close', () => events.push('file closed'));
piping.socket.on('error', () => events.push('reader gone'));
file.pipe(piping.socket);
await waitUntil(
  'the file is paused',
  () => file.isPaused() && file.readableLength > 0,
);
const held =
  piping.socket.writableLength + file.readableLength;
console.log(`a sleeping client: ${held / KIB} KiB`);
console.log(
  `a thousand of them: ${(1000 * held) / MIB} MiB`,
);

// The client goes; the pipe closes nothing.
const gone = new Promise((resolve) =>
  piping.socket.on('close', resolve),
);
piping.client.resetAndDestroy();
await gone;
await new Promise(setImmediate);
assert.deepEqual(events, ['reader gone']);
assert.ok(file.isPaused() && !file.destroyed);
file.destroy();

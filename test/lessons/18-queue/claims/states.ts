// Which end the kernel keeps, in which state, and for how long; how late a client of a full queue is.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const TIME_WAIT = '06';

/** The state of the end with this port here and that port there, as /proc/net/tcp has it; null where there is none. */
function readState(local: number, remote: number) {
  const spell = (port: number) =>
    `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const row = rows.find(
    ([, here, there]) =>
      here === spell(local) && there === spell(remote),
  );
  return row?.[3] ?? null;
}

/** What the kernel keeps at each end of a connection that these two have parted. */
async function part(
  atServer: (socket: net.Socket) => void,
  atClient: (socket: net.Socket) => void,
) {
  const server = net
    .createServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      atServer(socket);
    })
    .listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = net.connect(port, '127.0.0.1');
  client.on('error', () => {});
  client.resume();
  await once(client, 'connect');
  const own = client.localPort ?? 0;
  const closed = new Promise((resolve) =>
    client.on('close', resolve),
  );
  atClient(client);
  await closed;
  server.close();
  await once(server, 'close');
  // The last packet is on its way.
  await wait(50);
  return {
    server: readState(port, own),
    client: readState(own, port),
  };
}

/** How long clients of a full queue wait, in ms, where the server is busy for so long. */
async function measureLate(
  busyMs: number,
): Promise<number[]> {
  const code = `
    let isFirst = true;
    const server = require('node:net').createServer((socket) => {
      socket.on('error', () => {});
      socket.end('busy');
      if (!isFirst) return;
      isFirst = false;
      const end = performance.now() + ${busyMs};
      while (performance.now() < end);
    });
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () =>
      process.send(server.address().port));
  `;
  const child = spawn(process.execPath, ['-e', code], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  const first = net.connect(port, '127.0.0.1');
  await once(first, 'data');
  const times = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const start = performance.now();
      const socket = net
        .connect(port, '127.0.0.1')
        .resume();
      await once(socket, 'connect');
      return performance.now() - start;
    }),
  );
  child.kill();
  return times.sort((a, b) => a - b);
}

if (process.platform === 'linux') {
  const nothing = () => {};
  const end = (socket: net.Socket) => socket.end();
  const reset = (socket: net.Socket) =>
    socket.resetAndDestroy();
  assert.deepEqual(await part(nothing, end), {
    server: null,
    client: TIME_WAIT,
  });
  assert.deepEqual(await part(end, nothing), {
    server: TIME_WAIT,
    client: null,
  });
  assert.deepEqual(await part(nothing, reset), {
    server: null,
    client: null,
  });
  const times = await measureLate(2500);
  const [, second = 0, third = 0] = times;
  if (process.argv.includes('--count')) console.log(times);
  // On a busy machine a client may come late, never early.
  assert.ok(second < 2500, 'the queue holds two');
  assert.ok(
    third >= 2900,
    'the third has repeated its SYN',
  );
  console.log('a client of a full queue: 3 seconds / 3 秒');
  process.exit();
}

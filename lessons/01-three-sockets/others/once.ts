// Waits for all three with `once`, then for a signal.
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const SOCKET_PATH =
  process.env.SOCKET_PATH ??
  join(tmpdir(), `three-sockets-${PORT}.sock`);

const greeter = (name: string) =>
  net.createServer((sock) => {
    sock.on('error', () => {});
    sock.resume();
    sock.write(`Hello from ${name}`);
  });

const tcp = greeter('TCP').listen({
  port: PORT,
  host: HOST,
});
const unix = greeter('UNIX').listen({ path: SOCKET_PATH });
const udp = dgram
  .createSocket(
    { type: 'udp4' },
    (_msg, { port, address }) => {
      udp.send('Hello from UDP', port, address);
    },
  )
  .bind({ port: PORT, address: HOST });

await Promise.all(
  [tcp, unix, udp].map((it) => once(it, 'listening')),
);
console.log('all up');
const ac = new AbortController();
await Promise.race([
  once(process, 'SIGINT', { signal: ac.signal }),
  once(process, 'SIGTERM', { signal: ac.signal }),
]);
ac.abort();
for (const it of [tcp, unix, udp]) it.close();

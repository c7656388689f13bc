// A new attempt every 200 ms, beside the ones before.
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
const FAMILY = Number(process.env.FAMILY ?? 0);
const HOSTS =
  process.env.HOSTS ?? 'shop=::1,127.0.0.1;stall=::1';

/** Resolves to a connected socket. */
function attempt(address: string, over: AbortSignal) {
  return new Promise<net.Socket>((resolve, reject) => {
    const socket = net.connect(PORT, address);
    over.addEventListener('abort', () => {
      if (socket.connecting) socket.destroy();
    });
    socket.once('connect', () => resolve(socket));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`${address}: ${error.code}`)),
    );
  });
}

async function race(addresses: string[]) {
  const over = new AbortController();
  const attempts: Promise<net.Socket>[] = [];
  for (const address of addresses) {
    const one = attempt(address, over.signal);
    attempts.push(one);
    // A failure lets the next one begin at once.
    const failed = one.then(
      () => 'connected',
      () => 'failed',
    );
    const how = await Promise.race([failed, pause(200)]);
    if (how === 'connected') break;
  }
  const winner = await Promise.any(attempts);
  over.abort();
  return winner;
}

const [, list = ''] =
  HOSTS.split(';')
    .map((entry) => entry.split('='))
    .find(([name]) => name === NAME) ?? [];
const addresses = list
  .split(',')
  .filter((each) => net.isIP(each))
  .filter((each) => !FAMILY || net.isIP(each) === FAMILY);

if (addresses.length === 0) {
  console.error(`${NAME}: ENOTFOUND`);
  process.exitCode = 1;
} else {
  race(addresses).then(
    (socket) => {
      const { remoteAddress } = socket;
      console.log(`CONNECTED TO: ${remoteAddress}`);
      socket.on('error', (error: NodeJS.ErrnoException) => {
        console.error(`${remoteAddress}: ${error.code}`);
        process.exitCode = 1;
      });
      socket.on('data', (chunk) =>
        console.log(`DATA: ${chunk}`),
      );
    },
    ({ errors }: AggregateError) => {
      for (const { message } of errors) {
        console.error(message);
      }
      process.exitCode = 1;
    },
  );
}

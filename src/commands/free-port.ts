// A port that nobody uses, for programs that are to say it before they have it.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** Below the ports that systems hand out for outgoing connections (Linux 32768 and up, others 49152 and up). */
const FIRST = 20_000;
const LAST = 32_767;
const TRIES = 100;
/** How many ports are not given again: who has a port may not listen on it yet. */
const KEPT = 2000;

const given = new Set<number>();

/**
 * A port on 127.0.0.1 that is free for TCP and for UDP, and none of the last 2000 that this process was given. `PORT=0`
 * would do for programs that ask which port they got, but not for one that prints what it asked for,
 * nor for a server that starts again where its clients look for it. Throws the system's error where no port would do.
 */
export async function findFreePort(): Promise<number> {
  for (let count = 0; count < TRIES; count += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    const [oldest] = given;
    if (given.size > KEPT && oldest !== undefined) given.delete(oldest);
    return port;
  }
  throw new Error(`none of ${TRIES} ports from ${FIRST} to ${LAST} is free`);
}

async function isFree(port: number): Promise<boolean> {
  return (await isFreeForTcp(port)) && (await isFreeForUdp(port));
}

function isFreeForTcp(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (isTaken(error) ? resolve(false) : reject(error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isFreeForUdp(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => (isTaken(error) ? resolve(false) : reject(error)));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}

/** Whether it is this port's fault; else no other port would do either. */
function isTaken({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EADDRINUSE' || code === 'EACCES';
}

// Finds a free port, for programs that must know it before they listen.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** Below the ports that systems hand out for outgoing connections (Linux 32768 and up, others 49152 and up). */
const FIRST = 20_000;
const LAST = 32_767;
const TRIES = 100;
/** How many ports are not handed out again: their programs may not listen on them yet. */
const KEPT = 2000;

/** Codes that mean that the port is taken; Windows also says EACCES where the other program wants it alone. */
const TAKEN: ReadonlySet<string> = new Set(
  process.platform === 'win32' ? ['EADDRINUSE', 'EACCES'] : ['EADDRINUSE'],
);

const given = new Set<number>();

/**
 * A port on 127.0.0.1 that is free for TCP and for UDP, and none of the last 2000 that were returned here. `PORT=0`
 * would do for programs that ask which port they got, but not for one that prints what it asked for,
 * nor for a server that starts again where its clients look for it. Throws the system's error where no port works.
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

/**
 * Whether no program on this machine listens on a port, for TCP or, unless that doesn't matter, for UDP. Throws the
 * system's error if it can't tell.
 */
export async function isFree(port: number, hasToBeForUdp = true): Promise<boolean> {
  const answers = await Promise.all([
    canListen(createServer().listen(port, '127.0.0.1')),
    // There may be no IPv6 here.
    canListen(createServer().listen(port, '::1')).catch(() => true),
    !hasToBeForUdp || canListen(createSocket('udp4').bind(port, '127.0.0.1')),
  ]);
  return answers.every(Boolean);
}

/** Whether what is about to listen can; it is closed again. */
async function canListen(listener: Server | Socket): Promise<boolean> {
  try {
    await once(listener, 'listening');
    return true;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (TAKEN.has(code)) return false;
    // Nothing can be said about a port that only others may use.
    if (code === 'EACCES') return true;
    throw error;
  } finally {
    listener.close();
  }
}

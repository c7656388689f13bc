// The addresses of the check: one that refuses, one that is dead, and what a program made of them.
import { once } from 'node:events';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Bilingual, Phase, ProgramUnderCheck, Tools } from '../../src/check/kit.ts';

/** The address where the scripted server listens. */
export const GOOD = '127.0.0.1';
/** Others of this machine: IPv6 is not everywhere, and 127.0.0.2 is one on Linux, at least. */
export const OTHERS = ['::1', '127.0.0.2'];
/** The name that programs are told to go to. No DNS may know it, where a program asks that. */
export const NAME = 'quay.invalid';

/** Listens with a short queue, fills that, and stands still. It says null, or the code of what went wrong. */
const DEAD = `
const net = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const server = net.createServer();
server.on('error', (error) => parentPort.postMessage(error.code));
server.listen({ ...workerData, backlog: 1 }, () => {
  for (let count = 0; count < 4; count += 1) net.connect(workerData).on('error', () => {});
  process.nextTick(() => {
    parentPort.postMessage(null);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
});
`;

/** An address that takes SYNs, and answers none. */
export interface Dead {
  /** Whether it still does. */
  isDead(): boolean;
  close(): Promise<void>;
}

/** A phase, and the program that it tried. */
export interface Tried {
  phase: Phase;
  program: ProgramUnderCheck | null;
}

/** What a program is told. */
export interface Road {
  port: number;
  /** What the name stands for; it is unknown where there are none. */
  addresses: readonly string[];
  /** 4 or 6; any where it is 0. */
  family?: number;
}

/** Starts the learner's client; the name is not the only one that it could look up. */
export function launchTo({ launch }: Tools, { port, addresses, family = 0 }: Road) {
  const names = [`shop=${GOOD}`, `${NAME}=${addresses.join(',')}`, 'inn=::1,127.0.0.1'];
  const HOSTS = names.filter((entry) => !entry.endsWith('=')).join(';');
  const environment = { PORT: String(port), FAMILY: String(family), NAME, HOSTS };
  return launch({ name: 'connect', environment });
}

/** An address that refuses connections to this port, besides 127.0.0.1; Inconclusive where there is none. */
export async function findRefusing(
  tools: Tools,
  port: number,
  others: readonly string[] = OTHERS,
): Promise<string> {
  for (const address of others) if (await isRefused(tools, address, port)) return address;
  tools.assume(false, {
    en: `neither ${OTHERS.join(' nor ')} refuses connections on this machine`,
    zh: `在这台机器上，${OTHERS.join(' 和 ')} 都不会拒绝连接`,
  });
  return '';
}

/** Makes sure that this address refuses connections; Inconclusive where it doesn't. */
export async function assumeRefused(tools: Tools, address: string, port: number): Promise<void> {
  const isSo = await isRefused(tools, address, port);
  tools.assume(isSo, {
    en: `somebody began to listen on ${address}, port ${port}`,
    zh: `有程序开始在 ${address} 的端口 ${port} 上监听了`,
  });
}

async function isRefused({ watch, wait }: Tools, host: string, port: number): Promise<boolean> {
  const socket = watch(net.connect({ host, port }), describe(host, port));
  const answer = new Promise<string | undefined>((resolve) => {
    socket.on('connect', () => resolve(undefined));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  // Some systems let such an attempt hang.
  const code = await wait(answer);
  socket.destroy();
  return code === 'ECONNREFUSED';
}

/** Makes an address dead; Inconclusive where the system refuses what doesn't fit into a queue. */
export async function openDead({ watch, assume }: Tools, host: string, port: number) {
  const worker = new Worker(DEAD, { eval: true, workerData: { host, port }, execArgv: [] });
  const probe = new net.Socket();
  const dead: Dead = {
    isDead: () => probe.connecting,
    async close() {
      probe.destroy();
      await worker.terminate();
    },
  };
  try {
    const [fault] = (await once(worker, 'message')) as [string | null];
    if (fault === null) {
      watch(probe, describe(host, port)).on('error', () => {});
      probe.connect(port, host);
      // A kernel that would answer has done so by then.
      await shakeHands();
    }
    assume(fault === null && dead.isDead(), {
      en: `${host} answers although the queue of its server is full (on Linux it would not)`,
      zh: `${host} 上服务端的队列已满，却仍有应答（Linux 不会这样）`,
    });
    return dead;
  } catch (error) {
    await dead.close();
    throw error;
  }
}

/** Connects to itself: what was begun before, on this machine, is over then. */
async function shakeHands(): Promise<void> {
  const server = net.createServer((socket) => socket.destroy()).listen(0, GOOD);
  await once(server, 'listening');
  const socket = net.connect((server.address() as net.AddressInfo).port, GOOD);
  socket.on('error', () => {}).resume();
  await once(socket, 'close');
  server.close();
}

function describe(host: string, port: number): string {
  return net.isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}

/** How a program may show where it goes. */
const GOING = ['lookup', 'connecting', 'connectionAttempt', 'connect'];

/** Which of these addresses the program has tried, or was given by its `lookup`. */
export function listTried({ records }: ProgramUnderCheck, addresses: readonly string[]): string[] {
  const seen = records
    .filter(({ kind }) => GOING.includes(kind))
    .map(
      ({ address, remote = '' }) => address ?? remote.replace(/:\d+$/, '').replace(/[[\]]/g, ''),
    );
  return addresses.filter((each) => seen.includes(each));
}

/** Whether the program has begun to connect to an address. */
export function hasGone({ records }: ProgramUnderCheck, address: string): boolean {
  return records.some(
    ({ kind, remote = '' }) => GOING.includes(kind) && remote.startsWith(`${address}:`),
  );
}

/** Whether it went to another port than it was told to. */
function wentElsewhere({ records, asked }: ProgramUnderCheck): boolean {
  return records.some(
    ({ kind, remote = '' }) => kind === 'connecting' && !remote.endsWith(`:${asked}`),
  );
}

/** Whether an error that nobody caught ended it. */
export function hasCrashed(program: ProgramUnderCheck): boolean {
  const { exit } = program;
  if (exit === null || exit.code === 0) return false;
  return program.lines('stderr').some((line) => /^Node\.js v/.test(line));
}

/** Node's own line that fails where an answer is no list, or an empty one. */
const NO_LIST = /^node:net:\d+$/;
const STACK_LINES = 6;
/** What Node says of answers that are none. */
const NO_ADDRESS = 'Invalid IP address';
const NO_FAMILY = /Invalid address family|connect EINVAL/;

/** Which mistake the `lookup` of a program made, as Node saw it; null where it made none that Node sees. */
export function nameAnswer(program: ProgramUnderCheck) {
  if (wentElsewhere(program)) return 'own-port';
  const { records } = program;
  const stack = program.lines('stderr').slice(0, STACK_LINES);
  if (hasCrashed(program) && stack.some((line) => NO_LIST.test(line))) {
    if (stack.some((line) => /\baddresses\b/.test(line))) return 'no-list';
  }
  const messages = records.map(({ message = '' }) => message);
  if (messages.some((message) => NO_FAMILY.test(message))) return 'wrong-family';
  if (messages.some((message) => message.includes(NO_ADDRESS))) return 'ignores-all';
  if (messages.some((message) => message.startsWith('getaddrinfo'))) return 'no-lookup';
  const isConnecting = records.some(({ kind }) => kind === 'connecting');
  const hasHeard = records.some(({ kind }) => ['lookup', 'error', 'connect'].includes(kind));
  const { exit } = program;
  return isConnecting && !hasHeard && exit?.code === 0 ? 'never-answers' : null;
}

export const EXIT_0: Bilingual = { en: 'exit code 0', zh: '退出码 0' };

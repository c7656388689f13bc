// What a lesson on UNIX sockets will demand: told to stop, a program ends, and leaves no path behind.
import { existsSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import {
  type Bilingual,
  COMMON,
  checks,
  describeExit,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
} from '../../../src/check/kit.ts';
import { HOST, isOpenEverywhere, openPlace, type Place, startAll } from './check-place.ts';

/** How many bytes the path of a socket may have: `sun_path` without its NUL. */
const PATH_BYTES = process.platform === 'darwin' ? 103 : 108;

export default checks('unix-sockets', {
  'path-gone': {
    mistakes: [
      ...COMMON,
      'one-missing',
      'wrong-path',
      'path-too-long',
      'path-left',
      'never-ends',
      'still-listens',
    ],
    async run(tools) {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const place = await openPlace(tools);
        const stopped = await tools.phase(signal, () => stop(tools, place, signal));
        if (stopped.isOk) continue;
        const known = nameMistake(place, [stopped]);
        const { program } = place;
        if (known || !program || !isOpenEverywhere(program, place)) return known;
        if (program.exit === null) return 'never-ends';
        return existsSync(place.path) ? 'path-left' : null;
      }
      let isOpen = false;
      await tools.phase('visited', async () => {
        const place = await openPlace(tools);
        isOpen = await isOpenAfter(tools, place, 'SIGTERM');
        tools.demand(!isOpen, CLOSED, LET_IN);
      });
      return isOpen ? 'still-listens' : null;
    },
  },
});

/** How long a server may take to stop listening, in ms, and how long it is left alone between two looks. */
const STOP_MS = 1500;
const LOOK_MS = 20;
const CLOSED: Bilingual = { en: 'no client is let in any more', zh: '不再接受新的客户端' };
const LET_IN: Bilingual = {
  en: 'another one connected over TCP',
  zh: '又有一个客户端通过 TCP 连了上来',
};

/** Tells a server to stop while a client is there, which keeps it alive; whether more are let in then. */
async function isOpenAfter(tools: Tools, place: Place, signal: NodeJS.Signals): Promise<boolean> {
  const program = await startAll(place);
  const guest = await knock(place);
  tools.tell({
    en: 'a peer connected over TCP, and stayed',
    zh: '一个对端通过 TCP 连了上来，不走',
  });
  tools.tell({ en: `it was sent ${signal}`, zh: `向它发送了 ${signal}` });
  program.signal(signal);
  const visitors: (net.Socket | null)[] = [guest];
  try {
    for (const start = performance.now(); performance.now() - start < STOP_MS; ) {
      const visitor = await knock(place);
      if (!visitor) return false;
      // What is closed before it has read its greeting would reset the connection.
      visitors.push(visitor.end());
      await rest(LOOK_MS);
    }
    return true;
  } finally {
    for (const visitor of visitors) visitor?.destroy();
  }
}

/** A connection that is accepted, or null. */
async function knock(place: Place): Promise<net.Socket | null> {
  const socket = net.connect({ host: HOST, port: place.port, allowHalfOpen: true });
  socket.on('error', () => {}).resume();
  const isIn = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('close', () => resolve(false));
  });
  return isIn ? socket : null;
}

/** Has all three opened, sends the signal, and expects a tidy end. */
async function stop({ demand, tell }: Tools, place: Place, signal: NodeJS.Signals): Promise<void> {
  const program = await startAll(place);
  tell({ en: `it was sent ${signal}`, zh: `向它发送了 ${signal}` });
  program.signal(signal);
  const exit = await program.untilExit();
  demand(
    !existsSync(place.path),
    { en: 'the path is gone', zh: '路径不在了' },
    {
      en: `${place.path} is still there`,
      zh: `${place.path} 还在`,
    },
  );
  demand(exit.code === 0, { en: 'exit code 0', zh: '退出码 0' }, describeExit(exit));
}

/** Which mistake it is that opened the wrong sockets. */
function nameMistake({ path: wanted, program }: Place, phases: readonly Phase[]) {
  if (phases.every(({ isOk }) => isOk)) return null;
  if (phases.some((phase) => phase.printed(/listen (EINVAL|ENAMETOOLONG)/))) return 'path-too-long';
  const streams = (program?.records ?? []).filter(
    ({ kind, protocol }) => kind === 'listening' && protocol !== 'udp',
  );
  const isPath = (local: string) => !/:\d+$/.test(local);
  const all = streams.flatMap(({ local }) => local ?? []);
  const paths = all.filter(isPath);
  if (paths.some((local) => Buffer.byteLength(local) > PATH_BYTES)) return 'path-too-long';
  if (paths.length > 0 && !paths.includes(wanted)) return 'wrong-path';
  return program && lacksOne(program) ? 'one-missing' : null;
}

/** Whether a server that goes on has opened nothing at all of some kind. */
function lacksOne({ records, exit }: ProgramUnderCheck): boolean {
  const opened = records.filter(({ kind }) => kind === 'listening');
  const isPath = ({ local = '' }: TapRecord) => !/:\d+$/.test(local);
  const streams = opened.filter(({ protocol }) => protocol !== 'udp');
  const kinds = [opened.length > streams.length, streams.some(isPath), !streams.every(isPath)];
  return exit === null && opened.length > 0 && kinds.includes(false);
}

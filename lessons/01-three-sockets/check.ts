// What lesson 1 demands: three sockets that answer, and nothing left of them in the end.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as rest } from 'node:timers/promises';
import {
  type Bilingual,
  COMMON,
  checks,
  describeBytes,
  describeExit,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
} from '../../src/check/kit.ts';
import {
  HOST,
  isOpenEverywhere,
  type Kind,
  openPlace,
  type Place,
  startAll,
  untilListening,
} from './check-place.ts';

/** How many bytes the path of a socket may have: `sun_path` without its NUL. */
const PATH_BYTES = process.platform === 'darwin' ? 103 : 108;

export default checks('01-three-sockets', {
  'three-answers': {
    mistakes: [
      ...COMMON,
      'one-missing',
      'three-tcp-servers',
      'wrong-path',
      'path-too-long',
      'udp-silent',
      'udp-once',
      'udp-skips-empty',
    ],
    async run(tools) {
      const { phase } = tools;
      const place = await openPlace(tools);
      const peer = dgram.createSocket('udp4').on('error', () => {});
      try {
        const tcp = await phase('TCP', async () => {
          const program = await place.start();
          await untilListening(program, place, 'TCP');
          await hear(tools, { host: HOST, port: place.port }, 'TCP');
        });
        if (!place.program) return nameMistake(place, [tcp]);
        const unix = await phase('UNIX', async () => {
          await untilListening(await place.start(), place, 'UNIX');
          await hear(tools, { path: place.path }, 'UNIX');
        });
        const first = await phase('UDP', async () => {
          await untilListening(await place.start(), place, 'UDP');
          await exchange(tools, place, peer, 'one');
        });
        const isHeard = hasHeard(place.program);
        const next = first.isOk
          ? await phase('UDP again', () => exchange(tools, place, peer, 'two'))
          : first;
        const empty = next.isOk
          ? await phase('UDP empty', () => exchange(tools, place, peer, ''))
          : next;
        const known = nameMistake(place, [tcp, unix, first]);
        if (known || place.program.exit) return known;
        if (!first.isOk) return isHeard && isUnanswered(first) ? 'udp-silent' : null;
        if (!next.isOk) return isUnanswered(next) ? 'udp-once' : null;
        return !empty.isOk && isUnanswered(empty) ? 'udp-skips-empty' : null;
      } finally {
        peer.close();
      }
    },
  },

  'path-gone': {
    mistakes: [
      ...COMMON,
      'one-missing',
      'three-tcp-servers',
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

/** Connects, and expects the greeting. */
async function hear(tools: Tools, where: net.NetConnectOpts, name: Kind): Promise<void> {
  const greeting = Buffer.from(`Hello from ${name}`);
  const socket = net.connect(where);
  let heard: Buffer = Buffer.alloc(0);
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length >= greeting.length) resolve();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });
  tools.tell({ en: `a peer connected, over ${name}`, zh: `一个对端通过 ${name} 连了上来` });
  await tools.wait(done);
  socket.destroy();
  tools.demand(heard.equals(greeting), describeBytes(greeting), describeBytes(heard));
}

/** So many datagrams no check sends: whoever hears them is talking to itself, without end. */
const FLOOD = 200;

/** Settles when the program hears more than the check has sent; never where it doesn't. */
async function untilFlooded(program: ProgramUnderCheck | null): Promise<'deadline'> {
  const what = { en: 'datagrams without end', zh: '没完没了的数据报' };
  let heard = 0;
  const isFlood = ({ kind, protocol }: TapRecord) => {
    if (kind === 'data' && protocol === 'udp') heard += 1;
    return heard > FLOOD;
  };
  await program?.until(what, isFlood).catch(() => new Promise(() => {}));
  return 'deadline';
}

const NO_ANSWER: Bilingual = { en: 'no answer', zh: '没有回应' };

/** Sends a datagram, and expects one in return. */
async function exchange(tools: Tools, place: Place, peer: dgram.Socket, text: string) {
  const wanted = Buffer.from('Hello from UDP');
  const answered = once(peer, 'message') as Promise<[Buffer]>;
  const shown = describeBytes(Buffer.from(text));
  tools.tell({ en: `a peer sent a datagram: ${shown.en}`, zh: `一个对端发来数据报：${shown.zh}` });
  peer.send(text, place.port, HOST);
  const answer = await tools.wait(Promise.race([answered, untilFlooded(place.program)]));
  if (typeof answer === 'string') tools.demand(false, describeBytes(wanted), NO_ANSWER);
  else tools.demand(answer[0].equals(wanted), describeBytes(wanted), describeBytes(answer[0]));
}

function isUnanswered({ unmet }: Phase): boolean {
  return unmet?.got === NO_ANSWER;
}

/** Whether a datagram reached it. */
function hasHeard({ records }: ProgramUnderCheck): boolean {
  return records.some(({ kind, protocol }) => kind === 'data' && protocol === 'udp');
}

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
  if (all.length - paths.length > 1) return 'three-tcp-servers';
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

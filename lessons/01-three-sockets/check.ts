// What lesson 1 demands: TCP and UDP answer, in one program and on the same port.
import dgram from 'node:dgram';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import {
  type Bilingual,
  COMMON,
  checks,
  describeBytes,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
} from '../../src/check/kit.ts';

const HOST = '127.0.0.1';
/** A socket on all addresses answers at HOST, too. */
const REACHED = [HOST, '0.0.0.0', '[::]'];
/** How long a program has to start, in ms. */
const START_MS = 10_000;
const GREETINGS = { TCP: Buffer.from('Hello from TCP'), UDP: Buffer.from('Hello from UDP') };
const NO_ANSWER: Bilingual = { en: 'no answer', zh: '没有回应' };
const SOMETHING: Bilingual = { en: 'it opens a socket', zh: '它打开一个套接字' };

type Kind = keyof typeof GREETINGS;

export default checks('01-three-sockets', {
  'two-answers': {
    mistakes: [
      ...COMMON,
      'second-tcp',
      'tcp-gone',
      'udp-missing',
      'other-port',
      'udp-silent',
      'udp-once',
      'one-client',
      'skips-empty',
      'tcp-words',
      'echoes',
    ],
    async run(tools) {
      const { phase } = tools;
      const port = await tools.freePort();
      // The same program in all phases, because it has the port. An older solution opens a path, too.
      const SOCKET_PATH = path.join(tools.folder(), 'sock');
      const program = tools.launch({ environment: { HOST, PORT: String(port), SOCKET_PATH } });
      const [peer, other] = [openPeer(), openPeer()].map((socket) =>
        tools.watch(socket, `${HOST}:${port}`),
      ) as [dgram.Socket, dgram.Socket];
      const site: Site = { tools, program, port };
      try {
        const tcp = await phase('TCP', async () => {
          const isBegun = ({ kind }: TapRecord) => kind === 'listening' || kind === 'exit';
          await program.until(SOMETHING, isBegun, { ms: START_MS });
          await untilOpen(site, 'TCP');
          await converse(site);
        });
        const first = await phase('UDP', async () => {
          await untilOpen(site, 'UDP');
          await exchange(site, peer, 'Hello');
        });
        const known = nameOpening(site, [tcp, first]);
        if (known || program.exit) return known;
        if (!first.isOk) return nameAnswer(first, hasHeard(program));
        const again = await phase('UDP again', () => exchange(site, peer, 'Hello'));
        if (!again.isOk) return isUnanswered(again) ? 'udp-once' : null;
        const second = await phase('another client', () => exchange(site, other, 'Hello'));
        if (!second.isOk) return isUnanswered(second) ? 'one-client' : null;
        const both = await phase('two at once', async () => {
          await Promise.all([peer, other].map((each) => exchange(site, each, 'Hello')));
        });
        if (!both.isOk) return isUnanswered(both) ? 'one-client' : null;
        const empty = await phase('UDP empty', () => exchange(site, peer, ''));
        if (!empty.isOk) return isUnanswered(empty) ? 'skips-empty' : null;
        await phase('TCP again', () => converse(site));
        return null;
      } finally {
        peer.close();
        other.close();
      }
    },
  },
});

/** The program, and where it should be. */
interface Site {
  tools: Tools;
  program: ProgramUnderCheck;
  port: number;
}

function openPeer(): dgram.Socket {
  return dgram.createSocket('udp4').on('error', () => {});
}

function isOpening(record: TapRecord, port: number, kind: Kind): boolean {
  const isKind = (record.protocol === 'udp') === (kind === 'UDP');
  if (record.kind !== 'listening' || !isKind) return false;
  return REACHED.some((host) => record.local === `${host}:${port}`);
}

async function untilOpen({ program, port }: Site, kind: Kind): Promise<void> {
  await program.until(
    { en: `a ${kind} socket on ${HOST}:${port}`, zh: `${HOST}:${port} 上有一个 ${kind} 套接字` },
    (record) => isOpening(record, port, kind),
  );
}

/** Connects, says hello, and expects the answer. */
async function converse({ tools, port }: Site): Promise<void> {
  const socket = tools.watch(net.connect(port, HOST), `${HOST}:${port}`);
  socket.on('connect', () => socket.write('Hello'));
  let heard: Buffer = Buffer.alloc(0);
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length >= GREETINGS.TCP.length) resolve();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });
  tools.tell({
    en: 'a peer connected over TCP, and sent “Hello”',
    zh: '一个对端通过 TCP 连了上来，发来“Hello”',
  });
  await tools.wait(done);
  socket.destroy();
  tools.demand(
    heard.equals(GREETINGS.TCP),
    describeBytes(GREETINGS.TCP),
    heard.length > 0 ? describeBytes(heard) : NO_ANSWER,
  );
}

/** So many datagrams no check sends: a program that hears them is talking to itself, without end. */
const FLOOD = 200;

/** Settles when the program hears more than the check has sent; never where it doesn't. */
async function untilFlooded(program: ProgramUnderCheck): Promise<null> {
  const what = { en: 'datagrams without end', zh: '没完没了的数据报' };
  let heard = 0;
  const isFlood = (record: TapRecord) => {
    if (isMessage(record)) heard += 1;
    return heard > FLOOD;
  };
  await program.until(what, isFlood).catch(() => new Promise(() => {}));
  return null;
}

/** Sends a message, and expects one in return. */
async function exchange({ tools, program, port }: Site, peer: dgram.Socket, text: string) {
  const answered = once(peer, 'message').then(([answer]) => answer as Buffer);
  const shown = describeBytes(Buffer.from(text));
  tools.tell({ en: `a peer sent a message: ${shown.en}`, zh: `一个对端发来一条消息：${shown.zh}` });
  peer.send(text, port, HOST);
  const answer = await tools.wait(Promise.race([answered, untilFlooded(program)]));
  const isAnswer = Buffer.isBuffer(answer);
  tools.demand(
    isAnswer && answer.equals(GREETINGS.UDP),
    describeBytes(GREETINGS.UDP),
    isAnswer ? describeBytes(answer) : NO_ANSWER,
  );
}

function isMessage({ kind, protocol }: TapRecord): boolean {
  return kind === 'data' && protocol === 'udp';
}

function hasHeard({ records }: ProgramUnderCheck): boolean {
  return records.some(isMessage);
}

function isUnanswered({ unmet }: Phase): boolean {
  return unmet?.got === NO_ANSWER;
}

/** Which mistake it is that spoils the first answer over UDP. */
function nameAnswer(first: Phase, isHeard: boolean) {
  const got = first.unmet?.got;
  if (isUnanswered(first)) return isHeard ? 'udp-silent' : null;
  const isGot = (text: string) => got?.en === describeBytes(Buffer.from(text)).en;
  if (isGot('Hello from TCP')) return 'tcp-words';
  return isGot('Hello') ? 'echoes' : null;
}

/** Which mistake it is that opened the wrong sockets. */
function nameOpening({ program, port }: Site, phases: readonly Phase[]) {
  if (phases.every(({ isOk }) => isOk)) return null;
  const opened = program.records.filter(({ kind }) => kind === 'listening');
  // A UNIX server, which has no port, is one more than was asked for, and does no harm.
  const isServer = ({ protocol, local = '' }: TapRecord) =>
    protocol !== 'udp' && /:\d+$/.test(local);
  const servers = opened.filter(isServer);
  const isRefused = phases.some((phase) => phase.printed(/listen EADDRINUSE/));
  if (servers.length > 1 || (isRefused && servers.length === 1)) return 'second-tcp';
  const isAtPort = (kind: Kind) => opened.some((record) => isOpening(record, port, kind));
  if (servers.length === 0 && isAtPort('UDP')) return 'tcp-gone';
  if (!isAtPort('TCP') || program.exit) return null;
  if (!opened.some(({ protocol }) => protocol === 'udp')) return 'udp-missing';
  return isAtPort('UDP') ? null : 'other-port';
}

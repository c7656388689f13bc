// The room of the check: the server under check, the backend that the check plays, and what a SIGTERM does to them.
import net from 'node:net';
import {
  type Bilingual,
  type Peer,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
  UnmetExpectation,
} from '../../src/check/kit.ts';

/** A grace that the check doesn't outlast, in ms: the program ends before it by itself, or not at all. */
export const LONG_MS = 120_000;
/**
 * One that the check waits for, in ms. It is over before a wait looks for the first time whether the program is at rest:
 * a timer that needn't keep it alive isn't seen by that. And what is left of it, where clocks are read in whole ms.
 */
export const SHORT_MS = 200;
export const LEAST_MS = 150;

/** One in which a client that is asked to has left, on a busy machine too, and that the check waits for, in ms. */
export const LATER_MS = 1000;

/** How long it may take to bring a large answer, in ms: a program that brings nothing more is at rest before. */
export const FLUSH_MS = 30_000;
/** A longer answer isn't shown. */
const MANY = 100;

const quoteText = (text: string): Bilingual => ({ en: `“${text}”`, zh: `“${text}”` });
const quoteSize = (bytes: number): Bilingual => ({
  en: `a line of ${bytes / 2 ** 20} MiB`,
  zh: `一行 ${bytes / 2 ** 20} MiB 的文字`,
});

/** A server under check, and its backend. */
export interface Room {
  program: ProgramUnderCheck;
  /** A new client. Not to be called once the program has been told to stop: another would be started. */
  connect(): Promise<Peer>;
  /** The next question that the backend is asked; throws Unmet where none comes. */
  hear(ms?: number): Promise<Question>;
}

/** A question that lies at the backend. */
export interface Question {
  line: string;
  /** Answers it, with its own line in capitals where no other text is given, and ends. */
  answer(text?: string): Promise<void>;
}

/** Starts a server that has `grace` ms to finish, and a backend for it. */
export async function openRoom(tools: Tools, grace: number): Promise<Room> {
  tools.assume(process.platform !== 'win32', {
    en: 'on Windows, SIGTERM ends a program at once, whatever it listens for',
    zh: '在 Windows 上，SIGTERM 会立即结束程序，不管它有没有监听',
  });
  const backend = await tools.listen();
  const port = String(backend.port);
  const environment = { UPSTREAM: port, GRACE: String(grace) };
  const start = { name: 'shout', environment };
  const program = await tools.server(start);
  return {
    program,
    connect: () => tools.connect(start),
    async hear(ms) {
      const peer = await backend.accept(program, ms);
      const line = await peer.expectLine();
      return {
        line,
        async answer(text = line.toUpperCase()) {
          const shown = text.length > MANY ? quoteSize(text.length) : quoteText(text);
          tools.tell({ en: `the backend answered ${shown.en}`, zh: `后端回复了${shown.zh}` });
          await peer.write(`${text}\n`, { isTold: false });
          peer.end();
        },
      };
    },
  };
}

/** Whether it is the first word of its end: its server takes no more connections, or it has ended. */
function isStopping({ kind }: TapRecord): boolean {
  return kind === 'closing' || kind === 'exit';
}

/**
 * Tells the program to stop, and waits until it has begun to: it closes its server, or ends. Where neither comes,
 * nothing more will happen by itself.
 */
export async function sendStop({ tell }: Tools, { program }: Room): Promise<void> {
  tell(SENT);
  const since = program.records.length;
  program.signal('SIGTERM');
  await program.until(SENT, isStopping, { since }).catch(pardon);
  // What its listener does after that has been done when it answers.
  await program.isAwake();
}

/** Waits until the program has written to a client more than it had read from it; no error where it doesn't. */
export async function untilWritten({ program }: Room, { connection }: Peer): Promise<void> {
  const isAnswer = (record: TapRecord) =>
    record.connection === connection && record.kind === 'write' && (record.bytes ?? 0) > MANY;
  const what = { en: 'the answer', zh: '回复' };
  const isOver = (record: TapRecord) => isAnswer(record) || record.kind === 'exit';
  await program.until(what, isOver, { ms: FLUSH_MS });
}

/** Sends one more SIGTERM. */
export function sendAnother({ tell }: Tools, { program }: Room): void {
  tell({ en: 'the program got SIGTERM once more', zh: '程序又收到一次 SIGTERM' });
  program.signal('SIGTERM');
}

const SENT: Bilingual = { en: 'the program got SIGTERM', zh: '程序收到了 SIGTERM' };

/** How long the check looks for a question that has been asked, in ms. */
const HEARD_MS = 500;

/** Whether the backend has been asked something more. */
export async function wasAsked(room: Room): Promise<boolean> {
  try {
    await room.hear(HEARD_MS);
    return true;
  } catch (error) {
    pardon(error);
    return false;
  }
}

/** Ignores an expectation that wasn't met; throws any other error. */
function pardon(error: unknown): void {
  if (!(error instanceof UnmetExpectation)) throw error;
}

/** Expects FIN on the connection of a client that waits for nothing; the client answers it. */
export async function expectFarewell({ tell }: Tools, client: Peer): Promise<void> {
  const { connection: port } = client;
  tell({
    en: `the client at port ${port} waits for no answer`,
    zh: `端口 ${port} 的客户端没有在等回复`,
  });
  await client.expectEnd();
  client.end();
}

/** Tries to connect as a client that comes late; demands that it is refused. */
export async function demandRefusal(tools: Tools, { program }: Room): Promise<void> {
  const { address } = program;
  const socket = tools.watch(net.connect(Number(program.port), '127.0.0.1'), address ?? '');
  const isRefused = await new Promise<boolean>((resolve) => {
    socket.on('connect', () => resolve(false));
    socket.on('error', () => resolve(true));
  });
  socket.destroy();
  tools.demand(
    isRefused,
    {
      en: 'a client that comes after SIGTERM is refused',
      zh: 'SIGTERM 之后才来的客户端会被拒绝',
    },
    { en: 'it was connected', zh: '它连上了' },
  );
}

/**
 * Whether a client that waits for an answer has lost its connection. If so, waits for the end of the process as well:
 * a FIN is seen before it, whatever sent it.
 */
export async function isDismissed({ program }: Room, client: Peer): Promise<boolean> {
  const isAwake = await program.isAwake();
  if (isAwake && !client.hasEnded) return false;
  await program.untilExit().catch(pardon);
  return client.hasEnded || program.exit !== null;
}

/** Demands that it has not. */
export function demandWaiting({ demand }: Tools, isLost: boolean): void {
  demand(
    !isLost,
    {
      en: 'the client that has asked still waits for its answer',
      zh: '问过问题的客户端还在等回复',
    },
    { en: 'its connection has ended', zh: '它的连接已经结束' },
  );
}

/** Whether a timer keeps the program alive. */
export async function hasTimer({ program }: Room): Promise<boolean> {
  return (await program.resources())?.includes('Timeout') ?? false;
}

/** Whether its own socket towards a client is closed. */
export function hasLetGo({ program }: Room, { connection }: Peer): boolean {
  return program.records.some(
    (record) => record.kind === 'close' && record.connection === connection,
  );
}

/** Whether it has ended, or says that it has no timer. */
export async function isFreeOfTimers({ program }: Room): Promise<boolean> {
  const resources = await program.resources();
  return program.exit !== null || resources?.includes('Timeout') === false;
}

/** Whether a timer keeps it alive for longer than a program needs that only has to put things away. */
export async function isKeptByTimer(room: Room): Promise<boolean> {
  await room.program.untilNoTimer();
  return room.program.exit === null && (await hasTimer(room));
}

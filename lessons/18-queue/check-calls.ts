// The calls at the door: who comes, what it hears, and what the tap saw of its connection.
import {
  type Bilingual,
  isIdle,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
} from '../../src/check/kit.ts';

/** How many the program is told to let in: not as many as it would without being told. */
export const MAX = 2;
export const WELCOME = 'welcome\n';
export const BUSY = 'busy\n';
const DOOR = { name: 'door', environment: { MAX: String(MAX) } };
/** What each of them says first: a program that doesn't read it learns of no end. */
const HI = 'hi\n';

/** A program that rests for so long, in ms, waits for a timer that is not due soon. */
const SOON_MS = 100;
/** How long it is looked for that, and how long it is waited between two looks, in ms. */
const LOOK_MS = 4000;
const ASK_MS = 10;
const TIMER = 'Timeout';

/** One that came to the door. */
export interface Call {
  program: ProgramUnderCheck;
  peer: Peer;
  /** What it heard, as far as it was expected. */
  heard: string;
  /** Whether the program put off its FIN. */
  isKept: boolean;
}

/** Connects, and says hi, or whatever word. Throws Unmet. */
async function connectTo(tools: Tools, word = HI): Promise<Call> {
  const program = await tools.server(DOOR);
  const peer = await tools.connect(DOOR);
  if (word !== '') await peer.write(word);
  return { program, peer, heard: '', isKept: false };
}

/** Connects one that has to be let in; `onOpen` is told of it before it hears anything. Throws Unmet. */
export async function enter(tools: Tools, onOpen: (call: Call) => void): Promise<void> {
  const call = await connectTo(tools);
  onOpen(call);
  await call.peer.expect(WELCOME);
  call.heard = WELCOME;
}

/** Connects one that has to be turned away, with a word and a FIN. Throws Unmet. */
export async function turnAway(
  tools: Tools,
  onOpen: (call: Call) => void = () => {},
  word = HI,
): Promise<void> {
  const call = await connectTo(tools, word);
  onOpen(call);
  try {
    await demandNow(tools, call, 'write');
    await call.peer.expect(BUSY);
    call.heard = BUSY;
    call.isKept = true;
    await demandNow(tools, call, 'end');
    call.isKept = false;
    if (word !== '') await expectFin(tools, call);
    call.heard += (await call.peer.expectEnd()).toString();
  } catch (error) {
    call.heard += call.peer.pending.toString();
    throw error;
  }
  const rest = call.heard.slice(BUSY.length);
  tools.demand(
    rest === '',
    { en: 'nothing behind `busy`', zh: '`busy` 之后什么也没有' },
    { en: `“${rest.trim()}”`, zh: `“${rest.trim()}”` },
  );
  if (word !== '') await expectFin(tools, call);
}

/** What one that is turned away has coming, at once, and what else the program may do to it. */
const DUE = {
  write: { kinds: ['write', 'end'], what: { en: '`busy`, at once', zh: '立即收到 `busy`' } },
  end: {
    kinds: ['end'],
    what: { en: 'a FIN behind `busy`, at once', zh: '`busy` 之后立即收到 FIN' },
  },
};
const OVER = ['destroy', 'reset', 'close', 'drop'];

/**
 * Demands that the program doesn't put it off. Not the time it takes tells that, as a machine may be slow, but what the
 * program does meanwhile: nothing, while it waits for a timer that is not even due soon.
 */
async function demandNow({ demand }: Tools, call: Call, due: keyof typeof DUE): Promise<void> {
  const { program, peer } = call;
  const { kinds, what } = DUE[due];
  const isDone = () =>
    peer.hasEnded ||
    has(call, ({ kind, by }) => OVER.includes(kind) || (kinds.includes(kind) && by !== 'peer'));
  const isFetched = () => has(call, ({ kind }) => kind === 'connection');
  let asleep: number | null = null;
  for (const end = performance.now() + LOOK_MS; performance.now() < end; ) {
    const hadCome = isFetched();
    const resources = await program.resources();
    if (isDone() || !resources) return;
    const hasTimer = resources.includes(TIMER);
    const isResting = hadCome && isIdle(resources.filter((name) => name !== TIMER));
    if (isResting && !hasTimer) return;
    if (isResting) asleep ??= performance.now();
    else asleep = null;
    demand(asleep === null || performance.now() - asleep < SOON_MS, what, {
      en: 'your program waits for a timer first',
      zh: '你的程序先去等一个定时器',
    });
    await program.untilNoTimer(undefined, ASK_MS);
  }
}

/** Demands that the program, in all that it has done so far, has not cut the connection of one that said a word. */
async function expectFin(tools: Tools, call: Call): Promise<void> {
  // Its answer comes behind the reports of all that.
  await call.program.isAwake();
  demandFin(tools, call);
}

/** Adds to the story what a peer does that came in an earlier phase. */
export function tellOf(tools: Tools, { peer }: Call, { en, zh }: Bilingual): void {
  const { connection } = peer;
  tools.tell({ en: `the peer at port ${connection} ${en}`, zh: `端口 ${connection} 的对端${zh}` });
}

/** Demands that its connection was ended, and not cut. */
export function demandFin({ demand }: Tools, call: Call): void {
  demand(
    !isCut(call),
    { en: 'a FIN behind `busy`, and nothing else', zh: '`busy` 之后只有一个 FIN' },
    has(call, isReset)
      ? { en: 'your program reset the connection', zh: '你的程序重置了连接' }
      : {
          en: 'your program closed the connection before it had read what the peer said: that is a reset',
          zh: '你的程序还没读对端说的话，就关闭了连接，这等于重置',
        },
  );
}

/** Demands that the program keeps those that it has let in. */
export async function demandStay({ demand }: Tools, inside: readonly Call[]): Promise<void> {
  await inside[0]?.program.isAwake();
  demand(
    !inside.some((call) => has(call, ({ kind }) => kind === 'end' || kind === 'destroy')),
    { en: 'those that are welcome stay', zh: '放进来的客户端都留着' },
    { en: 'your program ended their connections', zh: '你的程序结束了它们的连接' },
  );
}

/** What the tap saw of its connection. */
function readRecords({ program, peer }: Call): TapRecord[] {
  return program.records.filter(({ connection }) => connection === peer.connection);
}

function has(call: Call, test: (record: TapRecord) => boolean): boolean {
  return readRecords(call).some(test);
}

const isReset = ({ kind }: TapRecord) => kind === 'reset';
const isReading = ({ kind }: TapRecord) => kind === 'data' || kind === 'arrived';

/** Whether the program closed it with bytes unread, or reset it: its kernel sends an RST in both cases. */
function isCut(call: Call): boolean {
  const records = readRecords(call);
  const index = records.findIndex(({ kind }) => kind === 'destroy' || kind === 'reset');
  if (index < 0) return false;
  return records[index]?.kind === 'reset' || !records.slice(0, index).some(isReading);
}

/** Waits until the program's own socket is closed. Throws Unmet. */
export async function untilClosed({ program, peer }: Call): Promise<void> {
  await program.until(
    { en: 'the connection is closed on your side too', zh: '你这边的连接也关闭了' },
    ({ kind, connection }) => kind === 'close' && connection === peer.connection,
  );
}

/** Makes sure that a reset came as one. */
export function assumeReset({ assume }: Tools, call: Call): void {
  assume(
    has(call, ({ code }) => code === 'ECONNRESET'),
    { en: 'the reset did not reach the program', zh: '重置没有送到程序那里' },
  );
}

/** Which mistake it is that spoils the answer to those for whom there is no room. */
export function nameRefusal(outside: readonly Call[], { got }: Phase) {
  const [call] = outside;
  if (!call) return null;
  if (has(call, ({ code }) => code === 'ERR_STREAM_WRITE_AFTER_END')) return 'falls-through';
  const isLetIn = ({ heard }: Call) => heard === WELCOME;
  if (isLetIn(call)) {
    if (!outside.every(isLetIn)) return 'one-too-many';
    return asksForBacklog(call) ? 'backlog-is-no-limit' : 'no-limit';
  }
  if (call.heard === BUSY + WELCOME) return 'falls-through';
  const hasSpoken = has(call, ({ kind }) => kind === 'write');
  if (hasSpoken && isCut(call)) return 'cut';
  // A FIN that was put off may have come since.
  if (call.heard === BUSY) return call.isKept || !call.peer.hasEnded ? 'no-fin' : null;
  if (hasSpoken || got !== '') return null;
  return call.peer.hasEnded || has(call, ({ kind }) => kind === 'drop') ? 'dropped' : 'silent';
}

function asksForBacklog({ program }: Call): boolean {
  return program.records.some(({ backlog }) => backlog !== undefined);
}

/** Which mistake it is that keeps one of those that were turned away. */
export function nameNoEnd(outside: readonly Call[]) {
  if (outside.some(isCut)) return 'cut';
  const open = outside.find((call) => !has(call, ({ kind }) => kind === 'close'));
  return open ? nameOpen(open) : null;
}

/** Which mistake it is that keeps a connection whose peer has ended. */
export function nameOpen(call: Call) {
  if (!has(call, ({ kind }) => kind === 'data')) return 'not-read';
  const hasHeard = has(call, ({ kind, by }) => kind === 'end' && by === 'peer');
  const hasEnded = has(call, ({ kind, by }) => kind === 'end' && by !== 'peer');
  return hasHeard && !hasEnded ? 'close-wait' : null;
}

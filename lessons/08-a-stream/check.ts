// What lesson 8 demands: the bytes of each client counted, however they come.
import {
  COMMON,
  checks,
  describeBytes,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
  UnmetExpectation,
} from '../../src/check/kit.ts';

const MANY = Buffer.alloc(200_000, '.');
/** How long they may take, in ms: for a program that reads byte by byte, each is a chunk to be reported. */
const MANY_MS = 20_000;
/** What ten writes between `cork` and `uncork` become: one piece. */
const CORKED = '0123456789'.repeat(3);
const PLAIN = 'byte by byte';
/** 8 code units, 7 characters, 15 bytes. */
const FOREIGN = 'né 你好 😀';
/** No UTF-8: the first byte never stands in one, and the second announces another one than follows. */
const BINARY = Buffer.from([0xff, 0x00, 0xc3, 0x28, 0xfe]);

/** What Node says of a write that comes when all is over. */
const TOO_LATE = /EPIPE|ERR_STREAM|ABORT_ERR/;

export default checks('08-a-stream', {
  total: {
    mistakes: [
      ...COMMON,
      'counts-events',
      'counts-characters',
      'decoded-again',
      'shared-total',
      'one-at-a-time',
      'answers-at-once',
      'too-late',
      'never-ends',
      'never-reads',
      'says-nothing',
      'no-newline',
      'last-chunk',
      'adds-chunks',
      'nothing-at-all',
      'ends-first',
      'counts-own',
      'other-words',
    ],
    async run(tools) {
      const { phase, connect, server, assume } = tools;
      /** One client, and its visit where it came to one. */
      const receive = async (id: string, speak: (visit: Visit) => Promise<void>) => {
        const visits: Visit[] = [];
        const outcome = await phase(id, async () => {
          const visit = { program: await server(), peer: await connect() };
          visits.push(visit);
          await speak(visit);
        });
        return { outcome, visit: visits[0] ?? null };
      };
      /** One client that says these pieces, each read before the next. */
      const count = (id: string, pieces: readonly (string | Buffer)[]) =>
        receive(id, async (visit) => {
          await visit.peer.writePieces(pieces);
          // Who takes a pause for the end shall have one.
          await visit.program.untilNoTimer();
          visit.peer.end();
          await expectTotal(tools, visit, Buffer.concat(pieces.map(toBuffer)).length);
        });

      const many = await receive('many', async (visit) => {
        void visit.peer.write(MANY);
        visit.peer.end();
        await expectTotal(tools, visit, MANY.length, MANY_MS);
        assume(readChunks(visit).length > 1, {
          en: '200,000 bytes came in one chunk',
          zh: '200,000 字节是作为一个数据块到的',
        });
      });
      const corked = await count('corked', [CORKED]);
      const bytes = await count('bytes', toSingles(PLAIN));
      const plain = [many, corked, bytes];
      if (plain.some(({ outcome }) => !outcome.isOk)) {
        if (many.outcome.isOk && readTotal(corked.outcome) === MANY.length + CORKED.length) {
          return 'shared-total';
        }
        return plain.map(nameOne).find((name) => name !== null) ?? null;
      }

      const foreign = (await count('foreign', [FOREIGN])).outcome;
      const cut = (await count('cut', toSingles(FOREIGN))).outcome;
      const binary = (await count('binary', [BINARY])).outcome;
      const nothing = await receive('nothing', async (visit) => {
        visit.peer.end();
        await expectTotal(tools, visit, 0);
      });
      const size = Buffer.byteLength(FOREIGN);
      if (!foreign.isOk) {
        const total = readTotal(foreign);
        return total >= 0 && total < size ? 'counts-characters' : null;
      }
      if (!cut.isOk || !binary.isOk) {
        return [cut, binary].some((outcome) => readTotal(outcome) >= 0) ? 'decoded-again' : null;
      }
      if (!nothing.outcome.isOk) return 'nothing-at-all';

      let pair: Visit[] = [];
      const apart = await phase('apart', async () => {
        const program = await server();
        const [first, second] = [await connect(), await connect()];
        pair = [
          { program, peer: first },
          { program, peer: second },
        ];
        await first.writePieces(['one']);
        await second.writePieces(['three']);
        await first.writePieces(['two!']);
        second.end();
        await expectTotal(tools, { program, peer: second }, 5);
        await first.writePieces(['four']);
        first.end();
        await expectTotal(tools, { program, peer: first }, 11);
      });
      return apart.isOk ? null : nameMixUp(apart, pair);
    },
  },
});

/** One client at the program. */
interface Visit {
  program: ProgramUnderCheck;
  peer: Peer;
}

/** What came of a client, and its visit where it came to one. */
interface Received {
  outcome: Phase;
  visit: Visit | null;
}

function toBuffer(piece: string | Buffer): Buffer {
  return typeof piece === 'string' ? Buffer.from(piece) : piece;
}

function toSingles(text: string): Buffer[] {
  return [...Buffer.from(text)].map((byte) => Buffer.of(byte));
}

/** Expects the answer, the end, and not a byte before the client has ended. */
async function expectTotal(
  { demand }: Tools,
  visit: Visit,
  total: number,
  ms?: number,
): Promise<void> {
  const wanted = `total ${total}\n`;
  const answer = await takeAnswer(visit.peer, wanted, ms);
  if (answer.toString() !== wanted) {
    throw new UnmetExpectation(describeBytes(Buffer.from(wanted)), describeBytes(answer), answer);
  }
  await untilClosed(visit);
  demand(
    !hasSpokenEarly(readRecords(visit)),
    { en: 'not a byte before the client has ended', zh: '客户端结束发送之前，一个字节也不发' },
    { en: 'some were written before', zh: '在那之前就写了' },
  );
}

/** Waits until the program's own socket is closed: what the tap saw may come later than the bytes. */
async function untilClosed({ program, peer }: Visit): Promise<void> {
  await program.until(
    { en: 'the connection is closed on your side too', zh: '你的套接字也关闭了' },
    ({ kind, connection }) => kind === 'close' && connection === peer.connection,
  );
}

/** All that comes up to the program's FIN; says what was wanted where that doesn't come. */
async function takeAnswer(peer: Peer, wanted: string, ms?: number): Promise<Buffer> {
  try {
    return await peer.expectEnd(ms);
  } catch (error) {
    // What came is wrong already: that says more than the missing end.
    if (!(error instanceof UnmetExpectation) || error.bytes?.toString() === wanted) throw error;
    throw new UnmetExpectation(describeBytes(Buffer.from(wanted)), error.got, error.bytes);
  }
}

/** What the tap saw of a connection. */
function readRecords({ program, peer }: Visit): TapRecord[] {
  return program.records.filter(({ connection }) => connection === peer.connection);
}

/** The sizes of the chunks that the program read. */
function readChunks(visit: Visit): number[] {
  return readRecords(visit).flatMap(({ kind, bytes = 0 }) => (kind === 'data' ? [bytes] : []));
}

function hasSpokenEarly(records: readonly TapRecord[]): boolean {
  const heard = records.findIndex(({ kind, by }) => kind === 'end' && by === 'peer');
  const spoke = records.findIndex(({ kind }) => kind === 'write');
  return spoke >= 0 && (heard < 0 || spoke < heard);
}

/** The number of an answer, or -1. */
function readTotal({ got }: Phase): number {
  const [, total] = /^total (\d+)\n$/.exec(got) ?? [];
  return total === undefined ? -1 : Number(total);
}

/** Which mistake it is that spoils the count of one client, in plain ASCII. */
function nameOne({ outcome, visit }: Received) {
  if (outcome.isOk || !visit) return null;
  const { got } = outcome;
  const records = readRecords(visit);
  const chunks = readChunks(visit);
  if (hasSpokenEarly(records)) return 'answers-at-once';
  const sum = chunks.reduce((sum, bytes) => sum + bytes, 0);
  if (got === `total ${sum}`) return 'no-newline';
  if (got === `total ${sum}\n`) return 'never-ends';
  const total = readTotal(outcome);
  if (total >= 0) {
    if (total === chunks.length) return 'counts-events';
    // What it has written so far, in place of what it has read.
    if (total === 0) return 'counts-own';
    return chunks.length > 1 && (total === chunks[0] || total === chunks.at(-1))
      ? 'last-chunk'
      : null;
  }
  if (/^total (NaN|0?[.\d]*[.])/.test(got)) return 'adds-chunks';
  if (got !== '') return got.match(/\d+/g)?.join() === String(sum) ? 'other-words' : null;
  const has = (kind: TapRecord['kind'], by: TapRecord['by']) =>
    records.some((record) => record.kind === kind && record.by === by);
  // Its output comes by another way than its reports, and may have come after the phase.
  const hasPrinted = (pattern: RegExp) =>
    [...visit.program.lines('stdout'), ...visit.program.lines('stderr')].some((line) =>
      pattern.test(line),
    );
  const hasWrittenLate = records.some(({ code }) => code === 'ERR_STREAM_WRITE_AFTER_END');
  if (has('end', 'you') && hasWrittenLate) return 'ends-first';
  if (hasPrinted(TOO_LATE)) return 'too-late';
  if (outcome.hasCrashed) return null;
  if (!has('end', 'peer')) return 'never-reads';
  if (has('end', 'you') || hasPrinted(/\btotal\b/)) return 'says-nothing';
  // The tap tells of no write that comes after the end.
  return has('end', 'node') || has('destroy', 'node') ? 'too-late' : 'says-nothing';
}

/** Which mistake it is that spoils two counts at once, where each alone went well. */
function nameMixUp(phase: Phase, [first, second]: Visit[]) {
  if (phase.hasCrashed || !first || !second) return null;
  if (readTotal(phase) >= 0) return 'shared-total';
  // The first one has not hung up, and nobody has answered the second.
  const hasHungUp = readRecords(first).some(({ kind, by }) => kind === 'end' && by === 'peer');
  return phase.got === '' && !hasHungUp ? 'one-at-a-time' : null;
}

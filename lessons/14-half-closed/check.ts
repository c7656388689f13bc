// What lesson 14 demands: an answer to all that was asked, after the end, and whole; and which mistake spoils it.
import {
  COMMON,
  checks,
  describeBytes,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
  UNREAD,
  UnmetExpectation,
} from '../../src/check/kit.ts';

/** A question in three pieces: the first ends a line, the second tears a character. */
const QUESTION = Buffer.from('One street to you.\nOne street back, 你好.\n');
const TORN_AT = QUESTION.indexOf('你') + 1;
const PIECES = [
  QUESTION.subarray(0, 19),
  QUESTION.subarray(19, TORN_AT),
  QUESTION.subarray(TORN_AT),
];
const MIB = 2 ** 20;
const DOTS = Buffer.alloc(16 * MIB, '.');
/** How long an answer of this size may take, in ms; only what fails takes long. */
const ANSWER_MS = 15_000;

export default checks('14-half-closed', {
  half: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'reads-nothing',
      'half-open',
      'loop-destroys',
      'no-fin',
      'truncated',
      'answered-early',
      'half-question',
      'torn-character',
      'shared-buffer',
    ],
    run: answerLate,
  },
});

/** A client that reads late, and two at once. */
async function answerLate(tools: Tools) {
  const { phase, connect, server } = tools;
  let late: Conversation | null = null;
  let isUnread = false;
  const whole = await phase('whole', async () => {
    const program = await server();
    const peer = await connect();
    late = { program, connection: peer.connection };
    await peer.writePieces(PIECES.slice(0, 1));
    // A program that takes a pause for the end gets one.
    await program.untilNoTimer();
    await peer.writePieces(PIECES.slice(1));
    await program.untilNoTimer();
    peer.pause();
    peer.end();
    isUnread = await hasNoReader(late);
    await untilReaction(late);
    // And one that hangs up after some time is not saved by a quick reader.
    await program.untilNoTimer();
    peer.resume();
    await expectAnswer(peer, QUESTION);
    demandPatience(tools, late);
  });
  if (!whole.isOk && late) {
    isUnread ||= !readRecords(late).some(({ kind }) => kind === 'data');
    return isUnread && whole.got === '' && !whole.exit ? 'reads-nothing' : nameHalf(late, whole);
  }
  if (!whole.isOk) return null;

  let isAnswered = false;
  const two = await phase('two', async () => {
    const [first, second] = [await connect(), await connect()];
    await first.writePieces(['first ']);
    await second.writePieces(['second']);
    second.end();
    await expectAnswer(second, Buffer.from('second'));
    isAnswered = true;
    await first.writePieces(['and last']);
    first.end();
    await expectAnswer(first, Buffer.from('first and last'));
  });
  if (two.isOk || two.exit) return null;
  if (!isAnswered && two.got === '') return 'one-at-a-time';
  return isShared(two) ? 'shared-buffer' : null;
}

/** One connection of a program. */
interface Conversation {
  program: ProgramUnderCheck;
  connection: number;
}

/** What the tap saw of a connection. */
function readRecords({ program, connection }: Conversation): TapRecord[] {
  return program.records.filter((record) => record.connection === connection);
}

/** Whether nothing reads from its socket, so that it learns of no end. */
async function hasNoReader({ program, connection }: Conversation): Promise<boolean> {
  const names = await program.resources();
  return names?.includes(`${UNREAD}${connection}`) ?? false;
}

/** Waits until the program does something about the end of the question. */
async function untilReaction(conversation: Conversation): Promise<void> {
  const { program, connection } = conversation;
  const isReaction = ({ kind, by }: TapRecord) =>
    ['write', 'destroy', 'reset', 'close'].includes(kind) || (kind === 'end' && by === 'you');
  await program.until(
    { en: 'an answer, after your FIN', zh: '收到 FIN 之后有回复' },
    (record) => record.connection === connection && isReaction(record),
  );
}

async function expectAnswer(peer: Peer, question: Buffer): Promise<void> {
  const wanted = Buffer.concat([question, DOTS]);
  await peer.expect(wanted, ANSWER_MS);
  const more = await peer.expectEnd();
  if (more.length > 0) {
    throw new UnmetExpectation(
      { en: 'nothing more', zh: '后面什么也没有' },
      describeBytes(more),
      more,
    );
  }
}

/** Demands that nothing was said before the other side was done. */
function demandPatience({ demand }: Tools, conversation: Conversation): void {
  demand(
    !hasSpokenEarly(readRecords(conversation)),
    { en: 'not a byte before the client has ended', zh: '客户端结束之前一个字节也不发' },
    { en: 'some were written before', zh: '在那之前就写了' },
  );
}

function hasSpokenEarly(records: readonly TapRecord[]): boolean {
  const heard = records.findIndex(({ kind, by }) => kind === 'end' && by === 'peer');
  const spoke = records.findIndex(({ kind }) => kind === 'write');
  return spoke >= 0 && (heard < 0 || spoke < heard);
}

/** Which mistake it is that spoils an answer. */
function nameHalf(conversation: Conversation, { unmet, got, exit }: Phase) {
  const records = readRecords(conversation);
  const has = (kind: TapRecord['kind'], by?: TapRecord['by']) =>
    records.some((record) => record.kind === kind && (by === undefined || record.by === by));
  if (hasSpokenEarly(records)) return 'answered-early';
  if (has('destroy', 'node') && records.some(({ code }) => code === 'ABORT_ERR')) {
    return 'loop-destroys';
  }
  if (exit) return null;
  if (hasPartOnly(unmet?.bytes ?? Buffer.alloc(0))) return 'half-question';
  if (got.includes('�')) return 'torn-character';
  const written = records
    .filter(({ kind }) => kind === 'write')
    .reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  // The tap tells of no write that comes after the end.
  if (has('end', 'node') && written < QUESTION.length + DOTS.length) return 'half-open';
  if (has('destroy', 'you') || has('reset')) {
    const bytes = unmet?.bytes ?? Buffer.alloc(0);
    const wanted = Buffer.concat([QUESTION, DOTS]);
    return wanted.subarray(0, bytes.length).equals(bytes) ? 'truncated' : null;
  }
  return has('write') && !has('end', 'you') && !has('close') ? 'no-fin' : null;
}

/** Whether an answer repeats a single chunk of the question. */
function hasPartOnly(answer: Buffer): boolean {
  return PIECES.some((piece) => {
    const start = Buffer.concat([piece, DOTS.subarray(0, 16)]);
    return answer.subarray(0, start.length).equals(start);
  });
}

/** Whether one client was told what another had said. */
function isShared({ got }: Phase): boolean {
  return got !== '' && !got.startsWith('second') && !/^first and last\./.test(got);
}

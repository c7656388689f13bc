// What lesson 13 demands: an answer that arrives whole, and a list without ghosts.
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

const HALF = { name: 'half' };
const MEMBERS = { name: 'members' };

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

export default checks('13-closing', {
  members: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'crash',
      'ghost-after-reset',
      'ghost-after-end',
      'swallowed',
      'wrong-one',
      'no-fin',
      'lines',
    ],
    async run(tools) {
      const { phase } = tools;
      let room: Room | null = null;
      let leaving: Conversation | null = null;
      const enter = async () => {
        room = await openRoom(tools, room);
        return room;
      };
      /** Lets somebody in, has them leave, and demands that nobody else is missed. */
      const part = async (leave: (peer: Peer) => void, isPolite = false) => {
        const { program, ann } = await enter();
        const mia = await join(tools, 'mia');
        leaving = { program, connection: mia.connection };
        await expectNames(ann, 'ann,mia,zoe');
        leave(mia);
        if (isPolite) await mia.expectEnd();
        await untilClosed(leaving);
        await expectNames(ann, 'ann,zoe');
      };

      let isServed = false;
      const lines = await phase('lines', async () => {
        room = await openRoom(tools, null, () => {
          isServed = true;
        });
      });
      if (!lines.isOk) {
        if (lines.exit) return null;
        // The same lines were answered when the first one was alone.
        return isServed && lines.got === '' ? 'one-at-a-time' : 'lines';
      }

      const ended = await phase('ended', () => part((mia) => mia.end(), true));
      if (!ended.isOk) return leaving ? nameGhost(leaving, ended) : null;
      const destroyed = await phase('destroyed', () => part((mia) => mia.destroy()));
      if (!destroyed.isOk) return leaving ? nameGhost(leaving, destroyed) : null;

      const unnamed = await phase('unnamed', async () => {
        const { program, ann } = await enter();
        const mia = await join(tools, 'mia');
        const visitor = await tools.connect(MEMBERS);
        mia.end();
        await untilClosed({ program, connection: mia.connection });
        await expectNames(ann, 'ann,zoe');
        visitor.end();
        await untilClosed({ program, connection: visitor.connection });
        await expectNames(ann, 'ann,zoe');
      });

      const reset = await phase('reset', async () => {
        await part((mia) => mia.reset());
        if (leaving) demandHeard(tools, leaving);
      });
      if (leaving && !reset.exit) assumeReset(tools, leaving);
      if (!unnamed.isOk) return 'wrong-one';
      return reset.isOk || !leaving ? null : nameLoss(leaving, reset);
    },
  },

  half: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'half-open',
      'loop-destroys',
      'no-fin',
      'truncated',
      'answered-early',
      'torn-character',
      'shared-buffer',
    ],
    async run(tools) {
      const { phase, connect, server } = tools;
      let late: Conversation | null = null;
      const whole = await phase('whole', async () => {
        const program = await server(HALF);
        const peer = await connect(HALF);
        late = { program, connection: peer.connection };
        await peer.writePieces(PIECES.slice(0, 1));
        // Who takes a pause for the end shall have one.
        await program.untilNoTimer();
        await peer.writePieces(PIECES.slice(1));
        await program.untilNoTimer();
        peer.pause();
        peer.end();
        await untilReaction(late);
        // And who hangs up after some time shall not be saved by a quick reader.
        await program.untilNoTimer();
        peer.resume();
        await expectAnswer(peer, QUESTION);
        demandPatience(tools, late);
      });
      if (!whole.isOk) return late ? nameHalf(late, whole) : null;

      let isAnswered = false;
      const two = await phase('two', async () => {
        const [first, second] = [await connect(HALF), await connect(HALF)];
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
    },
  },
});

/** One connection of a program. */
interface Conversation {
  program: ProgramUnderCheck;
  connection: number;
}

/** What the tap saw of a connection. */
function readRecords({ program, connection }: Conversation): TapRecord[] {
  return program.records.filter((record) => record.connection === connection);
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

/** Whether one client was told what another had said. */
function isShared({ got }: Phase): boolean {
  return got !== '' && !got.startsWith('second') && !/^first and last\./.test(got);
}

/** The members who stay, and their server. */
interface Room {
  program: ProgramUnderCheck;
  ann: Peer;
}

/** The room as it was; a new one where the server is another. */
async function openRoom(
  tools: Tools,
  room: Room | null,
  onServed: () => void = () => {},
): Promise<Room> {
  const program = await tools.server(MEMBERS);
  if (room?.program === program) return room;
  const zoe = await tools.connect(MEMBERS);
  await zoe.writeBytewise('NAME zoe\n');
  await zoe.expect('OK\n');
  await zoe.write('WHO\nWHO\n');
  await zoe.expect('zoe\nzoe\n');
  onServed();
  const ann = await tools.connect(MEMBERS);
  await ann.write('NAME ann\nWHO\n');
  await ann.expect('OK\nann,zoe\n');
  return { program, ann };
}

async function join({ connect }: Tools, name: string): Promise<Peer> {
  const peer = await connect(MEMBERS);
  await peer.write(`NAME ${name}\n`);
  await peer.expect('OK\n');
  return peer;
}

async function expectNames(ann: Peer, names: string): Promise<void> {
  await ann.write('WHO\n');
  await ann.expect(`${names}\n`);
}

/** Waits until the program's own socket is closed: before that, nobody need know that anyone is gone. */
async function untilClosed({ program, connection }: Conversation): Promise<void> {
  await program.until(
    { en: 'the connection is closed on your side too', zh: '你这边的连接也关闭了' },
    (record) => record.kind === 'close' && record.connection === connection,
  );
}

/** Makes sure that a reset came as one. */
function assumeReset({ assume }: Tools, conversation: Conversation): void {
  assume(
    readRecords(conversation).some(({ kind, code }) => kind === 'error' && code === 'ECONNRESET'),
    { en: 'the reset did not reach the program', zh: '重置没有送到程序那里' },
  );
}

/** Demands that an error found a listener where it happened. */
function demandHeard({ demand }: Tools, conversation: Conversation): void {
  demand(
    !readRecords(conversation).some(({ isUnheard }) => isUnheard),
    { en: "a listener for the socket's `error`", zh: '套接字的 `error` 有监听函数' },
    {
      en: 'nobody listened; it was thrown, and caught as an `uncaughtException`',
      zh: '没有人监听；它被抛了出来，落到了 `uncaughtException` 里',
    },
  );
}

/** Which mistake it is that spoils a parting that is no error. */
function nameGhost(leaving: Conversation, { got, exit }: Phase) {
  if (exit) return null;
  if (got === '')
    return readRecords(leaving).some(({ kind }) => kind === 'close') ? null : 'no-fin';
  const names = got.trim().split(',');
  if (!names.includes('ann') || !names.includes('zoe')) return 'wrong-one';
  return names.includes('mia') ? 'ghost-after-end' : null;
}

/** Which mistake it is that spoils a reset. */
function nameLoss(leaving: Conversation, { got, exit }: Phase) {
  if (exit) return 'crash';
  if (readRecords(leaving).some(({ isUnheard }) => isUnheard)) return 'swallowed';
  return got.split(',').includes('mia') ? 'ghost-after-reset' : null;
}

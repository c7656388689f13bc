// What lesson 13 demands: a list without ghosts.
import {
  COMMON,
  checks,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  type TapRecord,
  type Tools,
} from '../../src/check/kit.ts';

const MEMBERS = { name: 'members' };

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
      'nameless-listed',
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
      if (!unnamed.isOk) return nameStranger(unnamed);
      return reset.isOk || !leaving ? null : nameLoss(leaving, reset);
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
    { en: "a listener for the socket's `error`", zh: '套接字的 `error` 有监听器' },
    {
      en: 'nobody listened; it was thrown, and caught as an `uncaughtException`',
      zh: '没有监听器；它被抛出来，落到了 `uncaughtException` 里',
    },
  );
}

/** Which mistake it is that spoils a parting that is no error. */
function nameGhost(leaving: Conversation, { got, exit }: Phase) {
  if (exit) return null;
  if (got === '')
    return readRecords(leaving).some(({ kind }) => kind === 'close') ? null : 'no-fin';
  // Before the one has left, whoever is missing was struck off for another reason.
  const hasLeft = readRecords(leaving).some(
    ({ kind, by }) => kind === 'close' || kind === 'error' || (kind === 'end' && by === 'peer'),
  );
  if (!hasLeft) return null;
  const names = got.trim().split(',');
  if (!names.includes('ann') || !names.includes('zoe')) return 'wrong-one';
  return names.includes('mia') ? 'ghost-after-end' : null;
}

/** Which mistake it is that spoils the list where somebody has no name. */
function nameStranger({ got }: Phase) {
  const names = got.trim().split(',');
  const isComplete = ['ann', 'zoe'].every((name) => names.includes(name));
  return isComplete && names.length === 3 && !names.includes('mia')
    ? 'nameless-listed'
    : 'wrong-one';
}

/** Which mistake it is that spoils a reset. */
function nameLoss(leaving: Conversation, { got, exit }: Phase) {
  if (exit) return 'crash';
  if (readRecords(leaving).some(({ isUnheard }) => isUnheard)) return 'swallowed';
  return got.split(',').includes('mia') ? 'ghost-after-reset' : null;
}

// What lesson 19 demands: a chat whose members have their own state, and no slow one that stops the others.
import { COMMON, checks, type Peer, type Phase, type Tools } from '../../src/check/kit.ts';
import {
  assumeReset,
  BROKEN,
  CHAT,
  enterRoom,
  expectNoMore,
  isRead,
  join,
  name,
  type Room,
  untilClosed,
} from './check-room.ts';
import { SLOW_MISTAKES, talkToSlow } from './check-slow.ts';

/** A line of somebody who sets it in. */
const BLANKS = '  set in \n';
/** A name that is cut in the middle, too. */
const LATE = ['zo', 'e\n'] as const;

export default checks('19-chat', {
  room: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'nameless',
      'silent-join',
      'echo',
      'shared-name',
      'shared-remainder',
      'no-remainder',
      'one-per-chunk',
      'multibyte',
      'trims',
      'unnamed-hears',
      'silent-leave',
      'ghost-after-reset',
      'leaves-twice',
      'unnamed-leaves',
      'crash',
    ],
    run: checkRoom,
  },
  slow: { mistakes: SLOW_MISTAKES, run: talkToSlow },
});

async function checkRoom(tools: Tools) {
  const { phase } = tools;
  const insane = await nameInsane(tools);
  if (insane !== 'sane') return insane;

  let room: Room | null = null;
  const enter = async () => {
    room = await enterRoom(tools, room);
    return room;
  };
  const torn = await phase('torn', async () => tear(await enter()));
  if (!torn.isOk) return nameTorn(torn);

  const characters = await phase('characters', async () => {
    const { ann, bob } = await enter();
    await ann.writeBytewise('你好\n');
    await bob.expect('ann: 你好\n');
  });
  if (!characters.isOk) return characters.got.includes('�') ? 'multibyte' : null;

  const blanks = await phase('blanks', async () => {
    const { ann, bob } = await enter();
    await ann.writePieces([BLANKS]);
    await bob.expect(`ann: ${BLANKS}`);
  });
  if (!blanks.isOk) return blanks.got.trim() === `ann: ${BLANKS.trim()}` ? 'trims' : null;

  const unnamed = await phase('unnamed', async () => comeInLate(tools, await enter()));
  if (!unnamed.isOk) {
    if (/^\* zoe? joined\n/.test(unnamed.got)) return 'no-remainder';
    return unnamed.got.startsWith('ann: before') ? 'unnamed-hears' : null;
  }

  const ended = await phase('ended', async () => {
    await leave(tools, await enter(), (mia) => mia.end());
  });
  if (!ended.isOk) return nameLeft(ended, 'silent-leave');
  const reset = await phase('reset', async () => {
    const current = await enter();
    const mia = await leave(tools, current, (peer) => peer.reset());
    assumeReset(tools, current.program, mia);
  });
  if (!reset.isOk) return nameLeft(reset, 'ghost-after-reset');

  const nobody = await phase('nobody', async () => leaveUnnamed(tools, await enter()));
  if (nobody.isOk) return null;
  if (nobody.exit) return nobody.printed(BROKEN) ? 'crash' : null;
  return / (?:left|joined)\n/.test(nobody.got) ? 'unnamed-leaves' : null;
}

/** Two come in, and each says a line; which mistake spoils that, or `sane`. */
async function nameInsane(tools: Tools) {
  const { phase, connect, server } = tools;
  let room: Room | null = null;
  let hasJoined = false;
  const talk = await phase('talk', async () => {
    const program = await server(CHAT);
    const ann = await name(tools, 'ann');
    const bob = await connect(CHAT);
    room = { program, ann, bob };
    // A server that has no time for bob doesn't read this, and there would be nothing to wait for.
    await bob.write('bob\n');
    await ann.expect('* bob joined\n');
    hasJoined = true;
    await ann.writePieces(['hi\n']);
    await bob.expect('ann: hi\n');
    await bob.writePieces(['yo\n']);
    await ann.expect('bob: yo\n');
    await expectNoMore(room, 'and again');
  });
  if (talk.isOk) return 'sane';
  if (!room || talk.hasCrashed) return null;
  const { program, bob } = room as Room;
  const { got } = talk;
  const named = hasJoined ? nameTalk(got) : nameJoining(got);
  if (named) return named;
  // Where something came instead, it may have come before bob was read.
  if (!hasJoined && got === '' && !isRead(program, bob)) return 'one-at-a-time';
  if (hasJoined || got !== '') return null;
  const quiet = await phase('quiet', async () => {
    const ann = await name(tools, 'ann');
    const other = await name(tools, 'bob');
    await other.writePieces(['yo\n']);
    await ann.expect('bob: yo\n');
  });
  return quiet.isOk ? 'silent-join' : null;
}

/** What ann heard in place of bob's joining. */
function nameJoining(got: string) {
  if (got.startsWith('* ann joined\n')) return 'echo';
  return /^(?:ann|bob)(?::|\n|$)/.test(got) ? 'nameless' : null;
}

/** What was heard in place of a line. */
function nameTalk(got: string) {
  if (/^(?:\* bob joined|ann: hi)\n/.test(got)) return 'echo';
  if (/^(?:hi|yo|bob: bob)(?:\n|$)/.test(got)) return 'nameless';
  return /^(?:bob: hi|ann: yo)\n/.test(got) ? 'shared-name' : null;
}

/** Lines in pieces, of two at the same time; each piece is read before the next is written. */
async function tear({ ann, bob }: Room): Promise<void> {
  await ann.writePieces(['hel']);
  await bob.writePieces(['mark\n']);
  await ann.expect('bob: mark\n');
  await bob.writePieces(['wor']);
  await ann.writePieces(['lo\n']);
  await bob.expect('ann: hello\n');
  await bob.writePieces(['ld\nsecond\nthi']);
  await ann.expect('bob: world\nbob: second\n');
  await bob.writePieces(['rd\n']);
  await ann.expect('bob: third\n');
}

function nameTorn({ got, exit }: Phase) {
  if (exit) return null;
  if (/^bob: (?:helmark|worlo)\n/.test(got)) return 'shared-remainder';
  // What ann has begun is ended by bob, and hers is what is left.
  if (/^ann: (?:worlo|lo)\n/.test(got)) return 'shared-remainder';
  if (/^(?:ann: (?:hel|lo)|bob: (?:wor|ld|thi|rd))(?:\n|$|ann|bob)/.test(got))
    return 'no-remainder';
  return got === 'bob: world\n' ? 'one-per-chunk' : null;
}

/** One comes, and gives its name later: it hears only what is said after that. */
async function comeInLate({ connect }: Tools, { ann, bob }: Room): Promise<void> {
  const zoe = await connect(CHAT);
  await zoe.writePieces([LATE[0]]);
  await ann.writePieces(['before\n']);
  await bob.expect('ann: before\n');
  await zoe.writePieces([LATE[1]]);
  await ann.expect('* zoe joined\n');
  await bob.expect('* zoe joined\n');
  await ann.writePieces(['after\n']);
  await zoe.expect('ann: after\n');
  await bob.expect('ann: after\n');
}

/** mia comes in and leaves, and the others hear of it, once. */
async function leave(tools: Tools, room: Room, part: (mia: Peer) => void): Promise<Peer> {
  const { program, ann, bob } = room;
  const mia = await join(tools, room, 'mia');
  part(mia);
  await untilClosed(program, mia);
  await ann.expect('* mia left\n');
  await bob.expect('* mia left\n');
  await expectNoMore(room, 'still here');
  return mia;
}

function nameLeft({ got, exit, printed }: Phase, silent: 'silent-leave' | 'ghost-after-reset') {
  if (exit) return printed(BROKEN) ? 'crash' : null;
  if (got.startsWith('* mia left\n')) return 'leaves-twice';
  return got === '' ? silent : null;
}

/** Two without a name leave, and nobody hears of it. */
async function leaveUnnamed(tools: Tools, room: Room): Promise<void> {
  const { program } = room;
  for (const part of ['end', 'reset'] as const) {
    const peer = await tools.connect(CHAT);
    await program.until(
      { en: 'its connection', zh: '它的连接' },
      ({ kind, connection }) => kind === 'connection' && connection === peer.connection,
    );
    peer[part]();
    await untilClosed(program, peer);
    await expectNoMore(room, part === 'end' ? 'nobody left' : 'nobody was reset');
  }
}

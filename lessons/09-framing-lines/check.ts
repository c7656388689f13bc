// What lesson 9 demands: every line answered, only whole lines, to whom they belong.
import { setTimeout as pause } from 'node:timers/promises';
import {
  COMMON,
  checks,
  describeBytes,
  describeExit,
  type Peer,
  UnmetExpectation,
} from '../../src/check/kit.ts';
import {
  answer,
  answersLate,
  converse,
  expectNoMore,
  isKeptWaiting,
  MARKER,
  nameInsane,
  nameMixUp,
  namePiecemeal,
  readGap,
} from './check-lines.ts';

/** How long a `\n` is kept back after its `\r`, in ms: `readline` waits for 100 unless told otherwise. */
const LATE_MS = 150;
const READLINE_MS = 100;
const FOREIGN = 'né 你好 😀';

function toAnswer(line: string): Buffer {
  return Buffer.from(answer(line));
}

function toBytes(text: string): Buffer[] {
  return [...Buffer.from(text)].map((byte) => Buffer.of(byte));
}

export default checks('09-framing-lines', {
  lines: {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'chunk-is-not-a-message',
      'one-per-chunk',
      'no-remainder',
      'timer',
      'holds-back',
      'multibyte',
      'wrong-encoding',
      'ascii-only',
      'drops-empty',
      'trims',
      'newline-kept',
      'no-newline',
      'not-upper-case',
      'bytes-not-text',
      'answered-again',
      'only-first',
      'hangs-up',
      'waits-for-end',
      'only-crlf',
    ],
    async run(tools) {
      const sane = await nameInsane(tools);
      if (sane !== 'sane') return sane;
      if (await isKeptWaiting(tools)) return 'one-at-a-time';

      const { phase, connect, server } = tools;
      const three = await phase('three', async () => {
        await converse(await connect(), ['one\ntwo\nthree\n'], 'one', 'two', 'three');
      });
      let hadTimer = false;
      let isLate = () => false;
      const bytes = await phase('bytes', async () => {
        const peer = await connect();
        const program = await server();
        isLate = () => hadTimer && answersLate(program);
        hadTimer = await program.untilNoTimer(() => peer.writePieces(toBytes('hello\n')));
        await peer.expect(answer('hello'));
        await expectNoMore(peer);
      });
      const torn = await phase('torn', async () => {
        const peer = await connect();
        // Who hopes that all comes within some time shall not be saved by a quick client.
        const program = await server();
        const runsTimer = await program.untilNoTimer(() => peer.writePieces(['ab\ncd']));
        hadTimer ||= runsTimer;
        await peer.expect(answer('ab'));
        await converse(peer, ['ef\n'], 'cdef');
      });
      const foreign = await phase('foreign', async () => {
        await converse(await connect(), [`${FOREIGN}\n`], FOREIGN);
      });
      // What can't be pieced together at all says nothing about characters.
      const cut = bytes.isOk
        ? await phase('cut', async () => {
            await converse(await connect(), toBytes(`${FOREIGN}\n`), FOREIGN);
          })
        : bytes;
      const empty = await phase('empty', async () => {
        const peer = await connect();
        await peer.writePieces(['\n', `${MARKER}\n`]);
        await peer.expect(answer('', MARKER));
      });
      const blanks = await phase('blanks', async () => {
        await converse(await connect(), ['  a  b \n'], '  a  b ');
      });

      const answersPieces = bytes.got.startsWith(answer('h'));
      if (!three.isOk) {
        if (/^You said "ONE\s*TWO/.test(three.got)) return 'chunk-is-not-a-message';
        if (answersPieces) return 'chunk-is-not-a-message';
        const isCut = three.got !== '' && answer('one', 'two', 'three').startsWith(three.got);
        return isCut ? 'one-per-chunk' : null;
      }
      if (!torn.isOk) {
        if (torn.hasCrashed) return null;
        // Bytes that come slowly, as on a busy machine, are answered one by one where a timer decides.
        if (hadTimer && (bytes.isOk || isLate())) return 'timer';
        return torn.got === '' && bytes.isOk ? 'holds-back' : 'no-remainder';
      }
      // Nothing was kept where a chunk had no newline at all.
      if (!bytes.isOk) return bytes.hasCrashed || isLate() ? null : 'no-remainder';
      if (!foreign.isOk) return foreign.got.includes('你好') ? 'ascii-only' : 'wrong-encoding';
      if (!cut.isOk) return 'multibyte';
      if (!empty.isOk) return empty.got.startsWith(answer(MARKER)) ? 'drops-empty' : null;
      return blanks.isOk || !/^You said " *A *B *"/.test(blanks.got) ? null : 'trims';
    },
  },

  'line-ends': {
    mistakes: [
      ...COMMON,
      'one-at-a-time',
      'chunk-is-not-a-message',
      'no-remainder',
      'crlf',
      'crlf-torn',
      'crlf-twice',
      'cr-eaten',
    ],
    // In capitals already: what upper case is, is not asked here.
    async run(tools) {
      const { phase, connect, server, assume } = tools;
      let isLate = () => false;
      const lf = await phase('lf', async () => {
        const peer = await connect();
        const program = await server();
        const pieces = ['X', 'X', 'X\nY\n'];
        const runsTimer = await program.untilNoTimer(() => peer.writePieces(pieces));
        isLate = () => runsTimer && answersLate(program);
        await peer.expect(answer('XXX', 'Y'));
        await expectNoMore(peer);
      });
      if (!lf.isOk) return isLate() ? null : namePiecemeal(lf.got);
      if (await isKeptWaiting(tools)) return 'one-at-a-time';
      const whole = await phase('whole', async () => {
        await converse(await connect(), ['X\r\nY\r\n'], 'X', 'Y');
      });
      let hadTimer = false;
      const late = await phase('late', async () => {
        const peer = await connect();
        const program = await server();
        hadTimer = await program.untilNoTimer(() => peer.writePieces(['X\r']));
        // This pause is what is asked about: there are readers that wait for a while, and no longer.
        await pause(LATE_MS);
        await peer.writePieces(['\nY\r\n']);
        assume(readGap(await server(), peer) > READLINE_MS, {
          en: 'the newline came too soon after its carriage return',
          zh: '换行符紧跟着回车符就到了',
        });
        await peer.expect(answer('X', 'Y'));
        await expectNoMore(peer);
      });
      const lone = await phase('lone', async () => {
        const peer = await connect();
        await peer.writePieces(['A\rB\n']);
        const line = Buffer.from(`${await peer.expectLine()}\n`);
        // `readline` ends a line here, too, and can't be told not to.
        if (line.toString() === answer('A')) await peer.expect(answer('B'));
        else if (line.toString() !== answer('A\rB')) {
          throw new UnmetExpectation(describeBytes(toAnswer('A\rB')), describeBytes(line), line);
        }
        await expectNoMore(peer);
      });
      if (/^You said "X\r"\n/.test(whole.got)) return 'crlf';
      if (!whole.isOk || hadTimer) return null;
      if (/^You said "X\r/.test(late.got)) return 'crlf-torn';
      if (late.got.startsWith(answer('X', ''))) return 'crlf-twice';
      if (!late.isOk) return null;
      return !lone.isOk && /^You said "AB"/.test(lone.got) ? 'cr-eaten' : null;
    },
  },

  apart: {
    mistakes: [
      ...COMMON,
      'chunk-is-not-a-message',
      'no-remainder',
      'shared-buffer',
      'shared-decoder',
      'shared-socket',
      'one-at-a-time',
      'answers-nothing',
      'stays-open',
      'crash-on-rest',
    ],
    async run({ phase, connect, server, demand }) {
      const [you, good] = [Buffer.from('你'), Buffer.from('好')];
      let hadTimer = false;
      const alone = await phase('alone', async () => {
        const peer = await connect();
        const program = await server();
        hadTimer = await program.untilNoTimer(() => peer.writePieces(['ONE\nTW']));
        await peer.expect(answer('ONE'));
        await converse(peer, ['O\n'], 'TWO');
        await converse(peer, [you.subarray(0, 1), you.subarray(1), '\n'], `${you}`);
      });
      // Who can't do it alone does it no better in company.
      if (/^You said "ONE\s*TW"/.test(alone.got)) return 'chunk-is-not-a-message';
      if (alone.got.startsWith(answer('TW')) && !hadTimer) return 'no-remainder';
      if (!alone.isOk) return null;

      let peers: Peer[] = [];
      const together = await phase('together', async () => {
        const [first, second] = [await connect(), await connect()];
        peers = [first, second];
        await first.writePieces(['ONE\nTW']);
        await first.expect(answer('ONE'));
        await second.writePieces(['THREE\nFO']);
        await second.expect(answer('THREE'));
        await converse(first, ['O\n'], 'TWO');
        await converse(second, ['UR\n'], 'FOUR');
      });
      const characters = together.isOk
        ? await phase('characters', async () => {
            const [first, second] = [await connect(), await connect()];
            await first.writePieces([you.subarray(0, 1)]);
            await second.writePieces([good.subarray(0, 2)]);
            await converse(first, [you.subarray(1), '\n'], `${you}`);
            await converse(second, [good.subarray(2), '\n'], `${good}`);
          })
        : together;

      const leave = await phase('leave', async () => {
        const peer = await connect();
        await peer.writePieces(['X\n']);
        await peer.expect(answer('X'));
        peer.end();
        const rest = await peer.expectEnd();
        demand(rest.length === 0, { en: 'no more answers', zh: '不再有回复' }, describeBytes(rest));
      });
      const unfinished = leave.unmet?.bytes
        ? leave
        : await phase('unfinished', async () => {
            const program = await server();
            const peer = await connect();
            await peer.writePieces(['X\nHALF']);
            await peer.expect(answer('X'));
            peer.end();
            const rest = String(await peer.expectEnd());
            // A program that dies of it may take a moment to be gone.
            await program.isAwake();
            if (program.exit) {
              const alive = { en: 'it waits for the next client', zh: '它等着下一个客户端' };
              demand(false, alive, describeExit(program.exit));
            }
            demand(
              rest === '' || rest === answer('HALF'),
              { en: 'an answer to “HALF”, or none', zh: '对“HALF”的回复，或者没有回复' },
              describeBytes(Buffer.from(rest)),
            );
            await converse(await connect(), ['Y\n'], 'Y');
          });

      if (!together.isOk) return nameMixUp(together, peers);
      // The rest of a line stays apart; what is shared keeps no more than the rest of a character.
      if (!characters.isOk) return characters.got.includes('�') ? 'shared-decoder' : null;
      if (!leave.isOk) {
        if (leave.hasCrashed) return null;
        return leave.unmet?.bytes ? 'stays-open' : 'answers-nothing';
      }
      return unfinished.hasCrashed ? 'crash-on-rest' : null;
    },
  },
});

// What lesson 11 demands: every frame answered, wherever it is cut, and none of more than 1 MiB.
import {
  COMMON,
  checks,
  describeExit,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  type Tools,
} from '../../src/check/kit.ts';
import {
  answer,
  answersTwo,
  askWhole,
  expectRefusal,
  frame,
  header,
  interleave,
  isRash,
  makeBody,
  nameTorn,
  offer,
  PROBE_MS,
  readGot,
  SIMPLE,
  startsWith,
  tear,
} from './check-frames.ts';
import { refuseSlowReader } from './check-slow.ts';

/** The largest body that has to be answered, in bytes. */
const LIMIT = 1024 * 1024;

export default checks('11-framing-length', {
  frames: {
    mistakes: [
      ...COMMON,
      ...SIMPLE,
      'binary',
      'empty',
      'header-assumed',
      'no-remainder',
      'body-assumed',
      'reversed-early',
      'one-per-chunk',
      'rest-dropped',
      'shared-buffer',
      'limit-off-by-one',
      'wrong-limit',
    ],
    async run(tools) {
      const { phase, connect } = tools;
      const simple = await askWhole(tools);
      if (!simple.isOk) return simple.mistake;

      const binary = await phase('binary', async () => {
        const peer = await connect();
        const body = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
        await peer.write(frame(body));
        await peer.expect(answer(body));
      });
      if (!binary.isOk) return binary.hasCrashed || readGot(binary).length > 0 ? 'binary' : null;

      const empty = await phase('empty', async () => {
        const peer = await connect();
        await peer.write(frame(''));
        await peer.expect(answer(''));
        await peer.write(frame('next'));
        await peer.expect(answer('next'));
      });
      if (!empty.isOk) return empty.hasCrashed ? null : 'empty';

      const headerTorn = await phase('header torn', () => tear(tools, 'stone', [2]));
      if (!headerTorn.isOk) return isRash(headerTorn) ? 'header-assumed' : 'no-remainder';

      const bodyTorn = await phase('body torn', () => tear(tools, 'abcdef', [4, 6]));
      if (!bodyTorn.isOk) return nameTorn(bodyTorn);

      const bytewise = await phase('byte by byte', async () => {
        const peer = await connect();
        await peer.writeBytewise(frame('bytes'));
        await peer.expect(answer('bytes'));
      });
      if (!bytewise.isOk) return isRash(bytewise) ? 'header-assumed' : 'no-remainder';

      const three = await phase('three at once', async () => {
        const peer = await connect();
        await peer.writePieces([Buffer.concat(['one', 'two', 'three'].map(frame))]);
        // Who skipped some of them shows it by answering this one too early.
        await peer.write(frame('four'));
        await peer.expect(Buffer.concat(['one', 'two', 'three', 'four'].map(answer)));
      });
      const half = await phase('one and a half', async () => {
        const peer = await connect();
        const words = ['first', 'second', 'third'];
        const all = Buffer.concat(words.map(frame));
        // Cut within the body of the second, and within the header of the third.
        await peer.writePieces([all.subarray(0, 14), all.subarray(14, 21), all.subarray(21)]);
        await peer.expect(Buffer.concat(words.map(answer)));
      });
      if (!half.isOk) return half.hasCrashed ? 'header-assumed' : 'rest-dropped';
      if (!three.isOk) return startsWith(readGot(three), answer('one')) ? 'one-per-chunk' : null;

      const interleaved = await phase('two at once', () => interleave(tools));
      if (!interleaved.isOk) return 'shared-buffer';

      const large = await phase('largest', async () => {
        const peer = await connect();
        const body = makeBody(LIMIT);
        await peer.write(frame(body));
        await peer.expect(answer(body));
      });
      if (large.isOk) return null;
      const isRefused = !large.hasCrashed && (await offer(tools, LIMIT)) === 'closed';
      if (!isRefused) return null;
      return (await offer(tools, LIMIT - 1)) === 'answered' ? 'limit-off-by-one' : 'wrong-limit';
    },
  },

  limit: {
    mistakes: [
      ...COMMON,
      ...SIMPLE,
      'no-limit',
      'stays-open',
      'answers-refused',
      'empty',
      'limit-too-late',
      'signed',
      'limit-off-by-one',
      'wrong-limit',
      'shared-buffer',
      'server-dies',
      'good-frame-lost',
      'waiting-lost',
      'answers-after-closing',
    ],
    async run(tools) {
      const { phase, server, connect } = tools;
      const simple = await askWhole(tools);
      if (!simple.isOk) return simple.mistake;

      const stranger = await refuse(tools, 'stranger', 0x7fffffff);
      if (!stranger.outcome.isOk) return nameOpen(tools, stranger.outcome, stranger.step);

      const over = await refuse(tools, 'one too many', LIMIT + 1);
      if (!over.outcome.isOk) {
        const offered = over.step === 'open' ? await offer(tools, LIMIT + 1) : 'silent';
        if (offered === 'closed') return 'limit-too-late';
        if (offered === 'silent') return null;
        return (await offer(tools, LIMIT + 2)) === 'closed' ? 'limit-off-by-one' : 'wrong-limit';
      }

      const ones = await refuse(tools, 'all ones', 0xffffffff);
      if (!ones.outcome.isOk) return 'signed';

      // Several frames in a chunk are another check's business.
      const isPlain = await answersTwo(tools);
      if (isPlain) {
        let isAnswered = false;
        const good = await phase('good, then bad', async () => {
          const program = await server();
          const peer = await connect();
          await peer.write(Buffer.concat([frame('good'), header(0x7fffffff)]));
          await peer.expect(answer('good'));
          isAnswered = true;
          await expectRefusal(peer);
          peer.end();
          await converse(await reach(tools, program));
        });
        if (!good.isOk) return isAnswered || good.hasCrashed ? null : 'good-frame-lost';
      }

      const deaf = await phase('goes on talking', async () => {
        const program = await server();
        const peer = await connect();
        await peer.write(header(0x7fffffff));
        await expectRefusal(peer);
        await peer.write(frame('more'));
        await converse(await reach(tools, program));
        peer.end();
      });
      if (!deaf.isOk) return deaf.hasCrashed ? 'answers-after-closing' : null;
      return isPlain ? refuseSlowReader(tools) : null;
    },
  },
});

/** Another client of the same process, which must still be there to take it. */
async function reach(
  { connect, server, demand }: Tools,
  program: ProgramUnderCheck,
): Promise<Peer> {
  const lives = async (isAlive: boolean) => {
    if (isAlive) return;
    const expected = { en: 'the server lives on', zh: '服务端继续运行' };
    demand(false, expected, describeExit(await program.untilExit()));
  };
  // A program that ends over a client may take a moment to be gone.
  await lives(program.exit === null && (await program.isAwake()));
  const other = await connect();
  // Where one has ended, a new one is started unasked.
  await lives((await server()) === program);
  return other;
}

/** Two frames for a client whom nobody has offended. */
async function converse(peer: Peer): Promise<void> {
  for (const word of ['still', 'there']) {
    await peer.write(frame(word));
    await peer.expect(answer(word));
  }
  peer.end();
}

/**
 * How far a refusal came: nothing was closed; it was, behind an answer; it was, without one; the next client was
 * connected; and served.
 */
type Step = 'open' | 'answered' | 'closed' | 'reached' | 'served';

/** Announces too much, expects the connection to be closed, and the next client to be served. */
async function refuse(tools: Tools, id: string, length: number) {
  const { phase, server, connect } = tools;
  let step: Step = 'open';
  const outcome = await phase(id, async () => {
    const program = await server();
    const peer = await connect();
    await peer.write(header(length));
    await expectRefusal(peer).finally(() => {
      if (peer.hasEnded) step = 'answered';
    });
    step = 'closed';
    peer.end();
    const other = await reach(tools, program);
    step = 'reached';
    await converse(other);
    step = 'served';
  });
  // TypeScript doesn't see that the phase assigns it.
  return { outcome, step: step as Step };
}

/** Which mistake it is that spoils the first refusal. */
async function nameOpen(tools: Tools, outcome: Phase, step: Step) {
  if (outcome.printed(/allocation failed|out of memory/)) return 'no-limit';
  if (step === 'reached' && !outcome.hasCrashed) return 'shared-buffer';
  if (step === 'answered') return outcome.hasCrashed ? null : 'answers-refused';
  if (step !== 'open') return 'server-dies';
  if (outcome.hasCrashed) return null;
  const offered = await offer(tools, LIMIT + 1);
  if (offered === 'answered') return 'no-limit';
  if (offered === 'silent') return 'stays-open';
  return (await isRefusedLater(tools)) ? 'empty' : 'limit-too-late';
}

/** Whether the first byte of a body is what it takes to have a header looked at. */
async function isRefusedLater({ connect }: Tools): Promise<boolean> {
  const peer = await connect();
  await peer.write(Buffer.concat([header(0x7fffffff), Buffer.of(0)]));
  return peer.expectClosing(PROBE_MS).then(
    () => true,
    () => false,
  );
}

// The check of the second turn: twenty questions, and none that waits for an ACK.
import { once } from 'node:events';
import net from 'node:net';
import {
  type Digest,
  describeBytes,
  type Peer,
  type ProgramUnderCheck,
  type Tools,
  UnmetExpectation,
} from '../../src/check/kit.ts';

export const ROUND_MISTAKES = ['nagle', 'changed', 'rushes'] as const;

const ROUNDS = 20;
const QUESTIONS = Array.from(
  { length: ROUNDS },
  (_each, round) => `question ${String(round).padStart(2, '0')}\n`,
);
const ALL = QUESTIONS.join('');
const LENGTH = ALL.length / ROUNDS;
/**
 * A piece that comes so much later than the one before, in ms, has waited for an ACK: Linux delays one by 40 ms or
 * more, and on the loopback interface nothing else takes that long.
 */
const LATE_MS = 25;
/** An answer that comes so soon, in ms, has not waited for one. */
const FAST_MS = 35;
/**
 * So many questions of the twenty tell that they wait, or that they don't. Where an ACK is delayed, all but the first
 * few wait; but a machine that is busy may read both parts at once, or be slow without a wait.
 */
const ENOUGH = 7;
const ENOUGH_FAST = 5;
/** More than so many late ones, and fewer than are enough, tell nothing: after a pause, a kernel doesn't delay its ACKs. */
const FEW = 2;
/** How many rounds show whether an ACK is delayed on this machine. */
const TRIALS = 6;

const NEXT = {
  en: 'the next question comes after the answer to the one before',
  zh: '收到上一个回复之后，才问下一个问题',
};
const WHOLE = { en: 'each question comes at once', zh: '每个问题都一次到齐' };

/** Thrown where the questions are others. */
class Changed extends UnmetExpectation {}

/** Answers the questions of the learner's client, and counts those whose end has waited for an ACK. */
export async function askFast(tools: Tools) {
  const { phase, listen, launch, demand, assume } = tools;
  let isRushed = false;
  let late = 0;
  const rounds = await phase('rounds', async () => {
    const server = await listen();
    const program = launch({ name: 'fast', environment: { PORT: String(server.port) } });
    const [delays, peer] = await Promise.all([countDelays(), server.accept(program)]);
    const digest = peer.digest();
    for (let round = 1; round <= ROUNDS; round += 1) {
      late += (await takeQuestion(tools, digest, round)) ? 1 : 0;
      if (round === 1) await program.untilNoTimer();
      isRushed ||= digest.bytes > round * LENGTH;
      await answer(peer, round);
    }
    tools.tell({
      en: `the peer answered ${ROUNDS} questions; of ${late} the end came ${LATE_MS} ms or more after the beginning`,
      zh: `对端回复了 ${ROUNDS} 个问题；其中 ${late} 个，后一部分比前一部分晚到 ${LATE_MS} 毫秒以上`,
    });
    demand(!isRushed, NEXT, { en: 'it came before', zh: '还没等到回复就来了' });
    demand(late < ENOUGH, WHOLE, {
      en: `${late} of ${ROUNDS} came in two parts, with a pause between them`,
      zh: `${ROUNDS} 个里有 ${late} 个分两次到，中间有停顿`,
    });
    await peer.expectEnd();
    assume(delays > 0, {
      en: 'on this machine no ACK is delayed, so nothing waits for one',
      zh: '这台机器不会延迟 ACK，所以也没有什么要等它',
    });
    assume(late <= FEW && countFast(program) >= ENOUGH_FAST, {
      en: 'the machine was too busy to tell what the answers waited for',
      zh: '机器太忙，看不出回复是在等什么',
    });
  });
  if (rounds.isOk || rounds.hasCrashed) return null;
  if (rounds.unmet instanceof Changed) return 'changed';
  if (isRushed) return 'rushes';
  return late >= ENOUGH ? 'nagle' : null;
}

/** How many answers came so soon after their question that it cannot have waited, on the program's own clock. */
function countFast({ records }: ProgramUnderCheck): number {
  let asked: number | null = null;
  let fast = 0;
  for (const { kind, t } of records) {
    if (kind === 'write') asked ??= t;
    if (kind !== 'data' || asked === null) continue;
    if ((t - asked) / 1000 < FAST_MS) fast += 1;
    asked = null;
  }
  return fast;
}

/** Waits for the end of a question; returns whether it came late after its beginning. */
async function takeQuestion({ wait, demand }: Tools, digest: Digest, round: number) {
  await wait(digest.reached((round - 1) * LENGTH + 1));
  const begun = performance.now();
  await wait(digest.reached(round * LENGTH));
  const took = performance.now() - begun;
  const changed = findChange(digest);
  if (changed) throw changed;
  demand(
    digest.bytes >= round * LENGTH,
    { en: 'a whole question', zh: '一个完整的问题' },
    { en: 'it did not come', zh: '没有来' },
  );
  return took >= LATE_MS;
}

/** What is wrong with the questions so far, or null. */
function findChange({ first }: Digest): Changed | null {
  const wanted = ALL.slice(0, first.length);
  if (first.toString('latin1') === wanted) return null;
  return new Changed(describeBytes(Buffer.from(wanted)), describeBytes(first), first);
}

/** Answers a question as `shout.ts` does, at once: after a pause, a kernel doesn't delay its ACKs. */
function answer(peer: Peer, round: number): Promise<void> {
  const text = (QUESTIONS[round - 1] ?? '').toUpperCase();
  return peer.write(text, { isTold: false, isRested: false });
}

/** Asks itself in two writes, as the starting code does, and counts how many ends come late. */
async function countDelays(): Promise<number> {
  const server = net.createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  const [socket] = (await once(server, 'connection')) as [net.Socket];
  let late = 0;
  try {
    for (let trial = 0; trial < TRIALS; trial += 1) {
      client.write('one');
      client.write('two');
      const begun = await readFrom(socket, 'one'.length);
      const ended = begun.bytes < 6 ? await readFrom(socket, 6 - begun.bytes) : begun;
      if (ended.at - begun.at >= LATE_MS) late += 1;
      socket.write('answer');
      await readFrom(client, 'answer'.length);
    }
  } finally {
    client.destroy();
    socket.destroy();
    server.close();
  }
  return late;
}

/** Waits until at least so many bytes have come. */
async function readFrom(socket: net.Socket, least: number) {
  let bytes = 0;
  while (bytes < least) bytes += ((await once(socket, 'data')) as [Buffer])[0].length;
  return { bytes, at: performance.now() };
}

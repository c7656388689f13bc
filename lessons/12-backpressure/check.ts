// What lesson 12 demands: a big file, whole, with little of it waiting, and closed when the reader is gone.
import path from 'node:path';
import {
  type Bilingual,
  type Blocked,
  COMMON,
  checks,
  type Digest,
  listOpenFiles,
  type Peer,
  type ProgramUnderCheck,
  readMemory,
  type Tools,
  untilBlocked,
} from '../../src/check/kit.ts';
import { MIB, SIZE, type Sums, writeBigFile } from './check-file.ts';
import {
  beginReading,
  findPeak,
  isBeginning,
  isTooMuch,
  nameMistake,
  nameOther,
  type Reading,
} from './check-reading.ts';

/** How long a file of this size may take, in ms; only what fails takes long. */
const FILE_MS = 20_000;
/** How long a connection that was reset may take to be known as such, in ms. */
const CLOSE_MS = 5000;

export default checks('12-backpressure', {
  backpressure: {
    mistakes: [
      ...COMMON,
      'unbounded',
      'large-pieces',
      'held',
      'never-resumes',
      'waits-after-true',
      'once-only',
      'leak',
      'crash',
      'no-end',
      'truncated',
      'decoded',
      'padded',
      'sent-twice',
      'reused-buffer',
      'one-at-a-time',
      'shared',
    ],
    async run(tools) {
      const { phase, connect, server, wait, folder } = tools;
      const file = path.join(folder(), 'big-file');
      const sums = await writeBigFile(file);
      const start = { environment: { BIG_FILE: file } };
      const program = () => server(start);
      const join = (isPaused: boolean) => connect({ ...start, isPaused });

      let first: Reading | null = null;
      let quiet: Blocked = 'quiet';
      let openAtMost = 0;
      const asleep = await phase('asleep', async () => {
        const subject = await program();
        openAtMost = await countOpen(subject, file);
        const peer = await join(true);
        const reading = beginReading(peer, subject);
        first = reading;
        quiet = await untilBlocked(subject, { isEnough: () => isTooMuch(reading) });
        demandLittle(tools, reading);
        demandAwake(tools, quiet);
        peer.resume();
        // Where a reader keeps up, nobody need stop: this one falls asleep a second time.
        await wait(reading.digest.reached(8 * MIB), FILE_MS);
        peer.pause();
        quiet = await untilBlocked(subject, { isEnough: () => isTooMuch(reading) });
        demandAwake(tools, quiet);
        peer.resume();
        await expectFile(tools, reading, sums);
        demandLittle(tools, reading);
        await untilBlocked(subject);
        // One descriptor for all readers is as good as one for each.
        openAtMost = Math.max(openAtMost, await countOpen(subject, file));
      });
      if (!asleep.isOk) return first ? nameMistake(first, asleep, quiet, sums) : null;

      let second: Reading | null = null;
      let sleeper: Reading | null = null;
      const others = await phase('others', async () => {
        const subject = await program();
        const sleeping = await join(true);
        sleeper = beginReading(sleeping, subject);
        await untilBlocked(subject);
        const peer = await join(false);
        const reading = beginReading(peer, subject);
        second = reading;
        await expectFile(tools, reading, sums);
        demandLittle(tools, reading);
      });
      if (!others.isOk) return nameOther(second, others);

      let isLeak = false;
      const gone = await phase('gone', async () => {
        const { peer, subject } = sleeper as unknown as Reading;
        peer.reset();
        await demandSurvival(tools, subject, peer);
        // These read, and go while they are sent to.
        for (const bytes of [1, 1, MIB]) {
          const reader = await join(false);
          const digest = reader.digest();
          await wait(digest.reached(bytes), FILE_MS);
          reader.reset();
          await demandSurvival(tools, subject, reader);
        }
        await untilBlocked(subject);
        const count = await countOpen(subject, file);
        isLeak = count > openAtMost;
        tools.demand(
          !isLeak,
          { en: 'the file is closed when its reader is gone', zh: '客户端走了，文件也关上' },
          {
            en: `it is open ${count} times, and nobody reads`,
            zh: `文件还有 ${count} 处开着，却没有客户端在读`,
          },
        );
      });
      if (isLeak) return 'leak';
      if (!gone.isOk) return gone.exit ? 'crash' : null;

      const late = await phase('late', async () => {
        const subject = await program();
        const reader = await join(false);
        const { digest } = beginReading(reader, subject);
        const isEnough = () => reader.hasEnded;
        await untilBlocked(subject, { ms: FILE_MS, isEnough, readMore: () => digest.bytes });
        // Now it has said all, and whoever listened only for that long listens no more.
        await subject.isAwake();
        reader.reset();
        await demandSurvival(tools, subject, reader);
      });
      if (!late.isOk) return late.exit ? 'crash' : null;

      const held = await phase('held', async () => demandLean(tools, await program(), join));
      return held.isOk || held.exit ? null : 'held';
    },
  },
});

/** How many readers sleep at once, and how much memory each may cost: far less than the file, far more than noise. */
const SLEEPERS = 4;
const COST = 16 * MIB;

/** Demands that readers who sleep cost little: what isn't in the socket may be elsewhere in the process. */
async function demandLean(
  { demand }: Tools,
  subject: ProgramUnderCheck,
  join: (isPaused: boolean) => Promise<Peer>,
): Promise<void> {
  const before = await readMemory(subject.pid);
  for (let count = 0; count < SLEEPERS; count += 1) await join(true);
  await untilBlocked(subject);
  const after = await readMemory(subject.pid);
  const cost = before === null || after === null ? 0 : (after - before) / SLEEPERS;
  const shown = Math.round(cost / MIB);
  demand(
    cost <= COST,
    { en: 'a reader who sleeps costs little memory', zh: '不读数据的接收方只占用很少内存' },
    { en: `each costs ${shown} MiB`, zh: `每一个占用 ${shown} MiB` },
  );
}

function demandLittle({ demand }: Tools, reading: Reading): void {
  const peak = findPeak(reading) / MIB;
  demand(
    peak <= 1,
    { en: 'at most 1 MiB waits in your process', zh: '在你的进程里排队的不超过 1 MiB' },
    { en: `${peak.toFixed(1)} MiB wait there already`, zh: `已经有 ${peak.toFixed(1)} MiB 在排队` },
  );
}

function demandAwake({ demand }: Tools, quiet: Blocked): void {
  demand(
    quiet !== 'stuck',
    { en: 'the program waits, and can be spoken to', zh: '程序在等待，但还能跟它说话' },
    { en: 'it is busy with itself, and hears nothing', zh: '它一直在忙自己的，什么也不响应' },
  );
}

/** Demands that the program survives a reset; it has time to learn of it. */
async function demandSurvival({ demand }: Tools, subject: ProgramUnderCheck, { connection }: Peer) {
  await subject.until(
    { en: 'the connection is closed on your side too', zh: '你的套接字也关闭了' },
    (record) =>
      record.kind === 'exit' || (record.kind === 'close' && record.connection === connection),
    { ms: CLOSE_MS },
  );
  // Who doesn't answer any more may be about to end.
  if (!(await subject.isAwake())) await subject.untilExit(CLOSE_MS).catch(() => {});
  demand(
    subject.exit === null,
    { en: 'the server goes on when a reader is gone', zh: '客户端走了，服务端照样运行' },
    { en: 'it ended', zh: '它退出了' },
  );
}

async function expectFile({ demand }: Tools, reading: Reading, sums: Sums): Promise<void> {
  const { peer, subject, digest } = reading;
  const quiet = await untilBlocked(subject, {
    ms: FILE_MS,
    isEnough: () => peer.hasEnded,
    readMore: () => digest.bytes,
  });
  demand(
    quiet !== 'quiet',
    { en: `the ${SIZE} bytes of the file, and the end`, zh: `文件的 ${SIZE} 字节，然后结束` },
    {
      en: `${digest.bytes} bytes, and then nothing more`,
      zh: `${digest.bytes} 字节，然后就没有了`,
    },
  );
  await peer.expectEnd(FILE_MS);
  peer.end();
  demand(
    digest.sha256() === sums.whole,
    { en: `the ${SIZE} bytes of the file`, zh: `文件的 ${SIZE} 字节` },
    describeOther(digest, sums),
  );
}

/** What came in place of the file. */
function describeOther(digest: Digest, sums: Sums): Bilingual {
  const { bytes } = digest;
  if (isBeginning(digest, sums))
    return { en: `only the first ${bytes}`, zh: `只有前面的 ${bytes} 字节` };
  return { en: `${bytes} bytes, other ones`, zh: `${bytes} 字节，内容不一样` };
}

/** How often the program has the file open; 0 where the system can't tell. */
async function countOpen({ pid }: ProgramUnderCheck, file: string): Promise<number> {
  const files = await listOpenFiles(pid);
  return files?.filter((each) => each === file).length ?? 0;
}

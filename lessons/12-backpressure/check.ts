// What lesson 12 demands: a big file, whole, with little of it waiting, and closed when the reader is gone.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { checks } from '../../src/check/checks.ts';
import type { Digest } from '../../src/check/digest.ts';
import { listOpenFiles } from '../../src/check/open-files.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Phase } from '../../src/check/phase.ts';
import { type Quiet, untilQuiet } from '../../src/check/quiet.ts';
import type { Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { TapRecord } from '../../src/stage/record.ts';
import type { Bilingual } from '../../src/text/language.ts';

const MIB = 2 ** 20;
const BLOCKS = 64;
/** What lies at the end of the file beside whole MiB, so that its last piece is short in every style. */
const REST = 1237;
const SIZE = BLOCKS * MIB + REST;
/** No two pieces of this size are alike. */
const STAMPED = 4096;
/** How long a file of this size may take, in ms; only what fails takes long. */
const FILE_MS = 20_000;
/** How long a connection that was reset may take to be known as such, in ms. */
const CLOSE_MS = 5000;

export default checks('12-backpressure', {
  backpressure: {
    title: {
      en: 'Sends a big file at the speed of its reader',
      zh: '对端读多快，就把大文件发多快',
    },
    async run(tools) {
      const { phase, connect, server, wait, folder } = tools;
      const file = path.join(folder(), 'big-file');
      const sums = await writeBigFile(file);
      const start = { environment: { BIG_FILE: file } };
      const program = () => server(start);
      const join = (isPaused: boolean) => connect({ ...start, isPaused });

      let first: Reading | null = null;
      let quiet: Quiet = 'quiet';
      let openAtMost = 0;
      const asleep = await phase('asleep', async () => {
        const subject = await program();
        openAtMost = await countOpen(subject, file);
        const peer = await join(true);
        const reading = beginReading(peer, subject);
        first = reading;
        quiet = await untilQuiet(subject, { isEnough: () => isTooMuch(reading) });
        demandLittle(tools, reading);
        demandAwake(tools, quiet);
        peer.resume();
        // Where a reader keeps up, nobody need stop: this one falls asleep a second time.
        await wait(reading.digest.reached(8 * MIB), FILE_MS);
        peer.pause();
        quiet = await untilQuiet(subject, { isEnough: () => isTooMuch(reading) });
        demandAwake(tools, quiet);
        peer.resume();
        await expectFile(tools, reading, sums);
        demandLittle(tools, reading);
        await untilQuiet(subject);
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
        await untilQuiet(subject);
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
        await untilQuiet(subject);
        const count = await countOpen(subject, file);
        isLeak = count > openAtMost;
        tools.demand(
          !isLeak,
          { en: 'the file is closed when its reader is gone', zh: '读的人走了，文件也关上' },
          {
            en: `it is open ${count} times, and nobody reads`,
            zh: `文件还有 ${count} 处开着，却没有人在读`,
          },
        );
      });
      if (isLeak) return 'leak';
      return gone.exit ? 'crash' : null;
    },
    hints: {
      unbounded: [
        {
          en: 'The reader slept, and the file came into your process all the same. `write` said something about that, every time. Who listens to it?',
          zh: '对端在睡，文件却照样读进了你的进程。`write` 每一次都对此说了点什么，谁在听？',
        },
        {
          en: '`write` takes all that you give it. It answers `false` once more waits than its high-water mark. Whoever gives it everything at once, or moves that mark to many MiB, gets the answer too late.',
          zh: '给 `write` 多少，它收多少；排队的一旦过了高水位线，它就回答 `false`。一口气全交给它，或者把水位线抬到好多 MiB，这个回答就来得太晚了。',
        },
        {
          en: "At `false`, `file.pause()`. At the socket's `drain`, `file.resume()`. Or let Node do it: `pipeline(file, socket, callback)`, with the high-water marks as they are.",
          zh: '得到 `false` 就 `file.pause()`，套接字来了 `drain` 就 `file.resume()`。或者交给 Node：`pipeline(file, socket, callback)`，水位线别动。',
        },
      ],
      'never-resumes': [
        {
          en: 'You stopped at the first `false`, as you should. Then the reader woke up, and all that had waited went out. What happened next?',
          zh: '第一个 `false` 之后你停下了，停得对。后来对端醒了，排队的都发出去了。再后来呢？',
        },
        {
          en: 'Look for `drain` in the rows of the wire: the socket says that it is empty. Nobody in your program goes on at that.',
          zh: '在线路记录里找 `drain`：套接字在说，它空了。你的程序里没有谁听到它就接着发。',
        },
        {
          en: "It is the socket that tells, and the file that goes on: `socket.on('drain', () => file.resume());`. In a loop: `if (!socket.write(chunk)) await once(socket, 'drain');`.",
          zh: "说话的是套接字，接着读的是文件：`socket.on('drain', () => file.resume());`。用循环的话：`if (!socket.write(chunk)) await once(socket, 'drain');`。",
        },
      ],
      'once-only': [
        {
          en: 'You stopped, and went on, and stopped again. That second time, nobody woke you.',
          zh: '你停了，接着发了，又停了。这第二次，没有人再叫醒你。',
        },
        {
          en: 'A big file fills the buffer many times, and `drain` comes each time. `once` hears the first.',
          zh: '一个大文件会把缓冲区填满很多次，每一次都有 `drain`。`once` 只听得到头一次。',
        },
        {
          en: "`socket.on('drain', …)`, or a new `once` before each wait.",
          zh: "用 `socket.on('drain', …)`，或者每次等待之前重新 `once` 一次。",
        },
      ],
      leak: [
        {
          en: 'All bytes come, and little waits. Then a reader goes away amid the file, and your process keeps the file open. Who would close it?',
          zh: '字节一个不少，排队的也不多。后来有人没读完就走了，你的进程却一直开着文件。该由谁来关？',
        },
        {
          en: '`pipe` closes nothing when its target is gone: it lets go of the file, which then waits for ever. So does a loop that waits for a `drain` that cannot come any more. `close` always comes.',
          zh: '目标没了，`pipe` 什么也不关：它松开文件，文件就一直等下去。循环也一样，它等的 `drain` 再也不会来了。总会来的是 `close`。',
        },
        {
          en: "`pipeline(file, socket, callback)` closes both, whichever fails. By hand: `socket.on('close', () => file.destroy());`, or `finally { await handle.close(); }` where the wait also ends at `close`.",
          zh: "`pipeline(file, socket, callback)`：不管哪一头出事，两头都关。自己动手的话：`socket.on('close', () => file.destroy());`；或者 `finally { await handle.close(); }`，而且 `close` 一来，等待也得结束。",
        },
      ],
      crash: [
        {
          en: 'A reader reset its connection, and the server is gone, with all its readers. Read its last words: which error did nobody take?',
          zh: '一个读的人重置了连接，服务端就没了，其他读的人也跟着断了。看看它的遗言：哪个错误没有人接？',
        },
        {
          en: "The reset comes as an error of the socket: to its `error` listeners, to `pipeline`'s callback, or as a rejection of the promise you wait for. It can come at any time, also while you wait for the file.",
          zh: '重置是套接字的一个错误：它会交给 `error` 监听函数、`pipeline` 的回调，或者让你等着的 Promise 变成拒绝。它随时会来，你在等文件的时候也会来。',
        },
        {
          en: "Take it, and don't throw it on: `socket.on('error', (error) => console.log(error.message));`, or `pipeline(file, socket, (error) => { … })`, or a `catch` around `await`.",
          zh: "接住它，别再往外抛：`socket.on('error', (error) => console.log(error.message));`，或者 `pipeline(file, socket, (error) => { … })`，或者在 `await` 外面加 `catch`。",
        },
      ],
      'no-end': [
        {
          en: 'The whole file has come, and the reader still waits. How is it to know that this was all?',
          zh: '整个文件都到了，对端还在等。它怎么知道这就是全部？',
        },
        {
          en: 'By a FIN. After the last piece: `socket.end()`.',
          zh: '靠 FIN。最后一段之后：`socket.end()`。',
        },
      ],
      truncated: [
        {
          en: 'The reader got the beginning of the file, and then an end that looked perfectly good. Who hung up, and what still waited at that moment?',
          zh: '对端收到文件的开头，接着是一个看上去再正常不过的结束。是谁挂断的？那一刻还有什么在排队？',
        },
        {
          en: 'That the file has been read to its end does not mean that it has been sent. `destroy()` throws away what waits.',
          zh: '文件读完了，不等于发完了。`destroy()` 会把排队的扔掉。',
        },
        {
          en: 'Part with `socket.end()`, after the whole file: it sends what waits, then the FIN.',
          zh: '整个文件都交出去以后，用 `socket.end()` 告别：它先把排队的发完，再发 FIN。',
        },
      ],
      decoded: [
        {
          en: 'Other bytes came than those of the file. It is not a text; where does your program make one of it?',
          zh: '到的字节跟文件里的不一样。这个文件不是文本，你的程序在哪里把它当成了文本？',
        },
        {
          en: 'Every byte that is no UTF-8 becomes `�`, and can never be turned back. Leave out `setEncoding`, the encoding, the template string: pass on the Buffers.',
          zh: '凡是不成 UTF-8 的字节都变成了 `�`，再也变不回来。去掉 `setEncoding`、编码参数和模板字符串，把 Buffer 原样传下去。',
        },
      ],
      padded: [
        {
          en: 'More bytes came than the file has. Its last piece is a short one; what does your program send of it?',
          zh: '到的字节比文件还多。文件的最后一段是短的，你的程序发了其中多少？',
        },
        {
          en: '`bytesRead` tells how much of the buffer is new: `buffer.subarray(0, bytesRead)`.',
          zh: '缓冲区里有多少是新读的，`bytesRead` 会告诉你：`buffer.subarray(0, bytesRead)`。',
        },
      ],
      'reused-buffer': [
        {
          en: 'As many bytes as the file has, but other ones: some twice, some never. What becomes of a piece between `write` and the kernel?',
          zh: '到的字节数跟文件对得上，内容却不对：有的来了两次，有的一次也没来。从 `write` 到内核之间，一段数据会遇到什么？',
        },
        {
          en: '`write` copies nothing. The Buffer you gave waits in the queue, and you have already read the next piece into it.',
          zh: '`write` 并不复制。你交给它的那个 Buffer 还在排队，你就已经往里面读下一段了。',
        },
        {
          en: 'A new one for each piece: `Buffer.alloc(65536)` inside the loop.',
          zh: '每一段用一个新的：把 `Buffer.alloc(65536)` 放进循环里。',
        },
      ],
      blocks: [
        {
          en: 'Your program waits for room, and nothing else can happen meanwhile, not even what makes room.',
          zh: '你的程序在等地方空出来，等的时候别的什么都发生不了，包括腾地方这件事。',
        },
        {
          en: 'Bytes go to the kernel from the event loop, and a `while` never lets it turn. Leave your function, and go on at `drain`.',
          zh: '把字节交给内核，是事件循环的事；一个 `while` 占着，它就转不起来。先从函数里出来，等 `drain` 来了再继续。',
        },
      ],
      'one-at-a-time': [
        {
          en: 'One reader slept, and another one, wide awake, did not get a byte. What does it wait for?',
          zh: '一个读的人在睡，另一个醒着的，也一个字节都没收到。它在等什么？',
        },
        {
          en: 'Readers that wait for each other go at the speed of the slowest. Each connection needs its own loop or pipeline, started at once.',
          zh: '读的人互相等，就都跟最慢的那个一样慢。每个连接都要有自己的循环或 pipeline，一连上就开始。',
        },
      ],
      shared: [
        {
          en: 'Alone, a reader gets the whole file. Beside one that sleeps, it does not. What do the two of them share?',
          zh: '单独来，能收到整个文件；旁边有一个在睡的，就收不全了。这两个读的人共用了什么？',
        },
        {
          en: 'A stream is read once, and stands at one place. `fs.createReadStream(FILE)` belongs inside the connection callback.',
          zh: '一个流只能读一遍，也只有一个读到的位置。`fs.createReadStream(FILE)` 要放在连接回调里面。',
        },
      ],
    },
  },
});

/** The SHA-256 of the file's beginnings: the whole, or its first bytes. */
interface Sums {
  whole: string;
  first: Buffer;
  /** Of the first `bytes`. */
  of(bytes: number): string;
}

/** Writes a file that is no text, and of which no two pieces are alike. */
async function writeBigFile(file: string): Promise<Sums> {
  const hash = createHash('sha256');
  // A file's own: it is filled again while another check's is still being written.
  const noise = Buffer.from(NOISE);
  const handle = await open(file, 'w');
  for (let index = 0; index <= BLOCKS; index += 1) {
    const block = fillBlock(noise, index);
    hash.update(block);
    await handle.write(block);
  }
  await handle.close();
  return {
    whole: hash.digest('hex'),
    first: Buffer.from(fillBlock(noise, 0).subarray(0, STAMPED)),
    of(bytes) {
      const part = createHash('sha256');
      for (let left = bytes, index = 0; left > 0 && index <= BLOCKS; index += 1) {
        const block = fillBlock(noise, index);
        part.update(block.subarray(0, left));
        left -= block.length;
      }
      return part.digest('hex');
    },
  };
}

const NOISE = Buffer.alloc(MIB);
for (let index = 0, value = 1; index < MIB; index += 4) {
  // A generator of 32 bits (xorshift): the same bytes in every run.
  value ^= value << 13;
  value ^= value >>> 17;
  value ^= value << 5;
  NOISE.writeInt32LE(value, index);
}

/** Makes a block of the file, in the noise itself: copies would be as much garbage as the file is big. */
function fillBlock(noise: Buffer, index: number): Buffer {
  const block = index < BLOCKS ? noise : noise.subarray(0, REST);
  for (let at = 0; at < block.length; at += STAMPED) block.writeUInt32BE(index * MIB + at, at);
  return block;
}

/** One connection, and what came of it. */
interface Reading {
  peer: Peer;
  subject: Subject;
  digest: Digest;
}

function beginReading(peer: Peer, subject: Subject): Reading {
  return { peer, subject, digest: peer.digest() };
}

/** What the tap saw of a connection. */
function readRecords({ subject, peer }: Pick<Reading, 'subject' | 'peer'>): TapRecord[] {
  return subject.records.filter(({ connection }) => connection === peer.connection);
}

/** The most that waited in the program for this connection. */
function findPeak(reading: Reading): number {
  return Math.max(0, ...readRecords(reading).map(({ buffered = 0 }) => buffered));
}

function isTooMuch(reading: Reading): boolean {
  return findPeak(reading) > MIB;
}

function demandLittle({ demand }: Tools, reading: Reading): void {
  const peak = findPeak(reading) / MIB;
  demand(
    peak <= 1,
    { en: 'at most 1 MiB waits in your process', zh: '在你的进程里排队的不超过 1 MiB' },
    { en: `${peak.toFixed(1)} MiB wait there`, zh: `排队的有 ${peak.toFixed(1)} MiB` },
  );
}

function demandAwake({ demand }: Tools, quiet: Quiet): void {
  demand(
    quiet !== 'stuck',
    { en: 'the program waits, and can be spoken to', zh: '程序在等待，但还能跟它说话' },
    { en: 'it is busy with itself, and hears nothing', zh: '它一直在忙自己的，什么也听不见' },
  );
}

/** Demands that the program survives a reset; it has time to learn of it. */
async function demandSurvival({ demand }: Tools, subject: Subject, { connection }: Peer) {
  await subject.until(
    { en: 'the connection is closed on your side too', zh: '你这边的连接也关闭了' },
    (record) =>
      record.kind === 'exit' || (record.kind === 'close' && record.connection === connection),
    { ms: CLOSE_MS },
  );
  // Who doesn't answer any more may be about to end.
  if (!(await subject.isAwake())) await subject.untilExit(CLOSE_MS).catch(() => {});
  demand(
    subject.exit === null,
    { en: 'the server goes on when a reader is gone', zh: '读的人走了，服务端照样运行' },
    { en: 'it ended', zh: '它退出了' },
  );
}

async function expectFile({ demand }: Tools, reading: Reading, sums: Sums): Promise<void> {
  const { peer, subject, digest } = reading;
  const quiet = await untilQuiet(subject, {
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

function isBeginning(digest: Digest, sums: Sums): boolean {
  return digest.bytes <= SIZE && digest.sha256() === sums.of(digest.bytes);
}

/** How often the program has the file open; 0 where the system can't tell. */
async function countOpen({ pid }: Subject, file: string): Promise<number> {
  const files = await listOpenFiles(pid);
  return files?.filter((each) => each === file).length ?? 0;
}

/** Which mistake it is that spoils the file for one reader. */
function nameMistake(reading: Reading, { exit }: Phase, quiet: Quiet, sums: Sums) {
  const { digest } = reading;
  const isEnded = reading.peer.hasEnded;
  if (isTooMuch(reading)) return 'unbounded';
  if (exit) return null;
  if (quiet === 'stuck') return 'blocks';
  if (digest.sha256() === sums.whole) return isEnded ? null : 'no-end';
  if (isBeginning(digest, sums)) return isEnded ? 'truncated' : nameStop(reading);
  const { first } = digest;
  if (!sums.first.subarray(0, first.length).equals(first)) return 'decoded';
  return digest.bytes > SIZE ? 'padded' : 'reused-buffer';
}

/** Which mistake it is that a program stops amid the file. */
function nameStop(reading: Reading) {
  const records = readRecords(reading);
  const drain = records.findIndex(({ kind }) => kind === 'drain');
  if (!records.some(({ kind }) => kind === 'write')) return null;
  const hasGoneOn = drain >= 0 && records.slice(drain).some(({ kind }) => kind === 'write');
  return hasGoneOn ? 'once-only' : 'never-resumes';
}

/** Which mistake it is that spoils the file for a reader beside one who sleeps. */
function nameOther(reading: Reading | null, { exit }: Phase) {
  if (!reading || exit) return null;
  if (isTooMuch(reading)) return 'unbounded';
  return reading.digest.bytes === 0 && !reading.peer.hasEnded ? 'one-at-a-time' : 'shared';
}

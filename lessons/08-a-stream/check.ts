// What lesson 8 demands: the bytes of each client counted, however they come.
import { describeBytes } from '../../src/check/bytes.ts';
import { checks } from '../../src/check/checks.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Phase } from '../../src/check/phase.ts';
import type { Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import { Unmet } from '../../src/check/unmet.ts';
import type { TapRecord } from '../../src/stage/record.ts';

const MANY = Buffer.alloc(200_000, '.');
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
    title: {
      en: 'Counts the bytes of each client, however they come',
      zh: '字节不管怎么来，每个客户端的都数对',
    },
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
        await expectTotal(tools, visit, MANY.length);
        assume(readChunks(visit).length > 1, {
          en: '200,000 bytes came in one chunk',
          zh: '200,000 个字节是一块到的',
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
    hints: {
      'counts-events': [
        {
          en: '200,000 bytes were sent, and your total is a handful. What did it count?',
          zh: '发来了 200,000 个字节，你的总数却只有几个。它数的是什么？',
        },
        {
          en: 'It grows by one with each `data` event. How many of those there are is up to the kernel; each brings a chunk, and the chunk knows how long it is.',
          zh: '每来一个 `data` 事件，它就加一。来几个事件由内核说了算；每个事件带来一个数据块，数据块知道自己有多长。',
        },
        {
          en: '`total += chunk.length;`, and no `setEncoding`: so that `chunk` is a Buffer and its `length` is in bytes.',
          zh: '写 `total += chunk.length;`，不要 `setEncoding`：这样 `chunk` 是 Buffer，它的 `length` 就是字节数。',
        },
      ],
      'counts-characters': [
        {
          en: '`byte by byte` was counted well, `né 你好 😀` was not: your total is too small. What does the `length` of a string count?',
          zh: '`byte by byte` 数对了，`né 你好 😀` 就少了。字符串的 `length` 数的是什么？',
        },
        {
          en: 'After `setEncoding`, or `toString()`, you hold a text. 你 is one character there, and three bytes on the way.',
          zh: '`setEncoding` 或 `toString()` 之后，你手里是文字。“你”在那里是一个字符，在路上是三个字节。',
        },
        {
          en: 'Take `setEncoding` out, and `toString()` too: `total += chunk.length;` with `chunk` a Buffer counts bytes.',
          zh: '去掉 `setEncoding`，也去掉 `toString()`：`chunk` 是 Buffer 时，`total += chunk.length;` 数的就是字节。',
        },
      ],
      'decoded-again': [
        {
          en: 'Whole characters are counted well. Characters in pieces, or bytes that are no text at all, are not. Are the bytes you count the bytes that came?',
          zh: '完整的字数对了；字被切开，或者根本不是文字，就数错了。你数的字节，还是到达的那些字节吗？',
        },
        {
          en: 'Decoding puts a � (three bytes in UTF-8) in place of what it can’t read, and may keep half a character back. `Buffer.byteLength(text)` then counts a text that nobody sent.',
          zh: '解码时，读不懂的地方放一个 �（UTF-8 里是三个字节），半个字还可能先扣着。`Buffer.byteLength(text)` 数的，就成了谁也没发过的文字。',
        },
        {
          en: 'Don’t turn the bytes into text at all: no `setEncoding`, no `toString()`, and `total += chunk.length;`.',
          zh: '根本不要把字节变成文字：不用 `setEncoding`，不用 `toString()`，直接 `total += chunk.length;`。',
        },
      ],
      'shared-total': [
        {
          en: 'One client alone is counted well. Then its bytes turn up in the total of another. Where is your counter declared?',
          zh: '只来一个客户端，数得没错；换一个客户端，总数里就掺进了别人的字节。你的计数变量声明在哪里？',
        },
        {
          en: 'A variable outside the connection callback exists once, for all. To set it to 0 now and then helps only as long as nobody else is there.',
          zh: '连接回调外面的变量只有一个，大家共用。时不时清零，也只在没有别人的时候管用。',
        },
        {
          en: 'Move `let total = 0;` into the callback of `createServer`: it runs once for each connection.',
          zh: '把 `let total = 0;` 挪进 `createServer` 的回调：每来一个连接，它就执行一次。',
        },
      ],
      'one-at-a-time': [
        {
          en: 'Two clients were there. The second had said all, and had no answer as long as the first one stayed. What keeps it waiting?',
          zh: '来了两个客户端。第二个已经说完了，可第一个不走，它就得不到回复。是什么让它干等？',
        },
        {
          en: 'An `await` that lasts as long as a client stays must not stand between one client and the next. Begin to count at each connection, and don’t wait for its end.',
          zh: '要等到客户端离开才结束的 `await`，不能挡在两个客户端之间。每来一个连接就开始数，不要等它结束。',
        },
      ],
      'answers-at-once': [
        {
          en: 'Your server answered while the client was still speaking. How did it know that this was all?',
          zh: '客户端还在说，你的服务端就回复了。它怎么知道话已经说完了？',
        },
        {
          en: 'Neither a chunk nor a pause is an end. In `data`, only count. When the client has said all it half-closes, and that is an event: `end`.',
          zh: '一个数据块、一段停顿，都不是结尾。`data` 里只管数。客户端说完会半关闭，那也是一个事件：`end`。',
        },
        {
          en: "`socket.on('end', () => { socket.end('total ' + total + '\\n'); });`",
          zh: "`socket.on('end', () => { socket.end('total ' + total + '\\n'); });`",
        },
      ],
      'too-late': [
        {
          en: 'Your direction was closed before the client had heard a word. Look at the rows of the wire: who closed it, and when? And when do you answer?',
          zh: '客户端一个字还没听到，你这个方向就关上了。看看线路记录：是谁关的，什么时候关的？你又是什么时候回复的？',
        },
        {
          en: 'When the client has ended, Node ends your side too, right after the `end` event; `close` comes when all is over. A loop (`for await`) goes on only after that, and may destroy the socket when it is left.',
          zh: '客户端结束之后，紧跟着 `end` 事件，Node 就把你这边也结束了；`close` 则要等一切都结束才来。`for await` 循环走完，比这还晚，而且离开时可能把套接字销毁。',
        },
        {
          en: 'Answer inside the `end` listener, at once. Or take `createServer({ allowHalfOpen: true }, …)`, end it yourself, and loop over `socket.iterator({ destroyOnReturn: false })`.',
          zh: '在 `end` 监听函数里当场回复。或者用 `createServer({ allowHalfOpen: true }, …)`，自己来结束；要用循环，就遍历 `socket.iterator({ destroyOnReturn: false })`。',
        },
      ],
      'never-ends': [
        {
          en: 'The total is right. Then the client waits for your FIN, and waits.',
          zh: '总数没错。然后客户端等你的 FIN，一直等。',
        },
        {
          en: 'With `allowHalfOpen: true`, nobody ends your side for you. `socket.end(answer)` writes and ends; `socket.write(answer)` only writes.',
          zh: '有了 `allowHalfOpen: true`，就没人替你结束你这边。`socket.end(answer)` 写完就结束，`socket.write(answer)` 只管写。',
        },
      ],
      'never-reads': [
        {
          en: 'Your server has not read a byte. It waits for an end that stands behind bytes which nobody takes.',
          zh: '你的服务端一个字节也没读。它在等结尾，可结尾排在那些没人读的字节后面。',
        },
        {
          en: 'A socket flows only when somebody reads: a `data` listener, a loop, a pipe, or `resume()`. `end` comes after the last byte was read.',
          zh: '有人读，套接字才流动：`data` 监听函数、循环、pipe，或者 `resume()`。最后一个字节读完，`end` 才会来。',
        },
        {
          en: "Add `socket.on('data', (chunk) => { total += chunk.length; });`, or `socket.resume();` where you count in another way.",
          zh: "加上 `socket.on('data', (chunk) => { total += chunk.length; });`；要是你用别的办法数，就加 `socket.resume();`。",
        },
      ],
      'says-nothing': [
        {
          en: 'The client has said all, has heard nothing, and waits for its total.',
          zh: '客户端说完了，什么也没听到，还在等它的总数。',
        },
        {
          en: '`console.log` prints on your own screen. To the client goes what you give to its socket: `socket.end(answer)`, in the `end` listener.',
          zh: '`console.log` 打印在你自己的屏幕上。要给客户端，就交给它的套接字：在 `end` 监听函数里写 `socket.end(answer)`。',
        },
      ],
      'no-newline': [
        {
          en: 'The number is right. The answer is a line, though, and something is missing that ends it.',
          zh: '数没错。可回复应该是一行，却少了结束这一行的东西。',
        },
        {
          en: 'Put a newline after the number, inside the quotation marks: `\\n`.',
          zh: '数字后面、引号里面，加一个换行符：`\\n`。',
        },
      ],
      'last-chunk': [
        {
          en: 'Your total is the size of one chunk. There were several.',
          zh: '你的总数是一个数据块的大小。可来了好几块。',
        },
        {
          en: 'Each chunk adds to what was counted before: `+=`, not `=`. And `on`, not `once`, which hears only the first.',
          zh: '每来一块，都要加到已经数过的上面：用 `+=`，不用 `=`。还要用 `on`，不用 `once`，它只听第一次。',
        },
      ],
      'adds-chunks': [
        {
          en: 'Your total is no number. What did you add to it: a chunk, or the size of a chunk?',
          zh: '你的总数不是一个数。你加上去的是数据块，还是数据块的大小？',
        },
        {
          en: '`0 + chunk` makes a text of both, and a property that does not exist makes `NaN`. The size is `chunk.length`: `total += chunk.length;`.',
          zh: '`0 + chunk` 会把两个都变成文字拼起来；加上一个不存在的属性，得到的是 `NaN`。大小是 `chunk.length`：写 `total += chunk.length;`。',
        },
      ],
      'nothing-at-all': [
        {
          en: 'One client came, said nothing, and hung up. Nothing was sent, so the total is 0. What did your server do without a single `data` event?',
          zh: '来了一个客户端，什么也没说就挂断了。什么也没发，总数就是 0。一个 `data` 事件也没有，你的服务端做了什么？',
        },
        {
          en: 'Begin with a 0 before the first chunk (`let total = 0;`, or `reduce(…, 0)`), and answer in `end` whatever came.',
          zh: '第一块到来之前就从 0 开始（`let total = 0;`，或者 `reduce(…, 0)`），不管来了什么，都在 `end` 里回复。',
        },
      ],
    },
  },
});

/** One client at the program. */
interface Visit {
  program: Subject;
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
async function expectTotal({ demand }: Tools, visit: Visit, total: number): Promise<void> {
  const wanted = `total ${total}\n`;
  const answer = await takeAnswer(visit.peer, wanted);
  if (answer.toString() !== wanted) {
    throw new Unmet(describeBytes(Buffer.from(wanted)), describeBytes(answer), answer);
  }
  await untilClosed(visit);
  demand(
    !hasSpokenEarly(readRecords(visit)),
    { en: 'not a byte before the client has ended', zh: '客户端结束之前一个字节也不发' },
    { en: 'some were written before', zh: '在那之前就写了' },
  );
}

/** Waits until the program's own socket is closed: what the tap saw may come later than the bytes. */
async function untilClosed({ program, peer }: Visit): Promise<void> {
  await program.until(
    { en: 'the connection is closed on your side too', zh: '你这边的连接也关闭了' },
    ({ kind, connection }) => kind === 'close' && connection === peer.connection,
  );
}

/** All that comes up to the program's FIN; says what was wanted where that doesn't come. */
async function takeAnswer(peer: Peer, wanted: string): Promise<Buffer> {
  try {
    return await peer.expectEnd();
  } catch (error) {
    // What came is wrong already: that says more than the missing end.
    if (!(error instanceof Unmet) || error.bytes?.toString() === wanted) throw error;
    throw new Unmet(describeBytes(Buffer.from(wanted)), error.got, error.bytes);
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
    return chunks.length > 1 && (total === chunks[0] || total === chunks.at(-1))
      ? 'last-chunk'
      : null;
  }
  if (/^total (NaN|0?[.\d]*[.])/.test(got)) return 'adds-chunks';
  if (got !== '') return null;
  const has = (kind: TapRecord['kind'], by: TapRecord['by']) =>
    records.some((record) => record.kind === kind && record.by === by);
  // Its output comes by another way than its reports, and may have come after the phase.
  const hasPrinted = (pattern: RegExp) =>
    [...visit.program.lines('stdout'), ...visit.program.lines('stderr')].some((line) =>
      pattern.test(line),
    );
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

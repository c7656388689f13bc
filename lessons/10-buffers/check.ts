// What lesson 10 demands: a hexdump of the bytes that came, however they were cut and whatever they mean.
import { describeBytes, toBytes } from '../../src/check/bytes.ts';
import { checks } from '../../src/check/checks.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { Bilingual } from '../../src/text/language.ts';

/** How many bytes a line shows. */
const WIDTH = 16;
const GREETING = 'I am Chuck Norris!';
/** Sixteen bytes of a greeting. */
const LINE = GREETING.slice(0, WIDTH);
/** Characters of one, two, three and four bytes; 48 bytes in all. */
const LETTERS = 'né 你好, 世界! Ça va? 😀 15 €, Łódź';
/** Every byte there is, once. */
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
/** The bytes of U+FFFD, which a decoder puts where it can't go on. */
const REPLACEMENT = 'ef bf bd';
/** What a strict decoder throws instead. */
const UNDECODABLE = /encoded data was not valid|ERR_ENCODING_INVALID/;

/** How a line is written: what programs get wrong, by itself. */
interface Manner {
  formatOffset?(offset: number): string;
  formatByte?(byte: number): string;
}

/** One line of `hexdump -C`, with its newline. */
function formatLine(offset: number, bytes: Uint8Array, manner: Manner = {}): string {
  const {
    formatOffset = (value) => value.toString(16).padStart(8, '0'),
    formatByte = (byte) => byte.toString(16).padStart(2, '0'),
  } = manner;
  const pairs = Array.from(bytes, formatByte);
  const halves = [pairs.slice(0, 8), pairs.slice(8)].map((half) => half.join(' ').padEnd(23));
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[^ -~]/g, '.');
  return `${formatOffset(offset)}  ${halves.join('  ')}  |${text}|\n`;
}

/** The lines of a dump of all the bytes. */
function formatDump(bytes: Uint8Array, manner?: Manner): string[] {
  const offsets = Array.from({ length: Math.ceil(bytes.length / WIDTH) }, (_, i) => i * WIDTH);
  return offsets.map((offset) =>
    formatLine(offset, bytes.subarray(offset, offset + WIDTH), manner),
  );
}

/** A stimulus: what a peer sends over a connection of its own, and how the dump is to come. */
interface Stimulus {
  id: string;
  pieces: readonly (string | Uint8Array)[];
  /** Whether the lines have to come before the peer hangs up. */
  isPrompt?: boolean;
  /** Whether nothing may follow them but the end of the connection. */
  isToEnd?: boolean;
}

/** What was sent over one connection, and what came back. */
interface Dump {
  id: string;
  pieces: Buffer[];
  /** All of it, where the program has ended its side. */
  text: string;
  hasEnded: boolean;
  isOk: boolean;
  /** Whether the program said that it had met bytes which are no text. */
  isUndecodable: boolean;
  hasCrashed: boolean;
  /** What was sent over another connection and must not be seen here; null where there was none. */
  foreign: Buffer | null;
}

function openDump(id: string, pieces: Stimulus['pieces'], foreign: Buffer | null): Dump {
  return {
    id,
    pieces: pieces.map(toBytes),
    text: '',
    hasEnded: false,
    isOk: false,
    isUndecodable: false,
    hasCrashed: false,
    foreign,
  };
}

/**
 * Applies the stimuli in turn, over a new connection each. Stops at the first dump that isn't right: what
 * those before it were tells the mistake, and those after it would tell nothing new.
 */
async function dumpAll(tools: Tools, stimuli: readonly Stimulus[]): Promise<Dump[]> {
  const dumps: Dump[] = [];
  for (const { id, pieces, isPrompt = false, isToEnd = false } of stimuli) {
    const last = dumps.at(-1);
    const dump = openDump(id, pieces, last ? readRest(Buffer.concat(last.pieces)) : null);
    dumps.push(dump);
    const phase = await tools.phase(id, async () => {
      const peer = await tools.connect();
      if (pieces.length > 0) await peer.writePieces(dump.pieces);
      if (isPrompt) await expectAtOnce(peer, dump);
      await compare(tools, peer, dump, isToEnd);
    });
    if (!phase.isOk) {
      dump.isUndecodable = phase.printed(UNDECODABLE);
      dump.hasCrashed = phase.hasCrashed;
      break;
    }
  }
  return dumps;
}

/** Hangs up, and holds what comes against the dump of all that was sent. */
async function compare(tools: Tools, peer: Peer, dump: Dump, isToEnd: boolean): Promise<void> {
  const lines = formatDump(Buffer.concat(dump.pieces));
  const wanted = lines.join('').slice(dump.text.length);
  peer.end();
  if (!isToEnd) {
    dump.isOk = await peer.expect(wanted).then(
      () => true,
      () => false,
    );
    if (dump.isOk) return;
  }
  try {
    dump.text += await peer.expectEnd();
    dump.hasEnded = true;
  } catch (error) {
    // How the connection came to its end tells more than a line that is missing.
    dump.text += peer.pending;
    if (dump.text === '' || dump.text === lines.join('')) throw error;
  }
  demandSame(tools, lines, dump.text);
  dump.isOk = true;
}

/** Demands the dump while the peer may still go on. */
async function expectAtOnce(peer: Peer, dump: Dump): Promise<void> {
  const wanted = formatDump(Buffer.concat(dump.pieces)).join('');
  try {
    await peer.expect(wanted);
    dump.text = wanted;
  } catch (error) {
    // What it says at the end tells why.
    peer.end();
    dump.hasEnded = await peer.expectEnd().then(
      (rest) => {
        dump.text = rest.toString();
        return true;
      },
      () => false,
    );
    if (!dump.hasEnded) dump.text = peer.pending.toString();
    throw error;
  }
}

/** Demands that the lines are the same, and shows the first that isn't. */
function demandSame({ demand }: Tools, wanted: readonly string[], text: string): void {
  const came = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const index = [...came, ''].findIndex((line, at) => line !== wanted[at]);
  const quote = (line: string | undefined): Bilingual => {
    if (!line) return { en: `no line ${index + 1}`, zh: `没有第 ${index + 1} 行` };
    const shown = describeBytes(Buffer.from(line));
    return {
      en: `as line ${index + 1}: ${shown.en}`,
      zh: `第 ${index + 1} 行是 ${shown.zh}`,
    };
  };
  demand(text === wanted.join(''), quote(wanted[index]), quote(came[index]));
}

type Hints = readonly Bilingual[];

const HINTS = {
  'waits-for-end': [
    {
      en: 'Sixteen bytes had come, and nobody had hung up. Your program said nothing, until the end. What is it waiting for?',
      zh: '十六个字节已经到了，对端也没有挂断。你的程序却一声不吭，直到最后才说。它在等什么？',
    },
    {
      en: 'A visitor may stay for hours and send gigabytes; who waits for the end keeps all of it in memory. Write a line in `data`, as soon as 16 bytes are there. Only the rest waits for `end`.',
      zh: '来客可能待上几个小时，发来几个 GB；等到最后再说，就得全存在内存里。在 `data` 里，凑够 16 个字节就写一行。只有剩下的那点才等 `end`。',
    },
    {
      en: 'In `data`: `rest = Buffer.concat([rest, data]); while (rest.length >= 16) { … }`.',
      zh: '在 `data` 里：`rest = Buffer.concat([rest, data]); while (rest.length >= 16) { … }`。',
    },
  ],
  'rest-lost': [
    {
      en: 'Every full line is there. The bytes after the last of them, fewer than 16, never came back. Who writes them, and when?',
      zh: '满 16 个字节的行都有了，最后不满 16 个的那几个字节却没有回来。谁来写它们，什么时候写？',
    },
    {
      en: 'When the peer has hung up, `end` comes: write the rest there, in the listener itself. After an `await`, in `close`, or after a `for await` loop it is too late: by then Node has ended or destroyed your side.',
      zh: '对端挂断时会来 `end`：就在这个监听函数里，把剩下的写出去。放在 `await` 之后、`close` 里、`for await` 循环之后，都晚了：那时 Node 已经结束或者销毁了你这一边。',
    },
    {
      en: "`socket.on('end', () => { if (rest.length > 0) socket.write(formatLine(offset, rest)); });`",
      zh: "`socket.on('end', () => { if (rest.length > 0) socket.write(formatLine(offset, rest)); });`",
    },
  ],
  'never-ends': [
    {
      en: 'All the lines came. Then the peer, which had hung up, waited for your program to do the same.',
      zh: '该有的行都来了。对端已经挂断，等着你的程序也挂断，却一直没等到。',
    },
    {
      en: 'Node ends your side by itself, unless it was told not to: `allowHalfOpen: true` leaves that to you. Leave it out, or call `socket.end()` after the rest.',
      zh: 'Node 本来会替你结束这一边，除非你叫它别管：`allowHalfOpen: true` 就是这个意思。要么去掉它，要么写完剩下的之后调用 `socket.end()`。',
    },
  ],
  'empty-line': [
    {
      en: 'Your last line shows no bytes at all. How many were left when the peer hung up?',
      zh: '你的最后一行里一个字节也没有。对端挂断时，还剩几个字节？',
    },
    {
      en: 'None is a number of bytes, too. Write the rest only where there is one: `if (rest.length > 0)`.',
      zh: '零个也是一种“剩下”。真有剩下的才写：`if (rest.length > 0)`。',
    },
  ],
  'total-line': [
    {
      en: 'All lines are right, and then there is one more, with nothing but an offset. The real hexdump does print it; this server shall not.',
      zh: '每一行都对，可后面多了一行，只有一个偏移量。真正的 hexdump 会打印它，这个服务端不要。',
    },
    {
      en: 'Leave out what you write after the rest.',
      zh: '写完剩下的之后，别再写什么。',
    },
  ],
  'folds-lines': [
    {
      en: 'There is a `*` where lines are alike. hexdump does that, unless it is run with `-v`. Here every line is wanted.',
      zh: '遇到相同的行，你写了一个 `*`。hexdump 不加 `-v` 时确实如此，可这里每一行都要。',
    },
    {
      en: 'Leave out the comparison with the line before.',
      zh: '去掉和上一行的比较。',
    },
  ],
  misaligned: [
    {
      en: 'Every digit and every letter is right. The blanks are not, or the line ends. Hold your line under the expected one.',
      zh: '数字和字母一个不差，差在空格或者换行上。把你的行和期望的行上下对齐了比一比。',
    },
    {
      en: 'Two blanks after the offset; a blank between pairs, two in the middle; two before the `|`. A half with fewer than 8 bytes is as wide as a full one: 23 columns. After the second `|`, a `\\n`.',
      zh: '偏移量后面两个空格；每对数字之间一个空格，正中间两个；`|` 之前两个。一半不满 8 个字节，也和满的一样宽：23 列。第二个 `|` 后面是 `\\n`。',
    },
    {
      en: "`pairs.slice(0, 8).join(' ').padEnd(23)`, and the same with `pairs.slice(8)`.",
      zh: "`pairs.slice(0, 8).join(' ').padEnd(23)`，`pairs.slice(8)` 也一样。",
    },
  ],
  unpadded: [
    {
      en: 'Small bytes have lost a digit. How long is the text that `toString(16)` makes of 9?',
      zh: '小的字节少了一位数字。`toString(16)` 把 9 变成几个字符？',
    },
    {
      en: "One digit, and two are wanted: `byte.toString(16).padStart(2, '0')`.",
      zh: "一个，而这里要两个：`byte.toString(16).padStart(2, '0')`。",
    },
  ],
  'decimal-offset': [
    {
      en: 'The second line begins at byte sixteen. Your program and hexdump write that number differently.',
      zh: '第二行从第十六个字节开始。这个数，你的程序和 hexdump 写法不同。',
    },
    {
      en: "The offset is in hex, too: `offset.toString(16).padStart(8, '0')`.",
      zh: "偏移量也是十六进制：`offset.toString(16).padStart(8, '0')`。",
    },
  ],
  leftovers: [
    {
      en: 'The last line shows sixteen bytes. The peer had sent fewer than that. Where are the others from?',
      zh: '最后一行显示了十六个字节，对端可没发那么多。多出来的是哪来的？',
    },
    {
      en: 'Your line is a Buffer of 16 bytes, and a Buffer is always full: of zeros, of the line before, or of whatever lay in that memory. Only the first few are yours.',
      zh: '你的行是一个 16 字节的 Buffer，而 Buffer 永远是满的：要么是零，要么是上一行，要么是那块内存里原有的东西。只有开头几个才是你的。',
    },
    {
      en: 'Show those only: `line.subarray(0, count)`.',
      zh: '只显示那几个：`line.subarray(0, count)`。',
    },
  ],
  'shows-characters': [
    {
      en: 'The hex is right. Between the bars there is something that is not printable ASCII, and hexdump shows a dot for each such byte.',
      zh: '十六进制都对。可两条竖线之间有些东西不是可打印的 ASCII，这样的字节，hexdump 每个显示一个点。',
    },
    {
      en: 'One byte, one column: printable are 0x20 to 0x7e, from the blank to `~`. Newlines, é and 你 are not, nor is 0x7f.',
      zh: '一个字节占一列。可打印的是 0x20 到 0x7e，从空格到 `~`。换行、é、你都不算，0x7f 也不算。',
    },
    {
      en: "`bytes.toString('latin1')` makes one character of each byte; `.replace(/[^ -~]/g, '.')` puts the dots.",
      zh: "`bytes.toString('latin1')` 把每个字节变成一个字符，`.replace(/[^ -~]/g, '.')` 再换上点。",
    },
  ],
  'dumps-chunks': [
    {
      en: 'The message came in pieces, and the first of them got a short line of its own. Does a dump end where a chunk ends?',
      zh: '一条消息分成几段到达，第一段自己占了短短一行。数据块到头了，转储就到头了吗？',
    },
    {
      en: "What is left of a chunk after the last full line isn't the rest yet: more may come. Keep it, and put the next chunk behind it. (Lesson 9 did that with lines.)",
      zh: '一个数据块里，最后一个满行之后剩下的，还不是“剩下的那点”：后面可能还有。留着它，把下一块接在后面。（第 9 课里对行做过同样的事。）',
    },
    {
      en: 'In `data`: `rest = Buffer.concat([rest, data]); while (rest.length >= 16) { …; rest = rest.subarray(16); }`. In `end`: what is left.',
      zh: '在 `data` 里：`rest = Buffer.concat([rest, data]); while (rest.length >= 16) { …; rest = rest.subarray(16); }`。在 `end` 里：写剩下的。',
    },
  ],
  'no-remainder': [
    {
      en: 'Some bytes never came back: those at the end of a chunk that make no full line. What becomes of them?',
      zh: '有些字节一去不回：数据块末尾凑不满一行的那几个。它们到哪儿去了？',
    },
    {
      en: 'Keep them for the next chunk, or for the end. One variable for each connection: `let rest: Buffer = Buffer.alloc(0);`, and in `data` first `rest = Buffer.concat([rest, data]);`.',
      zh: '留给下一块，或者留到结束。每个连接一个变量：`let rest: Buffer = Buffer.alloc(0);`，`data` 里先写 `rest = Buffer.concat([rest, data]);`。',
    },
  ],
  'offset-restarts': [
    {
      en: 'The bytes are right, and the offset is not: it is at 0 again in the middle of the dump. What happened at that place?',
      zh: '字节都对，偏移量不对：转储到一半，它又变回了 0。就在那里，发生了什么？',
    },
    {
      en: 'A new chunk came. Your offset counts within the chunk; it should count from the beginning of the connection.',
      zh: '来了一个新的数据块。你的偏移量是从块的开头数的，应该从连接的开头数起。',
    },
    {
      en: 'Declare `let offset = 0;` beside `rest`, outside the `data` listener, and add 16 after each line.',
      zh: '把 `let offset = 0;` 声明在 `rest` 旁边，放在 `data` 监听函数外面，每写一行加 16。',
    },
  ],
  'wrong-offset': [
    {
      en: 'The bytes are right. The numbers in front of the lines are not those of their first bytes.',
      zh: '字节都对，可行首的数不是那一行第一个字节的位置。',
    },
    {
      en: 'The offset of a line is how many bytes came before it, in hex: 0, 10, 20, … Chunks, and what is left of them, have no part in it.',
      zh: '一行的偏移量，就是它前面有过多少个字节，写成十六进制：0、10、20……和数据块无关，和剩下多少也无关。',
    },
    {
      en: 'Add 16 where you write a line, and nowhere else: `offset += 16;`.',
      zh: '写一行就加 16，别处都不要动它：`offset += 16;`。',
    },
  ],
  'one-per-chunk': [
    {
      en: 'Many lines came in one chunk, and your program wrote one. How often does it look?',
      zh: '一个数据块里有好多行，你的程序只写了一行。它看了几次？',
    },
    {
      en: '`if` looks once. `while (rest.length >= 16)` looks until fewer than 16 bytes are left.',
      zh: '`if` 只看一次。`while (rest.length >= 16)` 会一直看到剩下不足 16 个字节为止。',
    },
  ],
  'reused-view': [
    {
      en: 'There are as many lines as there should be, and some show bytes that came later. When did you fill the Buffer, and when was it read?',
      zh: '行数没错，可有些行显示的是后来才到的字节。那个 Buffer，你是什么时候填的，又是什么时候被读的？',
    },
    {
      en: 'One Buffer for all lines, and something that looks at it later: a list, a corked socket, a stream that waits. Neither `push` nor `write` nor `subarray` copies. All of them hold the same memory.',
      zh: '所有行共用一个 Buffer，而过一会儿才有谁去看它：一个数组、一个 cork 住的套接字、一个在等待的流。`push`、`write`、`subarray` 都不复制，它们拿着的是同一块内存。',
    },
    {
      en: 'Take a new Buffer for each line, keep a copy with `Buffer.from(line)`, or make the text while the bytes are still there.',
      zh: '每行用一个新的 Buffer，或者用 `Buffer.from(line)` 留一份副本，或者趁字节还在就转成文字。',
    },
  ],
  'shared-buffer': [
    {
      en: 'There was more than one connection, and the dump of one knew of another. Where do you keep the rest and the offset?',
      zh: '连接不止一个，其中一个的转储却受了另一个的影响。剩下的字节和偏移量，你放在哪里？',
    },
    {
      en: 'What stands outside the connection callback exists once, for everybody. Declare `rest` and `offset` inside.',
      zh: '写在连接回调外面的变量只有一个，所有人共用。把 `rest` 和 `offset` 声明在里面。',
    },
  ],
  'slices-characters': [
    {
      en: 'English is dumped well, `né 你好` is not. Count the bytes in your first line, or look for numbers that fit in no byte.',
      zh: '英文转储得没错，`né 你好` 却不对。数一数你的第一行有几个字节，或者找找有没有一个字节放不下的数。',
    },
    {
      en: '`slice(0, 16)` of a string takes 16 characters (strictly: UTF-16 units), and `charCodeAt` gives a code of Unicode, not a byte. 你 is one character, the code 4f60, and the three bytes e4 bd a0.',
      zh: '字符串的 `slice(0, 16)` 取的是 16 个字符（严格说是 UTF-16 单元），`charCodeAt` 给的是 Unicode 编码，不是字节。“你”是一个字符，编码是 4f60，字节是 e4 bd a0 三个。',
    },
    {
      en: "Don't make a string: `data` is a Buffer, `data.subarray(0, 16)` takes bytes, and `data[0]` is one.",
      zh: '别转成字符串：`data` 本来就是 Buffer，`data.subarray(0, 16)` 取的就是字节，`data[0]` 就是一个字节。',
    },
  ],
  'decodes-chunks': [
    {
      en: 'Characters that came whole are right. Where one was cut in two, your dump shows `ef bf bd`, which nobody sent.',
      zh: '完整到达的字符都对。字符被切开的地方，你的转储里有 `ef bf bd`，可没人发过它。',
    },
    {
      en: 'ef bf bd is �. Somewhere each chunk becomes text by itself: `rest += data` does that, too. From the text there is no way back to the bytes.',
      zh: 'ef bf bd 就是 �。某个地方把每个数据块单独变成了文字，`rest += data` 也算。变成文字之后，就回不到原来的字节了。',
    },
    {
      en: 'Keep bytes: `rest = Buffer.concat([rest, data]);`. A dump has nothing to decode.',
      zh: '留着字节：`rest = Buffer.concat([rest, data]);`。转储用不着解码。',
    },
  ],
  'decodes-all': [
    {
      en: 'Text survives your program, however it is cut. A byte that belongs to no text does not: look for `ef bf bd`.',
      zh: '文字怎么切都没事。可不属于任何文字的字节就不行了：找找 `ef bf bd`。',
    },
    {
      en: "A decoder that remembers (`setEncoding('utf8')`, `StringDecoder`) mends cuts. It can't mend bytes that are no UTF-8: each becomes �, and the byte is gone.",
      zh: "有记性的解码器（`setEncoding('utf8')`、`StringDecoder`）能接上切口，却对付不了不是 UTF-8 的字节：它们都变成 �，原来的字节就没了。",
    },
    {
      en: 'Leave the decoder out. Without `setEncoding`, `data` brings Buffers.',
      zh: '去掉解码器。不写 `setEncoding`，`data` 带来的就是 Buffer。',
    },
  ],
  ascii: [
    {
      en: 'Bytes below 80 are right, those above it have become others: e4 is 64, ff is 7f. What is missing?',
      zh: '80 以下的字节都对，往上的却变成了别的：e4 成了 64，ff 成了 7f。少了什么？',
    },
    {
      en: "The eighth bit: Node's `'ascii'` throws it away. `'latin1'` is the encoding that makes a character of every byte, and a byte of that character. Better: make no text at all.",
      zh: "少了第八位：Node 的 `'ascii'` 会丢掉它。能把每个字节变成一个字符、再变回同一个字节的是 `'latin1'`。更好的是：根本别转成文字。",
    },
  ],
} satisfies Record<string, Hints>;

type Mistake = keyof typeof HINTS;

export default checks('10-buffers', {
  lines: {
    title: {
      en: 'A line for every 16 bytes, and one for the rest, as hexdump -C prints them',
      zh: '每 16 个字节一行，剩下的也有一行，和 hexdump -C 打印的一样',
    },
    async run(tools) {
      const controls = Buffer.from('\0\t\n\r\x1b ~\x7f');
      const dumps = await dumpAll(tools, [
        { id: 'one line', pieces: [LINE], isPrompt: true, isToEnd: true },
        { id: 'in two pieces', pieces: [LINE.slice(0, 5), LINE.slice(5)] },
        { id: 'a rest', pieces: [GREETING], isToEnd: true },
        { id: 'only a rest', pieces: ['he', 'llo'], isToEnd: true },
        { id: 'twelve bytes', pieces: ['so long, all'], isToEnd: true },
        { id: 'no letters', pieces: [controls], isToEnd: true },
        { id: 'nothing', pieces: [], isToEnd: true },
      ]);
      return nameFirst(dumps);
    },
    hints: HINTS,
  },

  chunks: {
    title: {
      en: 'The same lines, however the bytes were cut, for everybody who is there',
      zh: '不管字节怎么切开，不管同时有几个人，行都不变',
    },
    async run(tools) {
      const text = 'The quick brown fox jumps over the lazy dog. OK.';
      const dumps = await dumpAll(tools, [
        { id: 'torn', pieces: [text.slice(0, 5), text.slice(5, 25), text.slice(25)] },
        { id: 'byte by byte', pieces: [...text.slice(0, 2 * WIDTH)] },
        { id: '4 KiB at once', pieces: [makePage()] },
      ]);
      if (dumps.every(({ isOk }) => isOk)) dumps.push(...(await dumpInterleaved(tools)));
      return nameFirst(dumps);
    },
    hints: HINTS,
  },

  bytes: {
    title: {
      en: 'Bytes, whether they make characters or not',
      zh: '字节就是字节，拼得成字符也好，拼不成也好',
    },
    async run(tools) {
      const letters = Buffer.from(LETTERS);
      const bytes = [...letters].map((byte) => Buffer.of(byte));
      const dumps = await dumpAll(tools, [
        { id: 'characters', pieces: [letters] },
        { id: 'cut inside every character', pieces: bytes },
        { id: 'a lone ff', pieces: [Buffer.of(0xff), 'fifteen letters'] },
        { id: 'every byte', pieces: [EVERY_BYTE] },
      ]);
      const failed = dumps.find(({ isOk }) => !isOk);
      if (failed?.isUndecodable || failed?.text.includes(REPLACEMENT)) {
        if (failed.id === 'cut inside every character') return 'decodes-chunks';
        if (failed.id !== 'characters') return 'decodes-all';
      }
      return nameFirst(dumps);
    },
    hints: HINTS,
  },
});

/** 4 KiB: lines that differ, and then lines that are all alike. */
function makePage(): Buffer {
  const page = Buffer.alloc(4096);
  for (let line = 0; line < 128; line += 1) page.write(`line ${line}`.padEnd(WIDTH), line * WIDTH);
  return page;
}

/** Two visitors at once, who speak in turn. */
async function dumpInterleaved(tools: Tools): Promise<Dump[]> {
  const texts = ['a'.repeat(2 * WIDTH), 'b'.repeat(2 * WIDTH)];
  const dumps = texts.map((text, at) => {
    const foreign = toBytes(texts[1 - at]?.slice(0, 2) ?? '');
    return openDump('two at once', [text.slice(0, 10), text.slice(10)], foreign);
  });
  await tools.phase('two at once', async () => {
    const talks = [];
    for (const dump of dumps) talks.push({ dump, peer: await tools.connect() });
    for (const index of [0, 1]) {
      for (const { dump, peer } of talks)
        await peer.writePieces(dump.pieces.slice(index, index + 1));
    }
    for (const { dump, peer } of talks) await compare(tools, peer, dump, false);
  });
  return dumps;
}

/** The mistake that the first dump that isn't right tells of, or null. */
function nameFirst(dumps: readonly Dump[]): Mistake | null {
  const failed = dumps.find(({ isOk }) => !isOk);
  // A program that died before it wrote anything left nothing to read.
  if (!failed || (failed.hasCrashed && failed.text === '')) return null;
  return nameMistake(failed);
}

/** Which mistake it is that makes such a dump; null where none fits. */
function nameMistake({ pieces, text, hasEnded, foreign }: Dump): Mistake | null {
  const sent = Buffer.concat(pieces);
  const wanted = formatDump(sent);
  const all = wanted.join('');
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const full = Math.floor(sent.length / WIDTH);

  if (text === all) return hasEnded ? 'waits-for-end' : 'never-ends';
  if (text.startsWith(all)) return nameExcess(text.slice(all.length));
  if (text.includes('\n*\n')) return 'folds-lines';
  if (foreign && isForeign(foreign, lines)) return 'shared-buffer';
  if (text === wanted.slice(0, full).join('')) return full < wanted.length ? 'rest-lost' : null;
  const bare = (value: string) => value.replace(/\s+/g, '');
  const isWritten = (manner: Manner) => bare(text) === bare(formatDump(sent, manner).join(''));
  if (isWritten({})) return 'misaligned';
  if (isWritten({ formatByte: (byte) => byte.toString(16) })) return 'unpadded';
  if (isWritten({ formatOffset: (offset) => String(offset).padStart(8, '0') })) {
    return 'decimal-offset';
  }
  const isSame = wanted.every((line, index) => isSameHex(lines[index], line));
  const isAstray = wanted.some((line, index) => lines[index]?.slice(0, 9) !== line.slice(0, 9));
  const mistake = nameCut(pieces, lines);
  if (!mistake && isSame && isAstray) return 'wrong-offset';
  return mistake ?? nameReuse(wanted, full, lines) ?? nameText(sent, wanted, text, lines) ?? null;
}

/** What follows a dump that is right. */
function nameExcess(rest: string): Mistake | null {
  if (/^[0-9a-f]{7,8}\n?$/.test(rest)) return 'total-line';
  return /^[0-9a-f]{8} *\| *\|\n?$/.test(rest) ? 'empty-line' : null;
}

/** What was left of the bytes after the last full line. */
function readRest(bytes: Buffer): Buffer {
  return bytes.subarray(bytes.length - (bytes.length % WIDTH));
}

/** Whether a dump goes on where that of another connection was, or shows what was sent there. */
function isForeign(foreign: Buffer, lines: readonly string[]): boolean {
  // Its lines begin at multiples of 16, too.
  if (/^(?!0{8})[0-9a-f]{7}0 /.test(lines[0] ?? '')) return true;
  const shown = Buffer.from(lines.flatMap(readPairs));
  return foreign.length > 0 && shown.includes(foreign);
}

/** What was done with the ends of chunks. */
function nameCut(pieces: readonly Buffer[], lines: readonly string[]): Mistake | null {
  const sent = Buffer.concat(pieces);
  const wanted = formatDump(sent);
  const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = pieces;
  if (pieces.length === 1) {
    const isOne = sent.length > WIDTH && lines[0] === wanted[0] && lines.length < wanted.length;
    return isOne ? 'one-per-chunk' : null;
  }
  if (first.length < WIDTH && lines[0] === formatLine(0, first)) return 'dumps-chunks';
  const isDropped =
    lines.length === 0 || isSameHex(lines[0], formatLine(0, second.subarray(0, WIDTH)));
  if (isDropped) return 'no-remainder';
  const isAgain = (line: string, index: number) =>
    index > 0 && line.startsWith('00000000 ') && isSameHex(line, wanted[index]);
  return lines.some(isAgain) ? 'offset-restarts' : null;
}

/** Whether memory was shown after it had been written anew. */
function nameReuse(
  wanted: readonly string[],
  full: number,
  lines: readonly string[],
): Mistake | null {
  const last = lines[wanted.length - 1] ?? '';
  const areFullRight = wanted.slice(0, full).every((line, index) => line === lines[index]);
  if (areFullRight && full < wanted.length && readPairs(last).length === WIDTH) return 'leftovers';
  const fullLines = lines.slice(0, full);
  const isRight = (line: string, index: number) => isSameHex(line, wanted[index]);
  const isLate = (line: string) => isSameHex(line, wanted[full - 1]);
  const areLate = fullLines.every((line, index) => isRight(line, index) || isLate(line));
  const isReused = areLate && fullLines.length === full && !fullLines.every(isRight);
  return isReused ? 'reused-view' : null;
}

/** What was done by somebody who took the bytes for text. */
function nameText(
  sent: Buffer,
  wanted: readonly string[],
  text: string,
  lines: readonly string[],
): Mistake | null {
  let at = 0;
  const isHexRight = wanted.every((line) => {
    const left = line.slice(0, line.indexOf('|'));
    at = text.indexOf(left.trimEnd(), at);
    return at >= 0;
  });
  if (isHexRight) return /[^ -~\n]|\n(?![0-9a-f]{8} |$)/.test(text) ? 'shows-characters' : null;
  const stripped = formatDump(sent.map((byte) => byte & 0x7f));
  if (stripped.every((line, index) => isSameHex(lines[index], line))) return 'ascii';
  const isUneven = lines.slice(0, -1).some((line) => readPairs(line).length !== WIDTH);
  const hasCodes = lines.some((line) => / [0-9a-f]{3,} /.test(line.slice(8).split('|')[0] ?? ''));
  return hasCodes || isUneven ? 'slices-characters' : null;
}

/** The bytes that a line shows in hex. */
function readPairs(line: string): number[] {
  const [hex = ''] = line.slice(8).split('|');
  return hex
    .trim()
    .split(/\s+/)
    .flatMap((pair) => (pair === '' ? [] : Number.parseInt(pair, 16)));
}

function isSameHex(line: string | undefined, other: string | undefined): boolean {
  if (line === undefined || other === undefined) return false;
  return readPairs(line).join() === readPairs(other).join();
}

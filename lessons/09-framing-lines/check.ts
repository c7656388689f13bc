// What lesson 9 demands: every line answered, only whole lines, to whom they belong.
import { setTimeout as pause } from 'node:timers/promises';
import { describeBytes } from '../../src/check/bytes.ts';
import { checks } from '../../src/check/checks.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Phase } from '../../src/check/phase.ts';
import { describeExit, type Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { Bilingual } from '../../src/text/language.ts';

/** What ends a conversation of which nothing more must come: its answer is the next thing heard. */
const MARKER = 'OVER';
/** How long a `\n` is kept back after its `\r`, in ms: `readline` waits for 100 unless told otherwise. */
const LATE_MS = 150;
const READLINE_MS = 100;
const FOREIGN = 'né 你好 😀';
/** What Node says when a Buffer is taken for a text. */
const NO_TEXT =
  /\b(toUpperCase|split|trim|trimEnd|replace|replaceAll|match|matchAll|endsWith|startsWith|charAt) is not a function/;

/** What the server says to these lines. */
function answer(...lines: string[]): string {
  return lines.map((line) => `You said "${line.toUpperCase()}"\n`).join('');
}

/** Writes the pieces, each read before the next, and expects the lines' answers and not a byte more. */
async function converse(peer: Peer, pieces: readonly (string | Buffer)[], ...lines: string[]) {
  await peer.writePieces(pieces);
  await peer.expect(answer(...lines));
  await expectNoMore(peer);
}

async function expectNoMore(peer: Peer): Promise<void> {
  await peer.writePieces([`${MARKER}\n`]);
  await peer.expect(answer(MARKER));
}

function toBytes(text: string): Buffer[] {
  return [...Buffer.from(text)].map((byte) => Buffer.of(byte));
}

const CHUNK_HINTS: Bilingual[] = [
  {
    en: 'Your server answers once for every `data` event. How many lines did that event bring: one, three, a quarter of one?',
    zh: '你的服务端每来一个 `data` 事件就回复一次。那个事件带来了几行？一行，三行，还是四分之一行？',
  },
  {
    en: 'Only a newline says that a line is over. Cut the text at its newlines, answer each line before one, and keep what stands after the last one until more arrives.',
    zh: '一行有没有结束，只有换行符说了算。按换行符切开，换行符之前的每一行都要回复；最后一个换行符之后的部分先留着，等后面的来。',
  },
  {
    en: "Declare `let rest = '';` inside the connection callback. In `data`: `rest += text; const lines = rest.split('\\n'); rest = lines.pop() ?? '';`, and then one answer for each of `lines`.",
    zh: "在连接回调里声明 `let rest = '';`。`data` 里：`rest += text; const lines = rest.split('\\n'); rest = lines.pop() ?? '';`，然后对 `lines` 里的每一行各回复一次。",
  },
];

const REMAINDER_HINTS: Bilingual[] = [
  {
    en: 'A line came in two chunks, and your server did not put the halves together. After the last newline of a chunk there may be something more. What becomes of it?',
    zh: '一行分在两个数据块里，你的服务端没能把两半拼起来。一个数据块的最后一个换行符后面可能还有东西，它去哪儿了？',
  },
  {
    en: '`split` gives one piece more than there are newlines. That last piece is never a line: it is the beginning of the next one, even where it is empty. Do not answer it, and do not throw it away.',
    zh: '`split` 切出来的总比换行符多一段。最后那一段从来都不是一行，而是下一行的开头，哪怕它是空的。既不要回复，也不要扔掉。',
  },
  {
    en: "`rest += text; const lines = rest.split('\\n'); rest = lines.pop() ?? '';`: now `lines` are whole, and `rest` goes in front of the next chunk.",
    zh: "`rest += text; const lines = rest.split('\\n'); rest = lines.pop() ?? '';`：这样 `lines` 里都是完整的行，`rest` 则接在下一个数据块前面。",
  },
];

export default checks('09-framing-lines', {
  lines: {
    title: {
      en: 'Answers every line, once it is whole, however it was cut',
      zh: '不管怎么切，一行完整了就回复，一行也不漏',
    },
    async run(tools) {
      const sane = await nameInsane(tools);
      if (sane !== 'sane') return sane;

      const { phase, connect, server } = tools;
      const three = await phase('three', async () => {
        await converse(await connect(), ['one\ntwo\nthree\n'], 'one', 'two', 'three');
      });
      const bytes = await phase('bytes', async () => {
        await converse(await connect(), toBytes('hello\n'), 'hello');
      });
      let hadTimer = false;
      const torn = await phase('torn', async () => {
        const peer = await connect();
        await peer.writePieces(['ab\ncd']);
        // Who hopes that all comes within some time shall not be saved by a quick client.
        hadTimer = await (await server()).untilNoTimer();
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
        if (bytes.isOk && hadTimer) return 'timer';
        return torn.got === '' && bytes.isOk ? 'holds-back' : 'no-remainder';
      }
      // Nothing was kept where a chunk had no newline at all.
      if (!bytes.isOk) return bytes.hasCrashed ? null : 'no-remainder';
      if (!foreign.isOk) return foreign.got.includes('你好') ? 'ascii-only' : 'wrong-encoding';
      if (!cut.isOk) return 'multibyte';
      if (!empty.isOk) return empty.got.startsWith(answer(MARKER)) ? 'drops-empty' : null;
      return blanks.isOk || !/^You said " *A *B *"/.test(blanks.got) ? null : 'trims';
    },
    hints: {
      'chunk-is-not-a-message': CHUNK_HINTS,
      'one-per-chunk': [
        {
          en: 'Three lines came in one chunk, and one was answered. Your `if` found one newline; how many were there?',
          zh: '一个数据块里来了三行，只有一行得到了回复。你的 `if` 找到了一个换行符，里面一共有几个？',
        },
        {
          en: 'After the first line is cut off, look again: there may be another whole one. Go on until no newline is left.',
          zh: '切下第一行之后再看一眼：后面可能还有完整的一行。一直找到没有换行符为止。',
        },
        {
          en: 'Make the `if` a loop: `while ((at = rest.indexOf(…)) !== -1) { … }`.',
          zh: '把 `if` 改成循环：`while ((at = rest.indexOf(…)) !== -1) { … }`。',
        },
      ],
      'no-remainder': REMAINDER_HINTS,
      timer: [
        {
          en: 'Bytes that came close together were one line to your server; after a pause it took what it had for complete. What does a pause say about a line?',
          zh: '挨得近的字节，你的服务端当成一行；停顿了一下，就把手头的当成完整的。停顿能说明一行结束了吗？',
        },
        {
          en: 'Nothing: a network pauses where it likes. Leave the timer out. A line is over when its newline is there, and not before.',
          zh: '什么也说明不了：网络想在哪儿停就在哪儿停。去掉定时器。换行符到了，一行才算结束；没到就没结束。',
        },
      ],
      'holds-back': [
        {
          en: '`ab` was whole, newline and all, and had no answer until more came. What was your server still waiting for?',
          zh: '`ab` 已经完整，换行符也在，却要等后面的来了才有回复。你的服务端还在等什么？',
        },
        {
          en: 'A test whether the text ends in a newline asks the wrong thing: behind a whole line there may stand half of the next. Answer the one, keep the other.',
          zh: '判断文本是不是以换行符结尾，问错了：完整的一行后面，可能还跟着半行。前者要回复，后者要留着。',
        },
        {
          en: "`const lines = rest.split('\\n'); rest = lines.pop() ?? '';`, without any condition before it.",
          zh: "`const lines = rest.split('\\n'); rest = lines.pop() ?? '';`，前面不要加任何条件。",
        },
      ],
      multibyte: [
        {
          en: '`hello` in single bytes came back well, `你好` did not. 你 is three bytes. When does your program turn bytes into text?',
          zh: '`hello` 一个字节一个字节地来，没问题；`你好` 就不行。“你”是三个字节。你的程序是什么时候把字节变成文字的？',
        },
        {
          en: '`rest += data` and `data.toString()` decode each chunk alone, and a third of a character is a �. Let the decoding be done by something that remembers, or do it after the line is whole.',
          zh: '`rest += data` 和 `data.toString()` 都是单独解码每个数据块，三分之一个字就成了 �。要么交给有记性的东西去解码，要么等一行完整了再解码。',
        },
        {
          en: "One line: `socket.setEncoding('utf8');` before the `data` listener. From then on `data` brings strings, and never half a character.",
          zh: "只要一行：在 `data` 监听函数之前写 `socket.setEncoding('utf8');`。从此 `data` 给你的就是字符串，而且不会有半个字。",
        },
      ],
      'wrong-encoding': [
        {
          en: 'ASCII comes back well, `né 你好` does not, even in one piece. In which encoding do you read it?',
          zh: 'ASCII 回来没问题，`né 你好` 哪怕一整块地来也走样。你是按什么编码读的？',
        },
        {
          en: "The text is UTF-8: `setEncoding('utf8')`, or `toString()` without an argument. `latin1`, `binary` and `ascii` make a character of every byte.",
          zh: "这里的文字是 UTF-8：用 `setEncoding('utf8')`，或者不带参数的 `toString()`。`latin1`、`binary`、`ascii` 都是一个字节变一个字符。",
        },
      ],
      'ascii-only': [
        {
          en: '`né` came back, but is it in upper case? There are more letters than twenty-six.',
          zh: '`né` 是回来了，可它全是大写吗？字母不止二十六个。',
        },
        {
          en: '`toUpperCase()` of a string knows them all. Where bytes are changed one by one, only ASCII can be.',
          zh: '字符串的 `toUpperCase()` 全都认得。逐个字节去改，就只改得了 ASCII。',
        },
      ],
      'drops-empty': [
        {
          en: 'Somebody only pressed Enter. That is a line, an empty one, and it had no answer.',
          zh: '有人只按了一下回车。那也是一行，空行，却没有得到回复。',
        },
        {
          en: 'What skips empty pieces (`filter(Boolean)`, `if (line)`, `/[^\\n]+/g`) skips empty lines too. Only the last piece, after the last newline, is no line.',
          zh: '会跳过空段的写法（`filter(Boolean)`、`if (line)`、`/[^\\n]+/g`）也会跳过空行。不算一行的，只有最后一个换行符后面的那一段。',
        },
      ],
      trims: [
        {
          en: 'The line began or ended with blanks, and your answer has lost some. Who took them off?',
          zh: '这一行开头或结尾有空格，你的回复里却少了。是谁去掉的？',
        },
        {
          en: '`trim()` and its relatives take off every blank they find. Of the line, only its ending is to go: `\\n`, or `\\r\\n`.',
          zh: '`trim()` 那一家子见到空白就去掉。要去掉的只有行尾：`\\n`，或者 `\\r\\n`。',
        },
      ],
      'newline-kept': [
        {
          en: 'Look where the second quotation mark stands in your answer. What came between?',
          zh: '看看回复里后一个引号在哪里。中间夹了什么？',
        },
        {
          en: 'The newline ends the line, and is no part of it. Cut before it, and go on behind it.',
          zh: '换行符是用来结束一行的，不属于这一行。在它前面切开，从它后面接着来。',
        },
      ],
      'no-newline': [
        {
          en: 'The words are right. How is your client to know where the answer ends?',
          zh: '话是对的。可客户端怎么知道回复到哪里为止？',
        },
        {
          en: 'An answer is a line like any other: `\\n` after the second quotation mark.',
          zh: '回复也是一行，和别的行一样：后一个引号之后要有 `\\n`。',
        },
      ],
      'not-upper-case': [
        {
          en: 'The answer has the right words, as they came. They were to be in upper case.',
          zh: '回复里的话没错，可是原样没动。说好的大写呢？',
        },
        {
          en: '`line.toUpperCase()` returns a new string; the old one stays as it is.',
          zh: '`line.toUpperCase()` 返回一个新的字符串，原来的不变。',
        },
      ],
      'bytes-not-text': [
        {
          en: 'The program ended over a method that does not exist. What is it that a `data` listener gets: text?',
          zh: '程序死在一个不存在的方法上。`data` 监听函数拿到的是什么，是文字吗？',
        },
        {
          en: "It gets a Buffer, which knows nothing of lines or letters. `socket.setEncoding('utf8')` makes it strings.",
          zh: "拿到的是 Buffer，它不懂行，也不懂字母。`socket.setEncoding('utf8')` 之后拿到的才是字符串。",
        },
      ],
      'answered-again': [
        {
          en: 'The second line got the first one back, too. What has been answered is still in your buffer.',
          zh: '第二行的回复里又出现了第一行。已经回复过的，还留在你的缓冲区里。',
        },
        {
          en: 'Take each line out when you answer it: afterwards `rest` is what stands behind its newline, `rest = rest.slice(at + 1);`.',
          zh: '回复一行，就把它取走：之后 `rest` 只剩换行符后面的部分，`rest = rest.slice(at + 1);`。',
        },
      ],
      'only-first': [
        {
          en: 'The first line was answered, and the second was not. How often does your listener run?',
          zh: '第一行有回复，第二行没有。你的监听函数执行几次？',
        },
        {
          en: '`once` hears once. A line that comes later needs `on`, or a loop that goes on reading.',
          zh: '`once` 只听一次。后面来的行，得用 `on`，或者用一个不停读下去的循环。',
        },
      ],
      'hangs-up': [
        {
          en: 'The first line was answered, and then your server hung up. There was a second line to come.',
          zh: '第一行有回复，接着你的服务端就挂断了。可后面还有第二行。',
        },
        {
          en: '`end(text)` writes and says goodbye. `write(text)` only writes; the client decides when it has had enough.',
          zh: '`end(text)` 写完就道别，`write(text)` 只管写。什么时候结束，由客户端决定。',
        },
      ],
      'waits-for-end': [
        {
          en: 'Your server answers when the client hangs up. This client stays, and waits for its answer.',
          zh: '你的服务端要等客户端挂断才回复。可这个客户端不走，它在等回复。',
        },
        {
          en: 'In lesson 4 the end of the connection was the end of the message. Here it is the newline: answer in `data`, as soon as one is there.',
          zh: '第 4 课里，连接结束就是消息结束。这里看的是换行符：它一到，就在 `data` 里回复。',
        },
      ],
      'only-crlf': [
        {
          en: 'A line that ends in `\\r\\n` is answered, one that ends in `\\n` is not.',
          zh: '以 `\\r\\n` 结尾的行有回复，以 `\\n` 结尾的没有。',
        },
        {
          en: 'Look for `\\n` alone. If a `\\r` stands before it, take it off: `split(/\\r?\\n/)` does both.',
          zh: '只找 `\\n`。它前面要是有 `\\r`，就去掉：`split(/\\r?\\n/)` 两样都管。',
        },
      ],
    },
  },

  'line-ends': {
    title: {
      en: 'Takes LF and CRLF, also where the cut falls between the two',
      zh: 'LF 和 CRLF 都认，从两者之间切开也不怕',
    },
    // In capitals already: what upper case is, is not asked here.
    async run({ phase, connect, server, assume }) {
      const lf = await phase('lf', async () => {
        await converse(await connect(), ['X', 'X', 'X\nY\n'], 'XXX', 'Y');
      });
      if (!lf.isOk) return namePiecemeal(lf.got);
      const whole = await phase('whole', async () => {
        await converse(await connect(), ['X\r\nY\r\n'], 'X', 'Y');
      });
      let hadTimer = false;
      const late = await phase('late', async () => {
        const peer = await connect();
        await peer.writePieces(['X\r']);
        hadTimer = await (await server()).untilNoTimer();
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
        // `readline` ends a line here, too, and can't be told not to.
        await peer.expect('You said "A');
        const isTwo = peer.pending.length > 0 && peer.pending[0] === 34;
        await peer.expect(isTwo ? `"\n${answer('B')}` : '\rB"\n');
        await expectNoMore(peer);
      });
      if (/^You said "X\r"\n/.test(whole.got)) return 'crlf';
      if (!whole.isOk || hadTimer) return null;
      if (/^You said "X\r/.test(late.got)) return 'crlf-torn';
      if (late.got.startsWith(answer('X', ''))) return 'crlf-twice';
      if (!late.isOk) return null;
      return !lone.isOk && /^B"/.test(lone.got) ? 'cr-eaten' : null;
    },
    hints: {
      'chunk-is-not-a-message': CHUNK_HINTS,
      'no-remainder': REMAINDER_HINTS,
      crlf: [
        {
          en: 'A client from Windows is answered with one byte too many. A terminal hardly shows it: look for `\\r` in what came.',
          zh: '来自 Windows 的客户端收到的回复多了一个字节，在终端里几乎看不出来：看看收到的内容里有没有 `\\r`。',
        },
        {
          en: "It is the last character of the line, before the `\\n`. If it is there, take it off: `line.replace(/\\r$/, '')`.",
          zh: "它是一行的最后一个字符，在 `\\n` 前面。有就去掉：`line.replace(/\\r$/, '')`。",
        },
      ],
      'crlf-torn': [
        {
          en: 'Together, `\\r\\n` was understood. Then the `\\r` came in one chunk and the `\\n` in the next. When do you look for the pair?',
          zh: '`\\r\\n` 一起来，没问题。换成 `\\r` 在前一块、`\\n` 在后一块，就不行了。你是什么时候去找这一对的？',
        },
        {
          en: 'Looking in the chunk, you see only one of them. Look in the whole line, when its `\\n` is there: its last character is the `\\r`.',
          zh: '只看数据块，两个里只能看见一个。等 `\\n` 到了，再看整行：最后一个字符就是 `\\r`。',
        },
        {
          en: "`rest += text; const lines = rest.split(/\\r?\\n/); rest = lines.pop() ?? '';`: a `\\r` at the end simply waits in the rest.",
          zh: "`rest += text; const lines = rest.split(/\\r?\\n/); rest = lines.pop() ?? '';`：末尾的 `\\r` 就留在剩余里等着。",
        },
      ],
      'crlf-twice': [
        {
          en: 'Your server answered an empty line that nobody had sent. The `\\r` had come first, and the `\\n` a little later.',
          zh: '你的服务端回复了一个谁也没发过的空行。`\\r` 先到，`\\n` 稍后才到。',
        },
        {
          en: 'The `\\r` ended the line, and then the `\\n` ended one more. `\\r` alone should end nothing. (`readline` does it, where the two are more than 100 ms apart.)',
          zh: '`\\r` 结束了一行，`\\n` 又结束了一行。光有 `\\r`，不该算一行结束。（`readline` 就是这样：两者相隔超过 100 毫秒，就当成两个行尾。）',
        },
        {
          en: 'By hand: `split(/\\r?\\n/)`. With `readline`: `readline.createInterface({ input: socket, crlfDelay: Infinity })`.',
          zh: '手写的话：`split(/\\r?\\n/)`。用 `readline` 的话：`readline.createInterface({ input: socket, crlfDelay: Infinity })`。',
        },
      ],
      'cr-eaten': [
        {
          en: 'The line was `A\\rB`, and `AB` came back. A character from the middle is gone.',
          zh: '发来的一行是 `A\\rB`，回来的是 `AB`。中间少了一个字符。',
        },
        {
          en: 'Only a `\\r` right before the `\\n` belongs to the ending. `/\\r/g` takes all of them, `/\\r$/` only the last one of a line.',
          zh: '只有紧挨在 `\\n` 前面的 `\\r` 才属于行尾。`/\\r/g` 把它们全去掉了，`/\\r$/` 只去掉一行末尾的那个。',
        },
      ],
    },
  },

  apart: {
    title: {
      en: 'Keeps its clients apart, and lets them leave',
      zh: '客户端互不相干，要走随时能走',
    },
    async run({ phase, connect, server, demand }) {
      const [you, good] = [Buffer.from('你'), Buffer.from('好')];
      let hadTimer = false;
      const alone = await phase('alone', async () => {
        const peer = await connect();
        await peer.writePieces(['ONE\nTW']);
        hadTimer = await (await server()).untilNoTimer();
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
      if (!characters.isOk) return characters.got.includes('�') ? 'shared-buffer' : null;
      if (!leave.isOk) {
        if (leave.hasCrashed) return null;
        return leave.unmet?.bytes ? 'stays-open' : 'answers-nothing';
      }
      return unfinished.hasCrashed ? 'crash-on-rest' : null;
    },
    hints: {
      'chunk-is-not-a-message': CHUNK_HINTS,
      'no-remainder': REMAINDER_HINTS,
      'shared-buffer': [
        {
          en: 'Two clients spoke at the same time, and each was answered with a bit of the other. Where is the variable declared that keeps the rest?',
          zh: '两个客户端同时在说话，各自的回复里都掺进了对方的话。存剩余部分的变量声明在哪里？',
        },
        {
          en: 'Your buffer lives outside the connection callback: there is one for all. The same goes for a `StringDecoder` or a `TextDecoder`, which keeps half a character.',
          zh: '你的缓冲区在连接回调外面，所有人共用一个。`StringDecoder`、`TextDecoder` 也一样，里面存着半个字。',
        },
        {
          en: "Move `let rest = '';`, and whatever else remembers something of a client, into the callback of `createServer`, before `socket.on('data', …)`.",
          zh: "把 `let rest = '';`，还有其他记着客户端东西的变量，都挪进 `createServer` 的回调，放在 `socket.on('data', …)` 前面。",
        },
      ],
      'shared-socket': [
        {
          en: 'Two clients were there, and one got the answer that belongs to the other. Through which variable do you write, and where is it declared?',
          zh: '两个客户端都在，一个收到了本该给另一个的回复。你是通过哪个变量写的？它声明在哪里？',
        },
        {
          en: 'A variable outside the callback exists once, and the next client overwrites it. Write through the parameter of the callback.',
          zh: '回调外面的变量只有一个，后来的客户端会把它覆盖。要通过回调的参数来写。',
        },
      ],
      'one-at-a-time': [
        {
          en: 'While the first client was there, the second had no answer. What keeps it waiting?',
          zh: '第一个客户端还在，第二个就得不到回复。是什么让它干等？',
        },
        {
          en: 'An `await` that lasts as long as a client stays must not stand between one client and the next. Start the work for each connection, and do not wait for its end.',
          zh: '要等到客户端离开才结束的 `await`，不能挡在两个客户端之间。每来一个连接就开始处理，不要等它处理完。',
        },
      ],
      'answers-nothing': [
        {
          en: 'The client sent one line, had its answer, and hung up. Then your server answered something that nobody had said.',
          zh: '客户端发了一行，得到了回复，就挂断了。然后你的服务端又回复了谁也没说过的话。',
        },
        {
          en: 'After a newline the rest is empty, and an empty rest at the end is no line: `if (rest) …`, or leave the rest alone altogether.',
          zh: '换行符之后剩余是空的，到结束时空的剩余不算一行：写 `if (rest) …`，或者干脆不管它。',
        },
      ],
      'stays-open': [
        {
          en: 'The client hung up, and your server did not. Whose turn is it to close the other direction?',
          zh: '客户端挂断了，你的服务端没有。另一个方向该由谁来关？',
        },
        {
          en: 'Node closes it for you when the client has ended, unless you said `allowHalfOpen: true`. Leave that out, or call `socket.end()` in `end`.',
          zh: '客户端结束之后，Node 会替你关上，除非你写了 `allowHalfOpen: true`。去掉它，或者在 `end` 里调用 `socket.end()`。',
        },
      ],
      'crash-on-rest': [
        {
          en: 'A client hung up in the middle of a line, and your server is gone, for everybody. When does it answer what was left, and is there still somebody to hear it?',
          zh: '一个客户端说到半行就挂断了，你的服务端随之倒下，所有人都没得用。剩下的那半行，它是什么时候回复的？那时还有人听吗？',
        },
        {
          en: 'When the client has ended, Node ends your direction too. A `write` after that fails, and the failure is an `error` event on the socket, to which nobody listens.',
          zh: '客户端结束之后，Node 把你这个方向也结束了。之后再 `write` 就会失败，失败以 `error` 事件的形式到来，却没有人在听。',
        },
        {
          en: "One visitor's trouble must not end the server: `socket.on('error', (error) => console.error(error.message));`. With `{ allowHalfOpen: true }` and an `end()` of your own after the last answer, that half line is even heard.",
          zh: "一个来客出了问题，不该连累整个服务端：`socket.on('error', (error) => console.error(error.message));`。要是用 `{ allowHalfOpen: true }`，答完再自己 `end()`，那半行的回复对方还能听到。",
        },
      ],
    },
  },
});

/** Which mistake it is that answers `X`, `X` and `X\nY\n` piece by piece. */
function namePiecemeal(got: string) {
  if (!got.startsWith(answer('X', 'X'))) return null;
  if (/You said "X\s*Y"\n$/.test(got)) return 'chunk-is-not-a-message';
  return got.startsWith(answer('X', 'X', 'X', 'Y')) ? 'no-remainder' : null;
}

/** Two plain lines, one after the other; which mistake spoils them, or `sane`. */
async function nameInsane({ phase, connect, server }: Tools) {
  let visit: { program: Subject; peer: Peer } | null = null;
  let isAnswered = false;
  const sane = await phase('sane', async () => {
    const program = await server();
    const peer = await connect();
    visit = { program, peer };
    await peer.writePieces(['hello\n']);
    await peer.expect(answer('hello'));
    isAnswered = true;
    await peer.writePieces(['and again\n']);
    await peer.expect(answer('and again'));
    await expectNoMore(peer);
  });
  if (sane.isOk) return 'sane';
  if (sane.printed(NO_TEXT)) return 'bytes-not-text';
  if (!visit) return null;
  if (isAnswered) return nameSecond(sane, visit);
  if (sane.hasCrashed) return null;
  if (sane.got.startsWith('You said "hello"')) return 'not-upper-case';
  if (/^You said "HELLO\n"/.test(sane.got)) return 'newline-kept';
  if (sane.got === 'You said "HELLO"') return 'no-newline';
  if (sane.got !== '') return null;

  const windows = await phase('windows', async () => {
    const other = await connect();
    await other.writePieces(['hello\r\n']);
    await other.expect(answer('hello'));
  });
  if (windows.isOk) return 'only-crlf';
  const ended = await phase('ended', async () => {
    const late = await connect();
    await late.writePieces(['hello\n']);
    late.end();
    await late.expect(answer('hello'));
  });
  return ended.isOk ? 'waits-for-end' : null;
}

/** Which mistake it is that spoils the second line of a client. */
function nameSecond(
  { got, hasCrashed }: Phase,
  { program, peer }: { program: Subject; peer: Peer },
) {
  // The client hasn't hung up: whatever ended here, the program ended it.
  const isOver = program.records.some(
    ({ kind, connection, by }) =>
      connection === peer.connection && (kind === 'destroy' || (kind === 'end' && by !== 'peer')),
  );
  if (isOver) return 'hangs-up';
  if (hasCrashed) return null;
  if (/^You said "HELLO/.test(got)) return 'answered-again';
  if (got.startsWith(answer(''))) return 'no-remainder';
  return got === '' ? 'only-first' : null;
}

/** Which mistake it is that spoils two conversations at once, where each alone went well. */
function nameMixUp({ got, hasCrashed }: Phase, [first, second]: Peer[]) {
  if (hasCrashed || !first || !second) return null;
  if (second.pending.includes(answer('ONE')) || first.pending.includes(answer('THREE'))) {
    return 'shared-socket';
  }
  if (second.pending.includes(answer('TWO'))) return 'shared-socket';
  return got === '' ? 'one-at-a-time' : 'shared-buffer';
}

/** How long after the one before the last chunk was read, in ms, by the program's own clock. */
function readGap({ records }: Subject, { connection }: Peer): number {
  const reads = records.filter(
    (record) => record.kind === 'data' && record.connection === connection,
  );
  const [before, last] = reads.slice(-2);
  return before && last ? (last.t - before.t) / 1000 : 0;
}

// What lesson 6 demands: three answers, held against the Node that runs this.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { checks } from '../../src/check/checks.ts';
import { quoteLines } from '../../src/check/quote.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { Bilingual } from '../../src/text/language.ts';

const MARKS_BY_VERSION = [16384, 65536];
const GREETING = '你好';

export default checks('06-reading', {
  'high-water-mark': {
    title: {
      en: 'highWaterMark: how many bytes may wait in a new socket',
      zh: 'highWaterMark：一个新的套接字里可以有多少字节在等',
    },
    async run(tools) {
      const truth = new net.Socket().writableHighWaterMark;
      const answer = await ask(tools, 'highWaterMark', String(truth));
      if (answer === null || answer === String(truth)) return null;
      const number = Number.parseFloat(answer);
      if (isOpen(answer)) return 'unanswered';
      if (answer === 'undefined') return 'no-such-property';
      if (MARKS_BY_VERSION.includes(number)) return 'other-version';
      if (MARKS_BY_VERSION.includes(number * 1024)) return 'kibibytes';
      return number === 0 ? 'waiting-now' : null;
    },
    hints: {
      unanswered: [
        {
          en: 'This one has no answer yet. The stream page has it, in the part on writable streams: look for `writableHighWaterMark`.',
          zh: '这一题还没有回答。答案在 stream 页，可写流那一部分：找 `writableHighWaterMark`。',
        },
        {
          en: 'Ask your Node: `node -p "new net.Socket().writableHighWaterMark"`.',
          zh: '问问你的 Node：`node -p "new net.Socket().writableHighWaterMark"`。',
        },
      ],
      'no-such-property': [
        {
          en: 'A property that does not exist is no error in JavaScript: it is `undefined`. What is it really called?',
          zh: '在 JavaScript 里读一个不存在的属性不会出错，得到的是 `undefined`。它到底叫什么？',
        },
        {
          en: '`highWaterMark` is what you hand to a constructor. To ask a stream for it there are two properties, one for each direction: you want `writableHighWaterMark`.',
          zh: '`highWaterMark` 是交给构造函数的选项。要向一个流查询，两个方向各有一个属性：这里要的是 `writableHighWaterMark`。',
        },
      ],
      'other-version': [
        {
          en: 'That is right, for another Node. Which edition of the page did you read, and which Node do you run? `node --version` tells the second.',
          zh: '这个答案没错，不过是别的 Node 的。你读的是哪一版文档？跑的又是哪个 Node？后一个问 `node --version`。',
        },
        {
          en: 'The default was raised with Node 22, from 16 KiB to 64 KiB. Ask yours: `node -p "new net.Socket().writableHighWaterMark"`.',
          zh: '从 Node 22 起，默认值由 16 KiB 提高到了 64 KiB。问问你的：`node -p "new net.Socket().writableHighWaterMark"`。',
        },
      ],
      kibibytes: [
        {
          en: 'The question was about bytes. In which unit is your number?',
          zh: '问的是多少字节。你这个数的单位是什么？',
        },
        {
          en: 'The page writes KiB, and a KiB is 1024 bytes. (A bare 16 is on that page, too: it is the mark of streams in object mode, and counts objects.)',
          zh: '文档里写的是 KiB，1 KiB 是 1024 字节。（那一页上还有个单独的 16：那是对象模式的流，数的是对象。）',
        },
      ],
      'waiting-now': [
        {
          en: 'That is how many wait at this moment, in a socket to which nobody has written. How many *may* wait?',
          zh: '这是此刻在等的字节数，还没有人往这个套接字里写过东西。问的是*可以*有多少在等。',
        },
        {
          en: '`writableLength` is the level, `writableHighWaterMark` is the mark.',
          zh: '`writableLength` 是水位，`writableHighWaterMark` 才是那条线。',
        },
      ],
    },
  },

  'close-argument': {
    title: {
      en: "closeArgument: what `typeof` says of the argument of a socket's 'close'",
      zh: "closeArgument：套接字 'close' 的参数，`typeof` 说它是什么",
    },
    async run(tools) {
      const truth: string = typeof (await closeConnection());
      const answer = await ask(tools, 'closeArgument', truth);
      if (answer === null || answer === truth) return null;
      if (isOpen(answer)) return 'unanswered';
      if (/^(true|false|had_?error)$/i.test(answer)) return 'value-not-type';
      if (/^(object|string|buffer|data|uint8array|error)$/i.test(answer)) return 'article-name';
      if (/^(undefined|none|nothing)$/.test(answer)) return 'other-close';
      return answer.toLowerCase() === truth ? 'capital' : null;
    },
    hints: {
      unanswered: [
        {
          en: 'This one has no answer yet. The net page has it, among the events of `net.Socket`: `close`.',
          zh: '这一题还没有回答。答案在 net 页，`net.Socket` 的事件里：`close`。',
        },
        {
          en: "Have it printed: in `client.ts`, `client.on('close', (argument) => console.log(typeof argument));`.",
          zh: "打印出来看看：在 `client.ts` 里写 `client.on('close', (argument) => console.log(typeof argument));`。",
        },
      ],
      'value-not-type': [
        {
          en: 'That is what the argument is, or what it is called. The question is what `typeof` says of it: a word for a whole kind of values.',
          zh: '这是参数的值，或者它的名字。问的是 `typeof` 怎么说它：那是一个词，指的是一整类值。',
        },
        {
          en: 'There are just two values of this kind, `true` and `false`. Try `node -p "typeof false"`.',
          zh: '这一类值只有两个：`true` 和 `false`。试试 `node -p "typeof false"`。',
        },
      ],
      'article-name': [
        {
          en: 'The article calls the argument `data`, and so one expects data. What does the page say of it? In lesson 2 the compiler had something to say, too.',
          zh: '文章把这个参数叫作 `data`，于是人人以为它是数据。文档怎么说？第 2 课里，编译器也有话要说。',
        },
        {
          en: 'It tells whether there was an error, not which: yes or no. Print `typeof argument` in a `close` listener.',
          zh: '它只说有没有出过错，不说是什么错：是或者不是。在 `close` 监听函数里打印 `typeof argument` 看看。',
        },
      ],
      'other-close': [
        {
          en: "There is more than one 'close' on that page. Whose did you listen to? A server's `close` comes without an argument. So does that of a socket that never had a connection: the page doesn't say so, but Node does it.",
          zh: "那一页上的 'close' 不止一个，你听的是谁的？服务端的 `close` 没有参数。从没连上过的套接字也一样：文档没写，但 Node 就是这么做的。",
        },
        {
          en: 'The question is about a connection that is over, so there has to be one first. Start `server.ts`, and print `typeof argument` in the `close` listener of `client.ts`.',
          zh: '问的是一个已经结束的连接，所以先得有一个连接。启动 `server.ts`，在 `client.ts` 的 `close` 监听函数里打印 `typeof argument`。',
        },
      ],
      capital: [
        {
          en: 'Nearly. That is the name of a class; `typeof` never begins with a capital letter.',
          zh: '差一点。这是类的名字；`typeof` 给出的词从不以大写字母开头。',
        },
        {
          en: 'Copy what `node -p "typeof true"` prints.',
          zh: '照抄 `node -p "typeof true"` 打印的内容。',
        },
      ],
    },
  },

  'byte-length': {
    title: {
      en: `byteLength: how many bytes ${GREETING} puts on the wire`,
      zh: `byteLength：${GREETING} 在线路上占多少字节`,
    },
    async run(tools) {
      const truth = Buffer.byteLength(GREETING);
      const answer = await ask(tools, 'byteLength', String(truth));
      if (answer === null || answer === String(truth)) return null;
      if (isOpen(answer)) return 'unanswered';
      if (answer === 'undefined') return 'no-such-property';
      if (answer === String(GREETING.length)) return 'characters';
      return answer === String(GREETING.length * 2) ? 'two-bytes-each' : null;
    },
    hints: {
      unanswered: [
        {
          en: 'This one has no answer yet. The buffer page has it: look for a function that counts the bytes of a string.',
          zh: '这一题还没有回答。答案在 buffer 页：找一个能数出字符串有多少字节的函数。',
        },
        {
          en: 'The client prints two CJK characters; `node -p "Buffer.from(\'你好\')"` shows what it sends.',
          zh: '客户端发的是两个汉字，`node -p "Buffer.from(\'你好\')"` 会显示实际发出的内容。',
        },
      ],
      'no-such-property': [
        {
          en: "Strings don't have that property, and JavaScript answers `undefined` instead of complaining. Who can count bytes?",
          zh: '字符串没有这个属性，JavaScript 也不报错，只回答 `undefined`。谁会数字节？',
        },
        {
          en: '`Buffer.byteLength(text)` counts them; so does `Buffer.from(text).length`.',
          zh: '`Buffer.byteLength(text)` 会数，`Buffer.from(text).length` 也行。',
        },
      ],
      characters: [
        {
          en: "`'你好'.length` counts what JavaScript stores, and the wire carries something else. What does `write()` do with a string before it is sent?",
          zh: "`'你好'.length` 数的是 JavaScript 里存的单位，线路上走的是另一种东西。`write()` 把字符串发出去之前，对它做了什么？",
        },
        {
          en: 'It encodes it, as UTF-8. The client of this lesson sends just this text: with the wire shown (`w`), its `write` row tells the bytes. Or ask `Buffer.byteLength`.',
          zh: '按 UTF-8 编码。这一课的客户端发的正是这个词：按 `w` 显示线路，`write` 那一行就写着字节数。也可以问 `Buffer.byteLength`。',
        },
      ],
      'two-bytes-each': [
        {
          en: 'Two bytes each would be UTF-16, in which JavaScript thinks. In which encoding does `write()` send a string, if you name none?',
          zh: '每个两字节，那是 UTF-16，JavaScript 内部用的编码。不指定编码时，`write()` 按哪种编码发送字符串？',
        },
        {
          en: 'In UTF-8, where most Chinese characters take three bytes. `node -p "Buffer.from(\'你\')"` shows one.',
          zh: '按 UTF-8，多数汉字占三个字节。`node -p "Buffer.from(\'你\')"` 可以看到其中一个。',
        },
      ],
    },
  },
});

/**
 * Runs answers.ts, and demands that it gives an answer. Returns what it gave, without quotes: nothing where
 * the question is left out, null where the program failed.
 */
async function ask(
  { phase, launch, demand }: Tools,
  question: string,
  truth: string,
): Promise<string | null> {
  let answer: string | null = null;
  await phase(question, async () => {
    const program = launch({ name: 'answers' });
    const prefix = `${question}:`;
    const said = () => program.lines('stdout').find((line) => line.startsWith(prefix));
    const expected = {
      // What it is stays untold: that is the question.
      en: `${question}: what Node ${process.version} says itself`,
      zh: `${question}：与 Node ${process.version} 自己说的一致`,
    };
    // Whether it ends is not asked: it may still hold a server.
    const isDone = ({ kind }: { kind: string }) => said() !== undefined || kind === 'exit';
    const last = await program.until(expected, isDone);
    const line = said();
    if (line !== undefined || last.code === 0) answer = trim(line?.slice(prefix.length));
    const got = answer === null ? describeEnd(last.code) : quoteLines(line ? [line] : []);
    demand(answer === truth, expected, got);
  });
  return answer;
}

function describeEnd(code: string | number | null | undefined): Bilingual {
  return { en: `the program ended: exit code ${code}`, zh: `程序结束了：退出码 ${code}` };
}

function trim(text = ''): string {
  return text.trim().replace(/^(['"`])(.*)\1$/, '$2');
}

function isOpen(answer: string): boolean {
  return answer === '' || answer === 'null' || answer === '?';
}

/** What the listener of 'close' gets after a connection that came and went. */
async function closeConnection(): Promise<unknown> {
  const server = net.createServer((guest) => {
    guest.end();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const [argument] = await once(net.connect(port, '127.0.0.1').resume(), 'close');
  return argument;
}

// What lesson 6 demands: three answers, held against the Node that runs this.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { type Bilingual, checks, quoteLines, type Tools } from '../../src/check/kit.ts';

const MARKS_BY_VERSION = [16384, 65536];
/** How answers.ts begins the line of a question. */
const LINE = /^(highWaterMark|closeArgument|byteLength):/;
/** In place of an answer, where not one of these lines was printed. */
const UNPRINTED = '\n';
const GREETING = '你好';

export default checks('06-reading', {
  'high-water-mark': {
    mistakes: [
      'unprinted',
      'unanswered',
      'no-such-property',
      'other-version',
      'kibibytes',
      'waiting-now',
      'last-true',
    ],
    async run(tools) {
      const truth = new net.Socket().writableHighWaterMark;
      const answer = await ask(tools, 'highWaterMark', String(truth));
      if (answer === null || answer === String(truth)) return null;
      const number = Number.parseFloat(answer);
      if (isOpen(answer)) return answer === UNPRINTED ? 'unprinted' : 'unanswered';
      if (answer === 'undefined') return 'no-such-property';
      if (MARKS_BY_VERSION.includes(number)) return 'other-version';
      if (MARKS_BY_VERSION.includes(number * 1024)) return 'kibibytes';
      if (number === truth - 1) return 'last-true';
      return number === 0 ? 'waiting-now' : null;
    },
  },

  'close-argument': {
    mistakes: [
      'unprinted',
      'unanswered',
      'value-not-type',
      'article-name',
      'other-close',
      'capital',
    ],
    async run(tools) {
      const truth: string = typeof (await closeConnection());
      const answer = await ask(tools, 'closeArgument', truth);
      if (answer === null || answer === truth) return null;
      if (isOpen(answer)) return answer === UNPRINTED ? 'unprinted' : 'unanswered';
      if (/^(true|false|had_?error)$/i.test(answer)) return 'value-not-type';
      if (/^(object|string|buffer|data|uint8array|error)$/i.test(answer)) return 'article-name';
      if (/^(undefined|none|nothing)$/.test(answer)) return 'other-close';
      return answer.toLowerCase() === truth ? 'capital' : null;
    },
  },

  'byte-length': {
    mistakes: [
      'unprinted',
      'unanswered',
      'no-such-property',
      'characters',
      'two-bytes-each',
      'shows-bytes',
    ],
    async run(tools) {
      const truth = Buffer.byteLength(GREETING);
      const answer = await ask(tools, 'byteLength', String(truth));
      if (answer === null || answer === String(truth)) return null;
      if (isOpen(answer)) return answer === UNPRINTED ? 'unprinted' : 'unanswered';
      if (answer === 'undefined') return 'no-such-property';
      if (answer === String(GREETING.length)) return 'characters';
      if (/e4.?bd.?a0/i.test(answer)) return 'shows-bytes';
      return answer === String(GREETING.length * 2) ? 'two-bytes-each' : null;
    },
  },
});

/**
 * Runs answers.ts, and demands that it gives an answer. Returns what it gave, without quotes: nothing where
 * the question is left out, UNPRINTED where no question has a line, null where the program failed.
 */
async function ask(
  { phase, launch, demand }: Tools,
  question: string,
  truth: string,
): Promise<string | null> {
  let answer: string | null = null;
  await phase(question, async () => {
    // Some ask Node by thousands of writes, which a watch over each would slow down.
    const program = launch({ name: 'answers', isWatched: false });
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
    const isPrinted = program.lines('stdout').some((each) => LINE.test(each));
    if (line !== undefined || last.code === 0) {
      answer = isPrinted ? trim(line?.slice(prefix.length)) : UNPRINTED;
    }
    const got = answer === UNPRINTED ? describeNone(prefix) : quoteLines(line ? [line] : []);
    demand(answer === truth, expected, answer === null ? describeEnd(last.code) : got);
  });
  return answer;
}

function describeEnd(code: string | number | null | undefined): Bilingual {
  return { en: `the program ended: exit code ${code}`, zh: `程序结束了：退出码 ${code}` };
}

function describeNone(prefix: string): Bilingual {
  return { en: `no line that begins with “${prefix}”`, zh: `没有以“${prefix}”开头的行` };
}

function trim(text = ''): string {
  return text.trim().replace(/^(['"`])(.*)\1$/, '$2');
}

function isOpen(answer: string): boolean {
  return answer === UNPRINTED || answer === '' || answer === 'null' || answer === '?';
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

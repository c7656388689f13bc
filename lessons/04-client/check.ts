// What lesson 4 demands: the whole answer, and an honest word when there is none.
import { checks } from '../../src/check/checks.ts';
import { quoteLines } from '../../src/check/quote.ts';
import type { Subject } from '../../src/check/subject.ts';

const QUESTION = 'I am Chuck Norris!';
/** What comes after the second piece is there for those who guess where an answer ends. */
const PIECES = ['You said', ' "I AM CHUCK NORRIS!"', ' and I', ' heard you.'];
const ANSWER = PIECES.join('');
const CLOSED = 'Connection closed';

/** The answers it printed. */
function readAnswers(client: Subject): string[] {
  return client.lines('stdout').flatMap((line) => {
    const match = /^DATA:(?:$| +(.*)$)/.exec(line);
    return match ? [match[1] ?? ''] : [];
  });
}

/** Its own lines on stderr; Node may warn of something there. */
function readComplaints(client: Subject): string[] {
  const isWarning = /^\(node:\d+\)|^\(Use `node --trace/;
  return client.lines('stderr').filter((line) => line !== '' && !isWarning.test(line));
}

/** Whether it went to another port than it was told to. */
function wentElsewhere({ records }: Subject, port: number): boolean {
  return records.some(
    ({ kind, remote = '' }) => kind === 'connecting' && !remote.endsWith(`:${port}`),
  );
}

export default checks('04-client', {
  'whole-answer': {
    title: {
      en: 'Prints the whole answer, however many pieces it comes in',
      zh: '不管回复分几段到达，都打印完整',
    },
    async run({ phase, listen, launch, demand }) {
      let client: Subject | null = null;
      let port = 0;
      const { isOk } = await phase('pieces', async () => {
        const server = await listen();
        port = server.port;
        client = launch({ name: 'client', environment: { PORT: String(port) } });
        const program = client;
        const peer = await server.accept(program);
        await peer.expect(QUESTION);
        const [first = '', ...rest] = PIECES;
        await peer.writePieces([first]);
        // Who hopes that all comes within some time shall not be saved by a quick server.
        await program.untilNoTimer();
        await peer.writePieces(rest);
        peer.end();
        const { code } = await program.untilExit();

        const lines = program.lines('stdout');
        const answers = readAnswers(program);
        demand(
          answers.length === 1 && answers[0] === ANSWER,
          quoteLines([`DATA: ${ANSWER}`]),
          quoteLines(lines),
        );
        const answered = lines.findIndex((line) => line.startsWith('DATA:'));
        demand(
          lines.indexOf(CLOSED) > answered,
          { en: `“${CLOSED}” after the answer`, zh: `回复之后有一行“${CLOSED}”` },
          quoteLines(lines),
        );
        demand(
          code === 0,
          { en: 'exit code 0, as all went well', zh: '一切顺利，退出码应为 0' },
          { en: `exit code ${code}`, zh: `退出码 ${code}` },
        );
        demand(peer.pending.length === 0, quoteLines([QUESTION]), {
          en: `the same, and then “${peer.pending}”`,
          zh: `除此之外还有“${peer.pending}”`,
        });
      });
      return isOk || !client ? null : nameMistake(client, port);
    },
    hints: {
      'first-chunk-only': [
        {
          en: 'Your client printed the first piece of the answer, and was done. What made it think that this was all? `data` says that some bytes have come, and nothing about the rest.',
          zh: '你的客户端打印了回复的第一段就收工了。它凭什么认为这就是全部？`data` 只说明来了一些字节，后面还有没有，它一概不知。',
        },
        {
          en: 'Whatever decides after the first chunk (`destroy()`, `once`, a timer) decides too early: the rest is still on its way. The server tells when it has said everything. It hangs up.',
          zh: '看到第一个数据块就拿主意（`destroy()`、`once`、定时器），都太早了：剩下的还在路上。话说完没有，服务端会告诉你：它会挂断。',
        },
        {
          en: "In `data`, only collect: `answer += data;`. Print in `end`: `client.on('end', () => console.log('DATA: ' + answer));`. And leave out the `destroy()`.",
          zh: "`data` 里只管攒：`answer += data;`。到 `end` 再打印：`client.on('end', () => console.log('DATA: ' + answer));`。`destroy()` 就不要了。",
        },
      ],
      'line-per-chunk': [
        {
          en: 'Everything arrived, but every piece got a line of its own. A chunk is not the answer. Which event says that no more will come?',
          zh: '东西都到了，可是一段占了一行。一个数据块不是一条回复。哪个事件说明后面不会再有了？',
        },
        {
          en: '`data` runs once a chunk, so a `console.log` in it prints once a chunk. Collect there, and print once, in `end`.',
          zh: '来一个数据块，`data` 就执行一次，写在里面的 `console.log` 也就打印一次。在那里只攒着，到 `end` 打印一次。',
        },
      ],
      'last-chunk-only': [
        {
          en: 'The end of the answer is there, and its beginning is gone. What became of the chunks before the last one?',
          zh: '回复的结尾在，开头没了。最后一块之前的那些数据块到哪儿去了？',
        },
        {
          en: '`answer = data` throws away what was in `answer`. `answer += data` adds to it.',
          zh: '`answer = data` 会把 `answer` 里原有的内容丢掉，`answer += data` 才是接在后面。',
        },
      ],
      'guessed-end': [
        {
          en: 'The answer went on after the place where your client stopped listening. By what did it recognise the end?',
          zh: '你的客户端不听了，可回复后面还有。它是凭什么认出结尾的？',
        },
        {
          en: 'Here, neither a number of chunks nor a quotation mark nor a pause ends an answer. The server does, by hanging up: the event is called `end`.',
          zh: '在这里，回复的结尾不看数据块的个数，不看引号，也不看停顿。由服务端来结束：它挂断，事件叫 `end`。',
        },
      ],
      'empty-answer': [
        {
          en: 'You printed the answer before there was one. At that moment the server had not written a single byte. What were you waiting for?',
          zh: '你打印的时候还没有回复：那一刻服务端一个字节都没写。你等的到底是什么？',
        },
        {
          en: 'The callbacks of `end()` and `write()` tell how *your* bytes are doing, and know nothing about what comes back. The line after `write()` waits for nothing at all.',
          zh: '`end()` 和 `write()` 的回调说的是*你*发出的字节怎么样了，对方回什么它们不知道。而 `write()` 的下一行，什么都不等。',
        },
        {
          en: "There are two ends. `client.end()` is yours. `client.on('end', …)` is the other side's: print there.",
          zh: "结束有两个：`client.end()` 是你这边的，`client.on('end', …)` 是对方的。在后者里打印。",
        },
      ],
      uninitialised: [
        {
          en: 'Look at the first word after `DATA: `. The server never said it. What was in your variable before the first chunk came?',
          zh: '看看 `DATA: ` 后面的第一个词，服务端可没说过。第一个数据块到来之前，你的变量里是什么？',
        },
        {
          en: "A variable without a value is `undefined`, and adding a text to it spells that out. Begin with `let answer = '';`.",
          zh: "没赋过值的变量是 `undefined`，和字符串相加就成了文字。从 `let answer = '';` 开始。",
        },
      ],
      commas: [
        {
          en: 'There are commas in this answer that the server never sent. One between each two chunks.',
          zh: '这条回复里有服务端从没发过的逗号，每两个数据块之间一个。',
        },
        {
          en: "An array in a text shows as its elements with commas between them. `chunks.join('')` puts nothing between them; `Buffer.concat(chunks)` does it for bytes.",
          zh: "数组放进字符串里，元素之间会加上逗号。`chunks.join('')` 中间什么都不加；按字节来拼就用 `Buffer.concat(chunks)`。",
        },
      ],
      'never-hangs-up': [
        {
          en: 'Your program was gone before its socket was closed, so `close` never came. A connection is two one-way streets: who closes yours?',
          zh: '套接字还没关上，你的程序就走了，所以 `close` 一直没来。一个连接是两条单行道：你这一条由谁来关？',
        },
        {
          en: "When the other side has ended, Node ends yours, just after the `end` event. Two things prevent that: `allowHalfOpen: true` (it was the server's), and a `process.exit()` that comes first. Leave them out.",
          zh: '对方结束之后，紧跟着 `end` 事件，Node 会替你结束你这一边。有两样东西会拦住它：`allowHalfOpen: true`（那是服务端用的），还有抢在前面的 `process.exit()`。都去掉。',
        },
      ],
      'closed-too-soon': [
        {
          en: 'Both lines are there, in the wrong order: closed first, and then an answer. In which order do the events come?',
          zh: '两行都有，顺序反了：先说关闭，再打印回复。这几个事件是按什么顺序来的？',
        },
        {
          en: '`end` comes before `close`. The answer belongs to `end`, and `Connection closed` to `close`.',
          zh: '`end` 在 `close` 之前。回复放在 `end` 里打印，`Connection closed` 放在 `close` 里。',
        },
      ],
      'unsaid-closed': [
        {
          en: 'The answer is complete. What is missing is the last word, which a conversation that ended well has always had here: `Connection closed`.',
          zh: '回复完整了，少的是最后一句。对话顺利结束时，一直都有这么一行：`Connection closed`。',
        },
        {
          en: "The argument of `close` is `false` when all went well: `if (!hadError) console.log('Connection closed');`.",
          zh: "一切顺利时，`close` 的参数是 `false`：`if (!hadError) console.log('Connection closed');`。",
        },
      ],
      'fails-always': [
        {
          en: 'What it printed is right, and yet its exit code tells every script that it failed. Which of your listeners sets it, and when does that one run?',
          zh: '打印的都对，可退出码却告诉所有脚本：失败了。是哪个监听函数设置了它？那个监听函数什么时候执行？',
        },
        {
          en: '`close` runs after every ending, good or bad. `process.exitCode = 1` belongs into the `error` listener, or behind `if (hadError)`.',
          zh: '不管结局好坏，`close` 都会执行。`process.exitCode = 1` 应该放进 `error` 监听函数，或者放在 `if (hadError)` 后面。',
        },
      ],
      'own-port': [
        {
          en: 'A server was waiting on the port that `PORT` names, and your client called at another one.',
          zh: '服务端在 `PORT` 指定的端口上等着，你的客户端却去了别的端口。',
        },
        {
          en: 'Keep the line `const PORT = Number(process.env.PORT ?? 6969);`, and give `PORT` to `connect`.',
          zh: '保留 `const PORT = Number(process.env.PORT ?? 6969);` 这一行，把 `PORT` 交给 `connect`。',
        },
      ],
    },
  },

  refused: {
    title: {
      en: 'Owns up when it is refused: one line on stderr, exit code 1',
      zh: '被拒绝时如实说明：stderr 上一行，退出码 1',
    },
    async run({ phase, freePort, launch, demand, assume, tell }) {
      const port = await freePort();
      let client: Subject | null = null;
      const { isOk } = await phase('refused', async () => {
        tell({ en: `nobody listens on port ${port}`, zh: `端口 ${port} 上没有人监听` });
        client = launch({ name: 'client', environment: { PORT: String(port) } });
        const program = client;
        const { code } = await program.untilExit();
        demand(
          !wentElsewhere(program, port),
          { en: `it connects to port ${port}`, zh: `它去连接端口 ${port}` },
          { en: 'it went to another port', zh: '它去了别的端口' },
        );
        assume(!program.records.some(({ kind }) => kind === 'connect'), {
          en: `somebody began to listen on port ${port} in the meantime`,
          zh: `这期间有人开始在端口 ${port} 上监听了`,
        });

        const complaints = readComplaints(program);
        demand(
          complaints.length === 1 && /ECONNREFUSED/.test(complaints[0] ?? ''),
          {
            en: 'one line on stderr, with ECONNREFUSED',
            zh: 'stderr 上有一行，其中有 ECONNREFUSED',
          },
          hasCrashed(program)
            ? { en: 'an error that nobody caught, and its stack', zh: '没人接住的错误，连同调用栈' }
            : quoteLines(complaints),
        );
        const lines = program.lines('stdout');
        demand(
          !lines.includes(CLOSED),
          { en: `no “${CLOSED}”`, zh: `没有“${CLOSED}”` },
          quoteLines(lines),
        );
        demand(
          code === 1,
          { en: 'exit code 1', zh: '退出码 1' },
          { en: `exit code ${code}`, zh: `退出码 ${code}` },
        );
      });
      return isOk || !client ? null : nameRefusal(client, port);
    },
    hints: {
      'crash-refused': [
        {
          en: 'The refusal reaches your client as an event, and nobody listens for it. The stack trace names the event.',
          zh: '“被拒绝”以事件的形式来到你的客户端，却没有人在听。调用栈里写着是哪个事件。',
        },
        {
          en: 'An `error` event without a listener is thrown, at a time when no `try` of yours is running any more. (With promises it is the same: a rejection that nobody catches ends the process.)',
          zh: '没有监听函数的 `error` 事件会被抛出来，那时你的 `try` 早就执行完了。（用 Promise 也一样：没有人接住的拒绝会让进程退出。）',
        },
        {
          en: "Add `client.on('error', (error) => { … })`, and in it print `error.message` with `console.error`, and set `process.exitCode = 1`. (With `await`: `try … catch` around all of it.)",
          zh: "加上 `client.on('error', (error) => { … })`，在里面用 `console.error` 打印 `error.message`，再设 `process.exitCode = 1`。（用 `await` 的话，就把整段包进 `try … catch`。）",
        },
      ],
      'silent-error': [
        {
          en: 'The client was refused, and nobody was told. Your listener got the reason as its argument, and dropped it.',
          zh: '客户端被拒绝了，却没有告诉任何人。监听函数的参数里就是原因，被你丢掉了。',
        },
        {
          en: "In the listener: `console.error(error.message);` for those who read, `process.exitCode = 1;` for programs that don't.",
          zh: '在监听函数里：`console.error(error.message);` 给人看，`process.exitCode = 1;` 给程序看。',
        },
      ],
      'unnamed-error': [
        {
          en: 'Your line says that something failed, and not what. Whoever looks for the reason needs the name that Node and every search engine know it by.',
          zh: '你这一行说了“失败”，没说是什么失败。要查原因，得有 Node 和搜索引擎都认得的那个名字。',
        },
        {
          en: '`error.code` is that name, and `error.message` contains it: `connect ECONNREFUSED 127.0.0.1:6969`. Put one of them into the line.',
          zh: '`error.code` 就是那个名字，`error.message` 里也有：`connect ECONNREFUSED 127.0.0.1:6969`。把其中一个放进这一行。',
        },
      ],
      'wrong-stream': [
        {
          en: 'The line is right, but it went to stdout. With `client.ts > answers.txt` it would lie among the answers, and the screen would stay empty.',
          zh: '这一行写得没错，却写到了 stdout。要是用 `client.ts > answers.txt`，它会混进回复里，屏幕上什么也看不到。',
        },
        {
          en: '`console.error` takes the same arguments as `console.log`, and writes to stderr.',
          zh: '`console.error` 的用法和 `console.log` 一样，写的是 stderr。',
        },
      ],
      stack: [
        {
          en: "One line was asked for. Yours is a whole report, with line numbers from Node's own source. Who is it for?",
          zh: '要的是一行，你打印的是一整份报告，里面还有 Node 自己源码的行号。这是给谁看的？',
        },
        {
          en: '`console.error(error)` prints everything an error carries. `console.error(error.message)` prints its one sentence.',
          zh: '`console.error(error)` 会把错误带的东西全打印出来，`console.error(error.message)` 只打印那一句话。',
        },
      ],
      'says-closed': [
        {
          en: 'It says it closed what had never opened. `close` comes after a failure, too: how can its listener tell the two apart?',
          zh: '从没打开过的连接，它说关闭了。失败之后 `close` 也会来：监听函数怎么分辨这两种情况？',
        },
        {
          en: 'Its only argument tells: `true` when an error came first.',
          zh: '看它唯一的参数：之前出过错就是 `true`。',
        },
        {
          en: "`client.on('close', (hadError) => { if (!hadError) console.log('Connection closed'); });`",
          zh: "`client.on('close', (hadError) => { if (!hadError) console.log('Connection closed'); });`",
        },
      ],
      'exit-zero': [
        {
          en: 'A person who reads the line knows now. A script reads no lines: it looks at the exit code, and that was 0, all well.',
          zh: '读到这一行的人知道了。脚本不读这一行，它看退出码，而退出码是 0：一切正常。',
        },
        {
          en: 'Set `process.exitCode = 1;` in the `error` listener. The process ends with it when it has nothing left to do.',
          zh: '在 `error` 监听函数里设 `process.exitCode = 1;`，进程把手头的事做完就以它退出。',
        },
      ],
      'own-port': [
        {
          en: 'Your client was told a port, by `PORT`, and called at another one.',
          zh: '`PORT` 指定了端口，你的客户端却去了别的端口。',
        },
        {
          en: 'Keep the line `const PORT = Number(process.env.PORT ?? 6969);`, and give `PORT` to `connect`.',
          zh: '保留 `const PORT = Number(process.env.PORT ?? 6969);` 这一行，把 `PORT` 交给 `connect`。',
        },
      ],
    },
  },
});

/** Which mistake it is that spoils an answer. */
function nameMistake(client: Subject, port: number) {
  if (wentElsewhere(client, port)) return 'own-port';
  if (hasCrashed(client)) return null;
  const lines = client.lines('stdout');
  const [answer, ...more] = readAnswers(client);
  if (answer === undefined) return null;
  if (more.length > 0 || lines.includes(PIECES[1] ?? '')) return 'line-per-chunk';
  if (answer === '') return 'empty-answer';
  if (answer === PIECES[0]) return 'first-chunk-only';
  if (answer === PIECES.at(-1)?.trim()) return 'last-chunk-only';
  if (answer.startsWith('undefined')) return 'uninitialised';
  if (answer.startsWith(PIECES.slice(0, 2).join(','))) return 'commas';
  if (answer !== ANSWER) return ANSWER.startsWith(answer) ? 'guessed-end' : null;
  if (!hasEnded(client)) return 'never-hangs-up';
  if (client.exit === null) return null;
  if (!lines.includes(CLOSED)) return 'unsaid-closed';
  if (lines.indexOf(CLOSED) < lines.findIndex((line) => line.startsWith('DATA:'))) {
    return 'closed-too-soon';
  }
  return client.exit.code === 0 ? null : 'fails-always';
}

/** Which mistake it is that spoils a refusal. */
function nameRefusal(client: Subject, port: number) {
  if (wentElsewhere(client, port)) return 'own-port';
  const complaints = readComplaints(client);
  const lines = client.lines('stdout');
  const hasCode = (line: string) => line.includes('ECONNREFUSED');
  if (hasCrashed(client)) return complaints.some(hasCode) ? 'crash-refused' : null;
  if (client.exit === null) return null;
  if (!complaints.some(hasCode)) {
    if (lines.some(hasCode)) return 'wrong-stream';
    return [...complaints, ...lines].some((line) => line !== CLOSED)
      ? 'unnamed-error'
      : 'silent-error';
  }
  if (complaints.length > 1) {
    return complaints.some((line) => /^\s+at |errno:/.test(line)) ? 'stack' : null;
  }
  if (lines.includes(CLOSED)) return 'says-closed';
  return client.exit.code === 0 ? 'exit-zero' : null;
}

/** Whether its own direction of the connection was ended, by itself or by Node. */
function hasEnded({ records }: Subject): boolean {
  return records.some(({ kind, by }) => kind === 'destroy' || (kind === 'end' && by !== 'peer'));
}

/** Whether an error that nobody caught ended it. */
function hasCrashed(client: Subject): boolean {
  return client.exit?.code !== 0 && client.lines('stderr').some((line) => /^Node\.js v/.test(line));
}

// What lesson 2 demands: exact answers, for everybody who comes, and addresses that outlive their sockets.
import { checks } from '../../src/check/checks.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Phase } from '../../src/check/phase.ts';
import { quoteLines } from '../../src/check/quote.ts';
import type { Subject } from '../../src/check/subject.ts';
import { describeExit } from '../../src/check/subject.ts';
import type { Bilingual } from '../../src/text/language.ts';

/** The last line that Node prints of an error that nobody caught. */
const THROWN = /^Node\.js v/;

/** What the server says to a message. */
function answer(message: string): string {
  return `You said "${message.toUpperCase()}"`;
}

const BUFFER_HINTS: Bilingual[] = [
  {
    en: 'The program ended over `data.toUpperCase`. What is it that a `data` listener gets: text?',
    zh: '程序是在 `data.toUpperCase` 那里结束的。`data` 监听函数拿到的是什么，是文字吗？',
  },
  {
    en: 'It gets a Buffer: bytes, which have no upper case. The line above works only because `+` turns the Buffer into text without being asked. Ask for it.',
    zh: '拿到的是 Buffer，也就是字节，字节没有大小写。上面那一行之所以没事，是因为 `+` 悄悄把 Buffer 转成了文字。这里得自己转。',
  },
  {
    en: "`sock.write('You said \"' + data.toString().toUpperCase() + '\"');`",
    zh: "`sock.write('You said \"' + data.toString().toUpperCase() + '\"');`",
  },
];

const ONCE_HINTS: Bilingual[] = [
  {
    en: 'The first client was served, and left. The second found nobody. What did the server do when the first one went?',
    zh: '第一个客户端得到了服务，走了。第二个来时，已经没有人在。第一个走的时候，服务端做了什么？',
  },
  {
    en: 'There are two things to close here: a connection, and the whole server. In the `close` listener of a socket, only the first is over. Leave out `server.close()` and `process.exit()`.',
    zh: '这里能关的有两样：一个连接，或者整个服务端。套接字的 `close` 监听函数里，结束的只是前者。去掉 `server.close()` 和 `process.exit()`。',
  },
];

const ONE_HINTS: Bilingual[] = [
  {
    en: 'While one client was there, a second one came, and was not served. What keeps it out, or waiting?',
    zh: '一个客户端还在，第二个来了，却没人理。是什么把它挡在门外，或者让它干等？',
  },
  {
    en: 'The callback runs once for every connection, whoever else is there. Leave out what limits that: `maxConnections`, a flag that says “busy”, an `await` for the first client to leave.',
    zh: '每来一个连接，回调就执行一次，不管还有谁在。把限制它的东西去掉：`maxConnections`、表示“正忙”的标志，或者等前一个客户端离开的 `await`。',
  },
];

export default checks('02-server-callback', {
  'exact-answer': {
    title: {
      en: 'Answers You said "…", in upper case, and not a byte more',
      zh: '回复 You said "…"，改成大写，一个字节也不多',
    },
    async run({ phase, connect }) {
      let peer: Peer | null = null;
      let answers = 0;
      const plain = await phase('answer', async () => {
        peer = await connect();
        // The second answer shows what was sent after the first.
        for (const message of ['I am Chuck Norris!', 'And who are you?']) {
          await peer.write(message);
          await peer.expect(answer(message));
          answers += 1;
        }
      });
      const foreign = await phase('foreign', async () => {
        // How many may come is asked elsewhere.
        const same = plain.isOk && peer ? peer : await connect();
        await same.write('né à 你好');
        await same.expect(answer('né à 你好'));
      });
      if (lacksUpperCase(plain) || lacksUpperCase(foreign)) return 'uppercase-on-buffer';
      if (/^\r?\n/.test(plain.got)) return 'extra-newline';
      if (/^You said "I am/.test(plain.got)) return 'not-upper-case';
      // A new connection is heard again: its first words alone.
      if (answers === 1 && plain.got === '' && !plain.exit && foreign.isOk) return 'heard-once';
      const isGarbled = foreign.got.startsWith('You said "') && !foreign.got.includes('你好');
      return plain.isOk && isGarbled ? 'wrong-encoding' : null;
    },
    hints: {
      'uppercase-on-buffer': BUFFER_HINTS,
      'not-upper-case': [
        {
          en: 'The answer has the right words, as they came. Who shouts?',
          zh: '回复里的话没错，可是原样没动。说好的大写呢？',
        },
        {
          en: 'A Buffer within a text becomes text by itself. For upper case you need the text first: `data.toString().toUpperCase()`.',
          zh: 'Buffer 拼进字符串，会自动变成文字。要大写，得先有文字：`data.toString().toUpperCase()`。',
        },
      ],
      'heard-once': [
        {
          en: 'The same client spoke twice, and was answered once. How often does your listener run?',
          zh: '同一个客户端说了两次，只得到一次回复。你的监听函数会执行几次？',
        },
        {
          en: '`once` listens for one event and is gone. `data` comes as long as the client speaks: `sock.on(…)`.',
          zh: '`once` 听到一次事件就撤了。只要客户端还在说，`data` 就会一直来：用 `sock.on(…)`。',
        },
      ],
      'extra-newline': [
        {
          en: 'The words are right. Then there is one thing more, which a terminal hardly shows: look for `\\n` in what came.',
          zh: '话是对的，后面却多了一样东西，在终端里几乎看不出来：看看收到的内容里有没有 `\\n`。',
        },
        {
          en: '`console.log` ends a line by itself, `write` sends just what it is given. End the answer with the quotation mark: no `\\n` after it.',
          zh: '`console.log` 会自己换行，`write` 则是给什么发什么。回复到引号为止，后面不要 `\\n`。',
        },
      ],
      'wrong-encoding': [
        {
          en: 'English came back well, `né à 你好` did not. How many bytes is 你, and how many characters did you make of them?',
          zh: '英文回来没问题，`né à 你好` 却走样了。“你”是几个字节？你把它们变成了几个字符？',
        },
        {
          en: 'Bytes become text by an encoding, and the client wrote in UTF-8. `latin1`, `binary` and `ascii` make a character of each single byte.',
          zh: '字节要按某种编码才能变成文字，客户端用的是 UTF-8。`latin1`、`binary`、`ascii` 都是一个字节变一个字符。',
        },
        {
          en: '`data.toString()` reads UTF-8 unless told otherwise. Give it no argument.',
          zh: '`data.toString()` 默认就按 UTF-8 解码，括号里什么都不用写。',
        },
      ],
    },
  },

  'two-clients': {
    title: {
      en: 'Serves the next client, and two at once',
      zh: '走了一个，接着为下一个服务；两个同时来也行',
    },
    // In capitals already: what upper case is, is not asked here.
    async run({ phase, connect, server, demand }) {
      let isFirstServed = false;
      const inTurn = await phase('in turn', async () => {
        const program = await server();
        const first = await connect();
        await first.write('ONE');
        await first.expect(answer('ONE'));
        isFirstServed = true;
        first.end();
        await untilClosed(program, first);
        // A program that ends with its client may take a moment to be gone.
        await program.isAwake();
        if (program.exit) {
          const alive = { en: 'it waits for the next client', zh: '它等着下一个客户端' };
          demand(false, alive, describeExit(program.exit));
        }
        const second = await connect();
        await second.write('TWO');
        await second.expect(answer('TWO'));
        second.end();
        await untilClosed(program, second);
      });

      let peers: Peer[] = [];
      const atOnce = await phase('at once', async () => {
        const [first, second] = [await connect(), await connect()];
        peers = [first, second];
        await second.write('TWO');
        await second.expect(answer('TWO'));
        await first.write('ONE');
        await first.expect(answer('ONE'));
      });
      if (lacksUpperCase(inTurn) || lacksUpperCase(atOnce)) return 'uppercase-on-buffer';
      if (!inTurn.isOk) return isFirstServed && !inTurn.printed(THROWN) ? 'once-only' : null;
      if (atOnce.isOk) return null;
      const isMixedUp = [answer('ONE'), answer('TWO')].some((text, index) =>
        peers[1 - index]?.pending.includes(text),
      );
      if (isMixedUp) return 'shared-socket';
      return atOnce.hasCrashed ? null : 'one-at-a-time';
    },
    hints: {
      'uppercase-on-buffer': BUFFER_HINTS,
      'once-only': ONCE_HINTS,
      'shared-socket': [
        {
          en: 'Two clients were there, and one got the answer that belongs to the other. Where is the variable declared through which you write?',
          zh: '两个客户端都在，一个收到了本该给另一个的回复。你是通过哪个变量写的？它声明在哪里？',
        },
        {
          en: 'A variable outside the callback exists once, for all connections; the next one overwrites it. `sock`, the parameter of the callback, is there anew for each: `sock.write(…)`.',
          zh: '回调外面的变量只有一个，所有连接共用，后来的会把它覆盖。回调的参数 `sock` 则是每个连接各有一个：用 `sock.write(…)`。',
        },
      ],
      'one-at-a-time': ONE_HINTS,
    },
  },

  'address-kept': {
    title: {
      en: "CONNECTED and CLOSED carry the client's own address and port",
      zh: 'CONNECTED 和 CLOSED 里是客户端自己的地址和端口',
    },
    async run({ phase, connect, server, demand }) {
      let program: Subject | null = null;
      const peers: Peer[] = [];
      const visits = await phase('visits', async () => {
        const running = await server();
        program = running;
        for (const count of [1, 2]) {
          peers.push(await connect());
          const line = { en: 'a line CONNECTED: …', zh: '一行 CONNECTED: …' };
          await untilLogged(running, count, line);
        }
        // The one who came first goes first: by then, another address was read last.
        for (const peer of peers) await leave(running, peer);
        const wanted = [
          ...peers.map(({ connection }) => `CONNECTED: 127.0.0.1:${connection}`),
          ...peers.map(({ connection }) => `CLOSED: 127.0.0.1 ${connection}`),
        ];
        const lines = readLog(running);
        demand(lines.join('\n') === wanted.join('\n'), quoteLines(wanted), quoteLines(lines));
      });
      if (visits.isOk || !program) return null;
      return nameMistake(program, peers);
    },
    hints: {
      'address-lost': [
        {
          en: 'A client came and went, and one of your lines does not know who it was. When did you ask the socket for its address?',
          zh: '客户端来过又走了，你的日志里却有一行不知道它是谁。你是什么时候向套接字要地址的？',
        },
        {
          en: 'In `close` the connection is gone, and with it the place where Node would look the address up. It can be asked only while the client is there.',
          zh: '到了 `close`，连接已经没了，Node 查地址的地方也随之没了。地址要趁客户端还在的时候问。',
        },
        {
          en: 'At the top of the callback: `const { remoteAddress, remotePort } = sock;`. Use these two in both lines.',
          zh: '在回调开头写：`const { remoteAddress, remotePort } = sock;`，两行日志都用这两个值。',
        },
      ],
      'shared-address': [
        {
          en: 'Two clients came, the first one left, and your line named the second. Where do you keep the address?',
          zh: '来了两个客户端，先走的是第一个，你打印的却是第二个的地址。地址存在哪里？',
        },
        {
          en: 'A variable outside the callback exists once, and the second client overwrote it. Declare it inside: `const { remoteAddress, remotePort } = sock;` makes a pair for each connection.',
          zh: '回调外面的变量只有一个，第二个客户端来时就把它覆盖了。声明放到里面：`const { remoteAddress, remotePort } = sock;`，每个连接各有一份。',
        },
      ],
      'own-port': [
        {
          en: 'The port in your lines is the same for everybody. Whose is it?',
          zh: '你的日志里，谁来都是同一个端口。那是谁的端口？',
        },
        {
          en: "A connection has two ends. `localPort` is yours, the one you listen on. The client's is `remotePort`, and its address `remoteAddress`.",
          zh: '一个连接有两端。`localPort` 是你自己的，就是监听的那个。客户端的端口是 `remotePort`，地址是 `remoteAddress`。',
        },
      ],
      'once-only': ONCE_HINTS,
      'one-at-a-time': ONE_HINTS,
    },
  },
});

function lacksUpperCase(phase: Phase): boolean {
  return phase.printed(/toUpperCase is not a function/);
}

/** Waits until the program has closed its end, too. */
async function untilClosed(program: Subject, { connection }: Peer): Promise<void> {
  await program.until(
    { en: 'the program closes its end, too', zh: '程序也关闭自己这一端' },
    (record) => record.kind === 'close' && record.connection === connection,
  );
}

/** Hangs up, and waits for the line about it. */
async function leave(program: Subject, peer: Peer): Promise<void> {
  const count = readLog(program).length;
  peer.end();
  await untilLogged(program, count + 1, { en: 'a line CLOSED: …', zh: '一行 CLOSED: …' });
}

async function untilLogged(program: Subject, count: number, what: Bilingual): Promise<void> {
  if (readLog(program).length >= count) return;
  const since = program.records.length;
  await program.until(what, () => readLog(program).length >= count, { since });
}

/** The lines about who came and went, with plain IPv4 addresses. */
function readLog(program: Subject): string[] {
  const isOurs = (line: string) => /^(CONNECTED|CLOSED)/.test(line);
  return program
    .lines('stdout')
    .filter(isOurs)
    .map((line) => line.replace('::ffff:', ''));
}

/** Which mistake it is that spoils the lines. */
function nameMistake(program: Subject, [first, second]: Peer[]) {
  const lines = readLog(program);
  if (lines.some((line) => line.endsWith(`:${program.port}`))) return 'own-port';
  if (!first || !lines[0] || program.lines('stderr').some((line) => THROWN.test(line))) return null;
  if (!second || program.exit) return 'once-only';
  if (lines.length === 1) return 'one-at-a-time';
  const closed = lines.filter((line) => line.startsWith('CLOSED'));
  if (closed.some((line) => line.includes('undefined'))) return 'address-lost';
  return closed[0]?.endsWith(` ${second.connection}`) ? 'shared-address' : null;
}

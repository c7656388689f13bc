// What lesson 1 demands: three sockets that answer, and nothing left of them in the end.
import dgram from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { describeBytes } from '../../src/check/bytes.ts';
import { checks } from '../../src/check/checks.ts';
import type { Phase } from '../../src/check/phase.ts';
import { describeExit, type Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { TapRecord } from '../../src/stage/record.ts';
import type { Bilingual } from '../../src/text/language.ts';

const HOST = '127.0.0.1';
/** How many bytes the path of a socket may have: `sun_path` without its NUL. */
const PATH_BYTES = process.platform === 'darwin' ? 103 : 108;

const THREE_TCP_HINTS: Bilingual[] = [
  {
    en: 'More than one of your sockets is a TCP server. What `net.createServer` makes becomes no UDP socket by being called `udp`. Which module has datagrams?',
    zh: '你的套接字里，TCP 服务端不止一个。`net.createServer` 造出来的东西，变量名叫 `udp` 也成不了 UDP 套接字。数据报在哪个模块里？',
  },
  {
    en: "UDP is `dgram.createSocket('udp4')`, with `bind(PORT, HOST)`: it may have the same number, for UDP has ports of its own. UNIX is `net.createServer` again, with `listen(SOCKET_PATH)` and no port.",
    zh: "UDP 用 `dgram.createSocket('udp4')`，再 `bind(PORT, HOST)`：端口号可以一样，UDP 的端口是另一套。UNIX 域套接字还是 `net.createServer`，但是 `listen(SOCKET_PATH)`，没有端口。",
  },
];

const MISSING_HINTS: Bilingual[] = [
  {
    en: 'Three promises were asked for, and your program makes fewer. Which of the three sockets is never opened? The story says where the peer looked for it.',
    zh: '要的是三种保证，你的程序给的不够三种。哪一种套接字始终没有打开？上面写着对端去哪里找过它。',
  },
  {
    en: "A server of TCP or UNIX opens with `listen`, a UDP socket with `bind`. Creating one opens nothing: `net.createServer(…)`, `dgram.createSocket('udp4')`.",
    zh: "TCP 和 UNIX 域的服务端靠 `listen` 打开，UDP 套接字靠 `bind`。光是创建，什么都没打开：`net.createServer(…)`、`dgram.createSocket('udp4')`。",
  },
];

const WRONG_PATH_HINTS: Bilingual[] = [
  {
    en: 'A UNIX server listens, at a path where no client looks for it. How do the two agree on a place?',
    zh: 'UNIX 域套接字的服务端在监听，可路径不是客户端要找的那个。双方凭什么找到同一个地方？',
  },
  {
    en: "`place.ts` has it: `import { HOST, PORT, SOCKET_PATH } from './place.ts';`, and `unix.listen(SOCKET_PATH)` with nothing added.",
    zh: "`place.ts` 里写着：`import { HOST, PORT, SOCKET_PATH } from './place.ts';`，然后 `unix.listen(SOCKET_PATH)`，什么都不加。",
  },
];

const LONG_PATH_HINTS: Bilingual[] = [
  {
    en: `Your path is longer than a socket's path may be. Node 20 and 22 cut it off without a word, later ones say EINVAL; in neither does a client find it.`,
    zh: '你的路径超过了套接字路径允许的长度。Node 20 和 22 会一声不吭地截断，更新的版本报 EINVAL；不管哪种，客户端都找不到。',
  },
  {
    en: `The system has room for ${PATH_BYTES} bytes. Take \`SOCKET_PATH\` as it is: \`unix.listen(SOCKET_PATH)\`.`,
    zh: `系统只留了 ${PATH_BYTES} 字节的位置。直接用 \`SOCKET_PATH\`：\`unix.listen(SOCKET_PATH)\`。`,
  },
];

export default checks('01-three-sockets', {
  'three-answers': {
    title: {
      en: 'Answers over TCP, over UDP and over UNIX',
      zh: 'TCP、UDP、UNIX 域套接字，三种都有回应',
    },
    async run(tools) {
      const { phase } = tools;
      const place = await openPlace(tools);
      const peer = dgram.createSocket('udp4').on('error', () => {});
      try {
        const tcp = await phase('TCP', async () => {
          const program = await place.start();
          await untilListening(program, place, 'TCP');
          await hear(tools, { host: HOST, port: place.port }, 'TCP');
        });
        if (!place.program) return nameMistake(place, [tcp]);
        const unix = await phase('UNIX', async () => {
          await untilListening(await place.start(), place, 'UNIX');
          await hear(tools, { path: place.path }, 'UNIX');
        });
        const first = await phase('UDP', async () => {
          await untilListening(await place.start(), place, 'UDP');
          await exchange(tools, place, peer, 'one');
        });
        const isHeard = hasHeard(place.program);
        const next = first.isOk
          ? await phase('UDP again', () => exchange(tools, place, peer, 'two'))
          : first;
        const empty = next.isOk
          ? await phase('UDP empty', () => exchange(tools, place, peer, ''))
          : next;
        const known = nameMistake(place, [tcp, unix, first]);
        if (known || place.program.exit) return known;
        if (!first.isOk) return isHeard && isUnanswered(first) ? 'udp-silent' : null;
        if (!next.isOk) return isUnanswered(next) ? 'udp-once' : null;
        return !empty.isOk && isUnanswered(empty) ? 'udp-skips-empty' : null;
      } finally {
        peer.close();
      }
    },
    hints: {
      'one-missing': MISSING_HINTS,
      'three-tcp-servers': THREE_TCP_HINTS,
      'wrong-path': WRONG_PATH_HINTS,
      'path-too-long': LONG_PATH_HINTS,
      'udp-silent': [
        {
          en: 'The datagram came in, and nothing went back. There is no connection that would know where back is. Where does it say who sent it?',
          zh: '数据报收到了，却没有回音。这里没有连接替你记着该回给谁。发送者是谁，写在哪里？',
        },
        {
          en: "In the second argument of `'message'`: `udp.on('message', (message, peer) => { udp.send('Hello from UDP', peer.port, peer.address); });`.",
          zh: "在 `'message'` 的第二个参数里：`udp.on('message', (message, peer) => { udp.send('Hello from UDP', peer.port, peer.address); });`。",
        },
      ],
      'udp-once': [
        {
          en: 'The first datagram was answered, the second was not. One socket hears them all: how often does your listener run?',
          zh: '第一个数据报有回复，第二个没有。所有数据报都由这一个套接字来收：你的监听函数会执行几次？',
        },
        {
          en: "`once` listens for one event, `on` for all. And nothing is to be closed after an answer: with UDP, nobody hung up. `udp.on('message', …)`.",
          zh: "`once` 只听一次，`on` 才一直听。回复之后也不要关闭什么：UDP 没有挂断这回事。用 `udp.on('message', …)`。",
        },
      ],
      'udp-skips-empty': [
        {
          en: 'A datagram of 0 bytes was not answered. Is an empty letter no letter?',
          zh: '0 字节的数据报没有得到回复。空信封就不算信吗？',
        },
        {
          en: "A UDP message may be empty, and it arrives all the same. Answer every `'message'`, without looking at its length.",
          zh: "UDP 的消息可以是空的，空的也照样送到。每个 `'message'` 都要回复，不要看长度。",
        },
      ],
    },
  },

  'path-gone': {
    title: {
      en: 'Told to stop, closes all three and ends; the path is gone',
      zh: '要它停，就关掉三个，自己结束，路径也不在了',
    },
    async run(tools) {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        const place = await openPlace(tools);
        const stopped = await tools.phase(signal, () => stop(tools, place, signal));
        if (stopped.isOk) continue;
        const known = nameMistake(place, [stopped]);
        const { program } = place;
        if (known || !program || !isOpenEverywhere(program, place)) return known;
        if (program.exit === null) return 'never-ends';
        return existsSync(place.path) ? 'path-left' : null;
      }
      return null;
    },
    hints: {
      'one-missing': MISSING_HINTS,
      'three-tcp-servers': THREE_TCP_HINTS,
      'wrong-path': WRONG_PATH_HINTS,
      'path-too-long': LONG_PATH_HINTS,
      'path-left': [
        {
          en: 'The program is gone, and its path still lies there. The next start would fail over it. Who was to remove it?',
          zh: '程序走了，路径还留在那里，下次启动就会栽在它上面。它本来该由谁来删？',
        },
        {
          en: '`unix.close()` removes it. A signal that nobody listens for, or a `process.exit()` right away, ends the program before that.',
          zh: '`unix.close()` 会删掉它。信号没人听，或者一上来就 `process.exit()`，程序没走到那一步就结束了。',
        },
        {
          en: "In `stop`, close all three and do nothing else. `process.once('SIGINT', stop);` and `process.once('SIGTERM', stop);` have it called. With nothing left open, Node ends by itself.",
          zh: "在 `stop` 里把三个都关掉，别的什么都不做，再用 `process.once('SIGINT', stop);` 和 `process.once('SIGTERM', stop);` 让它被调用。没有东西开着，Node 就自己结束了。",
        },
      ],
      'never-ends': [
        {
          en: 'It was told to stop, and it still runs. A program lives as long as something in it is open. Count: how many did you open, how many does `stop` close?',
          zh: '要它停，它还在跑。只要还有东西开着，程序就不会结束。数一数：你打开了几个？`stop` 关掉了几个？',
        },
        {
          en: '`tcp.close();`, `udp.close();` and `unix.close();`: each keeps the program alive, all three have to go.',
          zh: '`tcp.close();`、`udp.close();`、`unix.close();`：哪一个开着，程序都不会结束，三个都得关。',
        },
      ],
    },
  },
});

type Kind = 'TCP' | 'UDP' | 'UNIX';

/** A port and a path, and the server that was told of them. */
interface Place {
  readonly port: number;
  readonly path: string;
  /** The server, once it listened somewhere; the same one in all phases, for it has the port. */
  readonly program: Subject | null;
  start(): Promise<Subject>;
}

async function openPlace({ freePort, folder, server }: Tools): Promise<Place> {
  const port = await freePort();
  const own = folder();
  const name = path.basename(own);
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(own, 'sock');
  let program: Subject | null = null;
  return {
    port,
    path: socket,
    get program() {
      return program;
    },
    async start() {
      const environment = { HOST, PORT: String(port), SOCKET_PATH: socket };
      program ??= await server({ environment });
      return program;
    },
  };
}

/** Whether a record says that the socket of a kind is open, where it should be. */
function isOpening({ kind, local, protocol }: TapRecord, place: Place, which: Kind): boolean {
  if (kind !== 'listening' || (protocol === 'udp') !== (which === 'UDP')) return false;
  return local === (which === 'UNIX' ? place.path : `${HOST}:${place.port}`);
}

function isOpenEverywhere({ records }: Subject, place: Place): boolean {
  const kinds: Kind[] = ['TCP', 'UDP', 'UNIX'];
  return kinds.every((which) => records.some((record) => isOpening(record, place, which)));
}

async function untilListening(program: Subject, place: Place, which: Kind): Promise<void> {
  const where = which === 'UNIX' ? place.path : `${HOST}:${place.port}`;
  await program.until(
    { en: `a ${which} socket on ${where}`, zh: `${where} 上有一个 ${which} 套接字` },
    (record) => isOpening(record, place, which),
  );
}

/** Connects, and expects the greeting. */
async function hear(tools: Tools, where: net.NetConnectOpts, name: Kind): Promise<void> {
  const greeting = Buffer.from(`Hello from ${name}`);
  const socket = net.connect(where);
  let heard: Buffer = Buffer.alloc(0);
  const done = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      if (heard.length >= greeting.length) resolve();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });
  tools.tell({ en: `a peer connected, over ${name}`, zh: `一个对端通过 ${name} 连了上来` });
  await tools.wait(done);
  socket.destroy();
  tools.demand(heard.equals(greeting), describeBytes(greeting), describeBytes(heard));
}

const NO_ANSWER: Bilingual = { en: 'no answer', zh: '没有回应' };

/** Sends a datagram, and expects one in return. */
async function exchange(tools: Tools, place: Place, peer: dgram.Socket, text: string) {
  const wanted = Buffer.from('Hello from UDP');
  const answered = once(peer, 'message') as Promise<[Buffer]>;
  const shown = describeBytes(Buffer.from(text));
  tools.tell({ en: `a peer sent a datagram: ${shown.en}`, zh: `一个对端发来数据报：${shown.zh}` });
  peer.send(text, place.port, HOST);
  const answer = await tools.wait(answered);
  if (typeof answer === 'string') tools.demand(false, describeBytes(wanted), NO_ANSWER);
  else tools.demand(answer[0].equals(wanted), describeBytes(wanted), describeBytes(answer[0]));
}

function isUnanswered({ unmet }: Phase): boolean {
  return unmet?.got === NO_ANSWER;
}

/** Whether a datagram reached it. */
function hasHeard({ records }: Subject): boolean {
  return records.some(({ kind, protocol }) => kind === 'data' && protocol === 'udp');
}

/** Has all three opened, sends the signal, and expects a tidy end. */
async function stop({ demand, tell }: Tools, place: Place, signal: NodeJS.Signals): Promise<void> {
  const program = await place.start();
  for (const which of ['TCP', 'UNIX', 'UDP'] as const) await untilListening(program, place, which);
  // Who waits for the last socket to open, and then begins to listen for signals, does so first.
  await program.isAwake();
  tell({ en: `it was sent ${signal}`, zh: `向它发送了 ${signal}` });
  program.signal(signal);
  const exit = await program.untilExit();
  demand(
    !existsSync(place.path),
    { en: 'the path is gone', zh: '路径不在了' },
    {
      en: `${place.path} is still there`,
      zh: `${place.path} 还在`,
    },
  );
  demand(exit.code === 0, { en: 'exit code 0', zh: '退出码 0' }, describeExit(exit));
}

/** Which mistake it is that opened the wrong sockets. */
function nameMistake({ path: wanted, program }: Place, phases: readonly Phase[]) {
  if (phases.every(({ isOk }) => isOk)) return null;
  if (phases.some((phase) => phase.printed(/listen (EINVAL|ENAMETOOLONG)/))) return 'path-too-long';
  const streams = (program?.records ?? []).filter(
    ({ kind, protocol }) => kind === 'listening' && protocol !== 'udp',
  );
  const isPath = (local: string) => !/:\d+$/.test(local);
  const all = streams.flatMap(({ local }) => local ?? []);
  const paths = all.filter(isPath);
  if (all.length - paths.length > 1) return 'three-tcp-servers';
  if (paths.some((local) => Buffer.byteLength(local) > PATH_BYTES)) return 'path-too-long';
  if (paths.length > 0 && !paths.includes(wanted)) return 'wrong-path';
  return program && lacksOne(program) ? 'one-missing' : null;
}

/** Whether a server that goes on has opened nothing at all of some kind. */
function lacksOne({ records, exit }: Subject): boolean {
  const opened = records.filter(({ kind }) => kind === 'listening');
  const isPath = ({ local = '' }: TapRecord) => !/:\d+$/.test(local);
  const streams = opened.filter(({ protocol }) => protocol !== 'udp');
  const kinds = [opened.length > streams.length, streams.some(isPath), !streams.every(isPath)];
  return exit === null && opened.length > 0 && kinds.includes(false);
}

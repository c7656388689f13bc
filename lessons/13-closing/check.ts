// What lesson 13 demands: an answer that arrives whole, and a list without ghosts.
import { describeBytes } from '../../src/check/bytes.ts';
import { checks } from '../../src/check/checks.ts';
import type { Peer } from '../../src/check/peer.ts';
import type { Phase } from '../../src/check/phase.ts';
import type { Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import { Unmet } from '../../src/check/unmet.ts';
import type { TapRecord } from '../../src/stage/record.ts';

const HALF = { name: 'half' };
const MEMBERS = { name: 'members' };

/** A question in three pieces: the first ends a line, the second tears a character. */
const QUESTION = Buffer.from('One street to you.\nOne street back, 你好.\n');
const TORN_AT = QUESTION.indexOf('你') + 1;
const PIECES = [
  QUESTION.subarray(0, 19),
  QUESTION.subarray(19, TORN_AT),
  QUESTION.subarray(TORN_AT),
];
const MIB = 2 ** 20;
const DOTS = Buffer.alloc(16 * MIB, '.');
/** How long an answer of this size may take, in ms; only what fails takes long. */
const ANSWER_MS = 15_000;

export default checks('13-closing', {
  members: {
    title: {
      en: 'Strikes off whoever is gone, however they went',
      zh: '人走了就从名单上划掉，不管怎么走的',
    },
    async run(tools) {
      const { phase } = tools;
      let room: Room | null = null;
      let leaving: Conversation | null = null;
      const enter = async () => {
        room = await openRoom(tools, room);
        return room;
      };
      /** Lets somebody in, has them leave, and demands that nobody else is missed. */
      const part = async (leave: (peer: Peer) => void, isPolite = false) => {
        const { program, ann } = await enter();
        const mia = await join(tools, 'mia');
        leaving = { program, connection: mia.connection };
        await expectNames(ann, 'ann,mia,zoe');
        leave(mia);
        if (isPolite) await mia.expectEnd();
        await untilClosed(leaving);
        await expectNames(ann, 'ann,zoe');
      };

      const lines = await phase('lines', async () => void (await enter()));
      if (!lines.isOk) return lines.exit ? null : 'lines';

      const ended = await phase('ended', () => part((mia) => mia.end(), true));
      if (!ended.isOk) return leaving ? nameGhost(leaving, ended) : null;
      const destroyed = await phase('destroyed', () => part((mia) => mia.destroy()));
      if (!destroyed.isOk) return leaving ? nameGhost(leaving, destroyed) : null;

      const unnamed = await phase('unnamed', async () => {
        const { program, ann } = await enter();
        const mia = await join(tools, 'mia');
        const visitor = await tools.connect(MEMBERS);
        mia.end();
        await untilClosed({ program, connection: mia.connection });
        await expectNames(ann, 'ann,zoe');
        visitor.end();
        await untilClosed({ program, connection: visitor.connection });
        await expectNames(ann, 'ann,zoe');
      });

      const reset = await phase('reset', async () => {
        await part((mia) => mia.reset());
        if (leaving) demandHeard(tools, leaving);
      });
      if (leaving && !reset.exit) assumeReset(tools, leaving);
      if (!unnamed.isOk) return 'wrong-one';
      return reset.isOk || !leaving ? null : nameLoss(leaving, reset);
    },
    hints: {
      crash: [
        {
          en: 'One member was torn away, and the server died of it: everybody else was thrown out too. The stack tells which event it was.',
          zh: '一个成员的连接断掉了，服务端也跟着死了，其他人全被赶了出去。调用栈里写着是哪个事件。',
        },
        {
          en: 'A reset is an `error` event on the socket, and an `error` event that nobody listens to ends the process. (In a `for await` loop it is an exception; behind it, nobody caught the promise.)',
          zh: '重置是套接字上的一个 `error` 事件，没人监听的 `error` 事件会让进程退出。（在 `for await` 里它是异常，而外面的 Promise 没人接。）',
        },
        {
          en: "`socket.on('error', (error) => console.log(error.message));` is enough: `close` follows, and it may strike off the member.",
          zh: "`socket.on('error', (error) => console.log(error.message));` 就够了：后面会有 `close`，划名字的事交给它。",
        },
      ],
      'ghost-after-reset': [
        {
          en: 'A member whose connection was reset is still on the list. Which of your listeners strikes off, and does its event come after a reset?',
          zh: '连接被重置的成员还在名单上。划名字的是哪个监听函数？重置之后，那个事件会来吗？',
        },
        {
          en: 'A reset has no `end`: the other side has not said that it was done. It has an `error`, and then a `close` with `true`.',
          zh: '重置没有 `end`：对端并没说自己说完了。有的是 `error`，然后是带着 `true` 的 `close`。',
        },
        {
          en: "One event comes after every parting: `socket.on('close', () => members.delete(socket));`. (With a loop: strike off in `finally`.)",
          zh: "不管怎么分手，有一个事件总会来：`socket.on('close', () => members.delete(socket));`。（用循环的话，在 `finally` 里划。）",
        },
      ],
      'ghost-after-end': [
        {
          en: 'A member has hung up, and is still on the list. What do you strike off after: only after an error, or a farewell?',
          zh: '成员已经挂断了，名字还在名单上。你是等什么才划的：非得出错，还是非得道别？',
        },
        {
          en: 'Most partings are no errors: `end` comes, then `close` with `false`. `close` comes after all of them.',
          zh: '多数分手都不是错误：先来 `end`，再来带着 `false` 的 `close`。而 `close` 哪一种之后都有。',
        },
        {
          en: "`socket.on('close', () => members.delete(socket));`, with no condition.",
          zh: "`socket.on('close', () => members.delete(socket));`，不带任何条件。",
        },
      ],
      swallowed: [
        {
          en: 'The server lives, but not because it dealt with the error: no listener of the socket heard it. Who did?',
          zh: '服务端是活着，可不是因为处理了这个错误：套接字上没有监听函数听见它。那是谁听见的？',
        },
        {
          en: '`uncaughtException` gets whatever flew past everybody: a reset, and just as well the typing error that leaves your list half-changed. It is a place for last words, not for going on as if nothing had been.',
          zh: '谁都没接住的东西，都会落到 `uncaughtException` 里：可以是一次重置，也可以是一个笔误，让名单改了一半。那里适合留遗言，不适合当作什么都没发生，接着往下跑。',
        },
        {
          en: "Take it out, and listen where the error happens: `socket.on('error', (error) => console.log(error.message));`.",
          zh: "去掉它，在错误发生的地方监听：`socket.on('error', (error) => console.log(error.message));`。",
        },
      ],
      'wrong-one': [
        {
          en: 'Somebody left, and the name of somebody else went. How do you find the one to strike off?',
          zh: '走的是这个人，划掉的却是别人。你是怎么找到该划的那一个的？',
        },
        {
          en: 'Somebody who never gave a name leaves too; and more than one event may tell of the same parting. `findIndex` says -1 of who is not there, and `splice(-1, 1)` takes the last.',
          zh: '没报过名字的人也会走；同一次离开，也可能有不止一个事件来说。找不到的人，`findIndex` 给的是 -1，而 `splice(-1, 1)` 拿掉的是最后一个。',
        },
        {
          en: 'Keep the members in a `Map` with the socket as its key. `members.delete(socket)` strikes off that one, or nobody.',
          zh: '把成员放进以套接字为键的 `Map`。`members.delete(socket)` 要么划掉这一个，要么谁也不划。',
        },
      ],
      'no-fin': [
        {
          en: 'The member has ended, and is off the list. But the connection is still there, half of it: who closes your direction?',
          zh: '成员结束了，名字也划掉了。可连接还在，还剩一半：你这个方向谁来关？',
        },
        {
          en: 'With `allowHalfOpen: true` you have to, with `socket.end()` in `end`. This server needs no half-open connection: leave the option out, and Node does it.',
          zh: '设了 `allowHalfOpen: true`，就得你在 `end` 里调用 `socket.end()`。这个服务端用不着半开的连接：去掉这个选项，Node 会替你关。',
        },
      ],
      lines: [
        {
          en: 'Nobody has left yet, and the answers are wrong already. The lines came in pieces, or two at a time.',
          zh: '还没有人走，回复就已经不对了。这些行有的分几段来，有的两行一起来。',
        },
        {
          en: 'The starting code cuts them well (lesson 9). Take that part back; only the leaving is your turn here.',
          zh: '起始代码分行没有问题（第 9 课）。把那一段换回来，这里要你改的只是离开的部分。',
        },
      ],
    },
  },

  half: {
    title: {
      en: 'Listens to the end, then answers in full, and hangs up',
      zh: '听完再答，一个字节不少，然后挂断',
    },
    async run(tools) {
      const { phase, connect, server } = tools;
      let late: Conversation | null = null;
      const whole = await phase('whole', async () => {
        const program = await server(HALF);
        const peer = await connect(HALF);
        late = { program, connection: peer.connection };
        await peer.writePieces(PIECES.slice(0, 1));
        // Who takes a pause for the end shall have one.
        await program.untilNoTimer();
        await peer.writePieces(PIECES.slice(1));
        await program.untilNoTimer();
        peer.pause();
        peer.end();
        await untilReaction(late);
        // And who hangs up after some time shall not be saved by a quick reader.
        await program.untilNoTimer();
        peer.resume();
        await expectAnswer(peer, QUESTION);
        demandPatience(tools, late);
      });
      if (!whole.isOk) return late ? nameHalf(late, whole) : null;

      const two = await phase('two', async () => {
        const [first, second] = [await connect(HALF), await connect(HALF)];
        await first.writePieces(['first ']);
        await second.writePieces(['second']);
        second.end();
        await expectAnswer(second, Buffer.from('second'));
        await first.writePieces(['and last']);
        first.end();
        await expectAnswer(first, Buffer.from('first and last'));
      });
      return isShared(two) ? 'shared-buffer' : null;
    },
    hints: {
      'half-open': [
        {
          en: 'Your answer went nowhere: when you wrote it, your own direction was closed already. You had not closed it. Who had? The rows of the wire tell.',
          zh: '你的回复没送出去：你写的时候，你这个方向已经关了。可你并没有关它。是谁关的？线路记录里写着。',
        },
        {
          en: 'When the other side has ended, Node ends your side too, right after the `end` event. What you write at once still gets out; what you write after an `await` does not.',
          zh: '对端一结束，Node 就在 `end` 事件之后替你也结束。当场写的还出得去，`await` 之后写的就不行了。',
        },
        {
          en: 'Tell the server to leave your direction to you: `net.createServer({ allowHalfOpen: true }, (socket) => { … })`. From then on, hanging up is your business.',
          zh: '告诉服务端，你这个方向由你来管：`net.createServer({ allowHalfOpen: true }, (socket) => { … })`。从此挂断也归你。',
        },
      ],
      'loop-destroys': [
        {
          en: 'It was not the end of the client that cost you the answer, but the end of your loop. The error says `ABORT_ERR`: somebody destroyed the socket before you wrote to it.',
          zh: '让你丢掉回复的不是客户端的结束，而是你那个循环的结束。错误是 `ABORT_ERR`：还没等你写，就有人把套接字销毁了。',
        },
        {
          en: '`for await` destroys the stream it has read when it leaves the loop, whatever `allowHalfOpen` says (most versions of Node do, and each does after a `break`). `toArray()`, and `text()` or `buffer()` from `node:stream/consumers`, are such loops too.',
          zh: '`for await` 离开循环时，会销毁它读的流，不管 `allowHalfOpen` 怎么设（多数版本的 Node 都这样；用 `break` 离开，则每个版本都这样）。`toArray()`，还有 `node:stream/consumers` 里的 `text()`、`buffer()`，也都是这种循环。',
        },
        {
          en: 'Loop over `socket.iterator({ destroyOnReturn: false })`, to the end and without `break`. Or collect in `data`, and answer in `end`.',
          zh: '改成遍历 `socket.iterator({ destroyOnReturn: false })`，读到底，不要 `break`。或者在 `data` 里攒，在 `end` 里答。',
        },
      ],
      'no-fin': [
        {
          en: 'All bytes arrived. Then the client waited for your FIN, and waited. How should it know that this was all?',
          zh: '字节都到了。然后客户端等你的 FIN，等啊等。它怎么知道这就是全部？',
        },
        {
          en: 'With `allowHalfOpen`, nobody closes your direction for you. After the last write, call `socket.end()`; or give the answer to it: `socket.end(answer)`.',
          zh: '有了 `allowHalfOpen`，就没人替你关你这个方向了。最后一次写完，调用 `socket.end()`；或者直接把回复交给它：`socket.end(answer)`。',
        },
      ],
      truncated: [
        {
          en: 'The beginning of your answer arrived. What you had written was not yet sent: where was the rest when you hung up?',
          zh: '你的回复只到了开头。写了不等于发了：你挂断的时候，剩下的在哪儿？',
        },
        {
          en: "The kernel takes a few MiB, the rest waits in your process until the reader has made room. `destroy()` throws it away, `end()` sends it first. A reader may take as long as it likes, so a timer doesn't help.",
          zh: '内核只收得下几 MiB，其余的在你的进程里排队，等读的人腾出地方。`destroy()` 会把它们扔掉，`end()` 会先发完。读的人爱多慢就多慢，所以定时器也帮不上忙。',
        },
        {
          en: 'One line does it: `socket.end(answer);`, and no `destroy()` behind it.',
          zh: '一行就够：`socket.end(answer);`，后面不要再 `destroy()`。',
        },
      ],
      'answered-early': [
        {
          en: 'You answered while the client was still speaking. What made you think that it was done?',
          zh: '客户端还在说，你就答了。你凭什么认为它说完了？',
        },
        {
          en: 'A chunk is no end, nor is a newline or a pause. The client says that it is done by ending its side: the event is called `end`.',
          zh: '一个数据块不是结尾，换行、停顿也不是。客户端说完了，会结束它那一边：这个事件叫 `end`。',
        },
        {
          en: "In `data`, only collect: `chunks.push(chunk)`. Answer in `socket.on('end', async () => { … })`.",
          zh: "`data` 里只管攒：`chunks.push(chunk)`。到 `socket.on('end', async () => { … })` 里再答。",
        },
      ],
      'torn-character': [
        {
          en: 'Look for `�` in what came back. The client never sent it.',
          zh: '看看回来的内容里的 `�`，客户端可没发过它。',
        },
        {
          en: '`text += chunk` decodes every chunk alone, and 你 came in two of them. Collect the Buffers, and join them with `Buffer.concat(chunks)` when all are there.',
          zh: '`text += chunk` 把每个数据块单独解码，而“你”是分在两块里到的。把 Buffer 攒起来，到齐了再用 `Buffer.concat(chunks)` 拼。',
        },
      ],
      'shared-buffer': [
        {
          en: "Two clients spoke at the same time, and one of them got the other's words in its answer. Where does the variable live that you collect in?",
          zh: '两个客户端同时在说，其中一个收到的回复里有另一个的话。你用来攒的那个变量，放在哪里？',
        },
        {
          en: 'What belongs to one connection is declared inside the callback: it runs once for each.',
          zh: '属于一个连接的东西，在回调里面声明：每来一个连接，回调就执行一次。',
        },
      ],
    },
  },
});

/** One connection of a program. */
interface Conversation {
  program: Subject;
  connection: number;
}

/** What the tap saw of a connection. */
function readRecords({ program, connection }: Conversation): TapRecord[] {
  return program.records.filter((record) => record.connection === connection);
}

/** Waits until the program does something about the end of the question. */
async function untilReaction(conversation: Conversation): Promise<void> {
  const { program, connection } = conversation;
  const isReaction = ({ kind, by }: TapRecord) =>
    ['write', 'destroy', 'reset', 'close'].includes(kind) || (kind === 'end' && by === 'you');
  await program.until(
    { en: 'an answer, after your FIN', zh: '收到 FIN 之后有回复' },
    (record) => record.connection === connection && isReaction(record),
  );
}

async function expectAnswer(peer: Peer, question: Buffer): Promise<void> {
  const wanted = Buffer.concat([question, DOTS]);
  await peer.expect(wanted, ANSWER_MS);
  const more = await peer.expectEnd();
  if (more.length > 0) {
    throw new Unmet({ en: 'nothing more', zh: '后面什么也没有' }, describeBytes(more), more);
  }
}

/** Demands that nothing was said before the other side was done. */
function demandPatience({ demand }: Tools, conversation: Conversation): void {
  demand(
    !hasSpokenEarly(readRecords(conversation)),
    { en: 'not a byte before the client has ended', zh: '客户端结束之前一个字节也不发' },
    { en: 'some were written before', zh: '在那之前就写了' },
  );
}

function hasSpokenEarly(records: readonly TapRecord[]): boolean {
  const heard = records.findIndex(({ kind, by }) => kind === 'end' && by === 'peer');
  const spoke = records.findIndex(({ kind }) => kind === 'write');
  return spoke >= 0 && (heard < 0 || spoke < heard);
}

/** Which mistake it is that spoils an answer. */
function nameHalf(conversation: Conversation, { unmet, got, exit }: Phase) {
  const records = readRecords(conversation);
  const has = (kind: TapRecord['kind'], by?: TapRecord['by']) =>
    records.some((record) => record.kind === kind && (by === undefined || record.by === by));
  if (hasSpokenEarly(records)) return 'answered-early';
  if (has('destroy', 'node') && records.some(({ code }) => code === 'ABORT_ERR')) {
    return 'loop-destroys';
  }
  if (exit) return null;
  if (got.includes('�')) return 'torn-character';
  const written = records
    .filter(({ kind }) => kind === 'write')
    .reduce((sum, { bytes = 0 }) => sum + bytes, 0);
  // The tap tells of no write that comes after the end.
  if (has('end', 'node') && written < QUESTION.length + DOTS.length) return 'half-open';
  if (has('destroy', 'you') || has('reset')) {
    const bytes = unmet?.bytes ?? Buffer.alloc(0);
    const wanted = Buffer.concat([QUESTION, DOTS]);
    return wanted.subarray(0, bytes.length).equals(bytes) ? 'truncated' : null;
  }
  return has('write') && !has('end', 'you') && !has('close') ? 'no-fin' : null;
}

/** Whether one client was told what another had said. */
function isShared({ got }: Phase): boolean {
  return got !== '' && !got.startsWith('second') && !/^first and last\./.test(got);
}

/** The members who stay, and their server. */
interface Room {
  program: Subject;
  ann: Peer;
}

/** The room as it was; a new one where the server is another. */
async function openRoom(tools: Tools, room: Room | null): Promise<Room> {
  const program = await tools.server(MEMBERS);
  if (room?.program === program) return room;
  const zoe = await tools.connect(MEMBERS);
  await zoe.writeBytewise('NAME zoe\n');
  await zoe.expect('OK\n');
  const ann = await tools.connect(MEMBERS);
  await ann.write('NAME ann\nWHO\n');
  await ann.expect('OK\nann,zoe\n');
  return { program, ann };
}

async function join({ connect }: Tools, name: string): Promise<Peer> {
  const peer = await connect(MEMBERS);
  await peer.write(`NAME ${name}\n`);
  await peer.expect('OK\n');
  return peer;
}

async function expectNames(ann: Peer, names: string): Promise<void> {
  await ann.write('WHO\n');
  await ann.expect(`${names}\n`);
}

/** Waits until the program's own socket is closed: before that, nobody need know that anyone is gone. */
async function untilClosed({ program, connection }: Conversation): Promise<void> {
  await program.until(
    { en: 'the connection is closed on your side too', zh: '你这边的连接也关闭了' },
    (record) => record.kind === 'close' && record.connection === connection,
  );
}

/** Makes sure that a reset came as one. */
function assumeReset({ assume }: Tools, conversation: Conversation): void {
  assume(
    readRecords(conversation).some(({ kind, code }) => kind === 'error' && code === 'ECONNRESET'),
    { en: 'the reset did not reach the program', zh: '重置没有送到程序那里' },
  );
}

/** Demands that an error found a listener where it happened. */
function demandHeard({ demand }: Tools, conversation: Conversation): void {
  demand(
    !readRecords(conversation).some(({ isUnheard }) => isUnheard),
    { en: "a listener for the socket's `error`", zh: '套接字的 `error` 有监听函数' },
    {
      en: 'nobody listened; it was thrown, and caught as an `uncaughtException`',
      zh: '没有人监听；它被抛了出来，落到了 `uncaughtException` 里',
    },
  );
}

/** Which mistake it is that spoils a parting that is no error. */
function nameGhost(leaving: Conversation, { got, exit }: Phase) {
  if (exit) return null;
  if (got === '')
    return readRecords(leaving).some(({ kind }) => kind === 'close') ? null : 'no-fin';
  const names = got.trim().split(',');
  if (!names.includes('ann') || !names.includes('zoe')) return 'wrong-one';
  return names.includes('mia') ? 'ghost-after-end' : null;
}

/** Which mistake it is that spoils a reset. */
function nameLoss(leaving: Conversation, { got, exit }: Phase) {
  if (exit) return 'crash';
  if (readRecords(leaving).some(({ isUnheard }) => isUnheard)) return 'swallowed';
  return got.split(',').includes('mia') ? 'ghost-after-reset' : null;
}

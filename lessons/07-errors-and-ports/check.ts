// What lesson 7 demands: the next port where one is taken, a true word where none is left, no visitor who ends all.
import { checks } from '../../src/check/checks.ts';
import { type PortRow, readListening, readRefusals } from '../../src/check/port-row.ts';
import { quoteLines } from '../../src/check/quote.ts';
import type { Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { Bilingual } from '../../src/text/language.ts';

const CLAIM = 'Server listening on ';
/** How many ports there are to try. */
const PORTS = 4;
/** How long a program has to start, in ms. */
const START_MS = 10_000;
/** How long the line of a program that listens may take, in ms. */
const CLAIM_MS = 1000;
/** How often a program is asked whether it is at rest. */
const TURNS = 3;
/** Who was refused so often tries for ever. */
const FOR_EVER = 40;
/** Reserved for examples (RFC 5737): no machine has this address. */
const NOWHERE = '203.0.113.7';

const SETTLED = { en: 'it listens, or gives up', zh: '它监听了，或者放弃了' };

/** A program that was started on a row of ports. */
interface Scene {
  row: PortRow;
  program: Subject;
}

const CRASH_HINTS: Bilingual[] = [
  {
    en: 'The taken port ended your program. Beside its `throw er;` Node printed a comment: read it. How did the error reach you, as an exception from `listen()`, or otherwise?',
    zh: '端口被占用，你的程序就结束了。Node 打印的 `throw er;` 后面有句注释，读一读：这个错误是怎么来的？是 `listen()` 抛出的异常，还是别的？',
  },
  {
    en: 'EADDRINUSE arrives as an event; `try`/`catch` around `listen()` sees nothing. And an `error` event without a listener ends the process.',
    zh: 'EADDRINUSE 是以事件的形式来的，`listen()` 外面套 `try`/`catch` 什么也看不到。而没有监听函数的 `error` 事件，会让进程结束。',
  },
  {
    en: "Add `server.on('error', (error) => { … })`. In it, if `error.code` is `'EADDRINUSE'` and a port is left, call `server.listen` again with the next one. (With `await once(server, 'listening')`, the `try` goes around the `await`.)",
    zh: "加上 `server.on('error', (error) => { … })`。在里面判断：`error.code` 是 `'EADDRINUSE'`、而且还有端口可试，就用下一个端口再调用一次 `server.listen`。（用 `await once(server, 'listening')` 的话，`try` 要套在 `await` 外面。）",
  },
];

const EARLY_HINTS: Bilingual[] = [
  {
    en: 'Your program says that it listens on a port, and at that moment it listens nowhere. If listening fails, the line is a lie. What had happened when you printed it?',
    zh: '你的程序说自己在某个端口上监听，而那一刻它哪里都没在监听。要是监听不成，这一行就是假话。打印的时候，到底办成了什么？',
  },
  {
    en: "`listen()` returns before anything is decided. Print in a listener for `'listening'`, added once.",
    zh: "`listen()` 返回的时候，什么都还没定下来。要打印，就写在 `'listening'` 的监听函数里，只加一次。",
  },
];

const ALL_HINTS: Bilingual[] = [
  {
    en: 'HOST got lost: your server listens on every interface of the machine, for the whole network. In which call to `listen` is it missing?',
    zh: 'HOST 丢了：你的服务端在本机所有网络接口上监听，整个网络都连得进来。是哪一次调用 `listen` 时漏掉的？',
  },
  {
    en: 'Each attempt needs both: `server.listen(port, HOST)`.',
    zh: '每试一次，两个参数都要给：`server.listen(port, HOST)`。',
  },
];

const PILE_HINTS: Bilingual[] = [
  {
    en: 'Your server listens once, and says so several times. Who said the other lines? Count the calls of `on` (and of `listen` with a function) that your program makes.',
    zh: '你的服务端只监听了一次，却说了好几遍。多出来的是谁说的？数数你的程序调用了几次 `on`（带函数的 `listen` 也算）。',
  },
  {
    en: '`on` adds a listener and takes none away, and the function you give to `listen` is added the same way. What is added at each attempt piles up: with every refusal the listeners double.',
    zh: '`on` 只加监听函数，不减；传给 `listen` 的函数也是这样加上去的。每试一次就加一遍，就会越积越多：每被拒绝一次，数目翻一番。',
  },
  {
    en: 'Add both listeners once, outside of whatever runs again, and let only `server.listen(port, HOST)` be repeated. Or make a new server for each attempt.',
    zh: '两个监听函数都只加一次，放在会重复执行的代码外面，重复的只有 `server.listen(port, HOST)`。要不就每试一次新建一个服务端。',
  },
];

const SAME_HINTS: Bilingual[] = [
  {
    en: 'Your program asked for a port that had just been refused. How long may it have to wait there?',
    zh: '刚被拒绝的端口，你的程序又去要。这样要等到什么时候？',
  },
  {
    en: 'Whoever holds a port may hold it for months. The contract is to go on to the next one: keep the number in a variable, and add 1 before each new attempt, until PORT + 3 has been tried.',
    zh: '占着端口的程序，可能一占就是几个月。约定是换下一个：把端口号放进变量，每次再试之前加 1，试到 PORT + 3 为止。',
  },
];

const PORT_HINTS: Bilingual[] = [
  {
    en: 'Your server listens, but on a port where nobody will look for it. Which ports were you asked to try?',
    zh: '你的服务端是监听了，可那个端口没有人会去找。要你试的是哪几个端口？',
  },
  {
    en: '`listen(0)` takes any free port, a different one each time. Take PORT, or else PORT + 1, PORT + 2, PORT + 3, and no other.',
    zh: '`listen(0)` 是随便拿一个空闲端口，每次都不一样。要的是 PORT，不行就 PORT + 1、PORT + 2、PORT + 3，别的不要。',
  },
];

const EARLY_END_HINTS: Bilingual[] = [
  {
    en: 'Your program gave up, and had not tried all four ports. Which of them did it leave out?',
    zh: '四个端口没试完，你的程序就放弃了。漏了哪几个？',
  },
  {
    en: 'PORT and the next three make four attempts. Compare with the last port: `port < PORT + 3` means that one more may be tried.',
    zh: 'PORT 加上后面三个，一共试四次。跟最后一个端口比较：`port < PORT + 3` 表示还可以再试一个。',
  },
];

const ONCE_HINTS: Bilingual[] = [
  {
    en: 'The first refusal was heard, the second one ended the program. What became of your listener in between?',
    zh: '第一次被拒绝，程序听到了；第二次就崩了。这之间，你的监听函数到哪儿去了？',
  },
  {
    en: "`once` removes its listener when it has run. Use `server.on('error', …)`: any of the attempts may fail.",
    zh: "`once` 的监听函数执行过就被移除。用 `server.on('error', …)`：哪一次都可能失败。",
  },
];

const TEXT_HINTS: Bilingual[] = [
  {
    en: 'Look at the number that Node complains about. It is ten times too large, and a bit. How did it come about?',
    zh: '看看 Node 抱怨的那个数字：大了十倍还有余。它是怎么来的？',
  },
  {
    en: "What is in `process.env` is text, and `'6969' + 1` is `'69691'`. Keep the `Number(…)` around it.",
    zh: "`process.env` 里的都是字符串，`'6969' + 1` 等于 `'69691'`。外面那层 `Number(…)` 要留着。",
  },
];

const TWO_HINTS: Bilingual[] = [
  {
    en: 'One port would have been enough, the first free one. Yours reached for others too. How many attempts were under way at the same time?',
    zh: '有一个端口就够了：第一个空闲的。你的程序还去碰了别的。同时进行的尝试有几个？',
  },
  {
    en: 'A loop does not wait: it has called `listen` for all four before the first answer is there. A timer that was set for a refused port does not notice either that another port was found meanwhile.',
    zh: '循环不会等：第一个结果还没来，四个 `listen` 已经全调用了。为被拒绝的端口设的定时器也一样，它不知道这期间已经找到了别的端口。',
  },
  {
    en: "Make the next attempt in the `error` listener of the last one, and nowhere else. (Or `await once(server, 'listening')` inside the loop, and leave the loop when it succeeds.)",
    zh: "下一次尝试只写在上一次的 `error` 监听函数里，别处都不要写。（或者在循环里 `await once(server, 'listening')`，成功了就跳出循环。）",
  },
];

const EXIT_HINTS: Bilingual[] = [
  {
    en: 'The line is right, and the exit code says the opposite: 0 means that all went well. A script that starts your server would go on as if it ran.',
    zh: '这一行写得对，退出码说的却相反：0 表示一切正常。启动它的脚本会以为服务端在跑，接着往下走。',
  },
  {
    en: 'Set `process.exitCode = 1;` beside the `console.error`.',
    zh: '在 `console.error` 旁边加上 `process.exitCode = 1;`。',
  },
];

const SKIP_HINTS: Bilingual[] = [
  {
    en: 'A free port was passed over. Compare the ports that were free with the one your server took.',
    zh: '有个空闲的端口被跳过了。对照一下：哪些端口是空的，你的服务端拿的又是哪个？',
  },
  {
    en: 'Begin with PORT itself, and add 1 each time, no more: after PORT comes PORT + 1.',
    zh: '从 PORT 本身开始，每次只加 1：PORT 之后是 PORT + 1。',
  },
];

export default checks('07-errors-and-ports', {
  'next-port': {
    title: {
      en: 'Takes the first free port of PORT and the next three, and says which',
      zh: '在 PORT 和后面三个端口里，取第一个空闲的，并说出是哪个',
    },
    async run(tools) {
      const scenes: Scene[] = [];
      const open = async (taken: readonly number[]) => {
        const row = await tools.portRow(PORTS);
        await row.take(...taken.map((index) => row.ports[index] ?? 0));
        const scene = { row, program: await start(tools, row) };
        scenes.push(scene);
        return scene;
      };
      const first = await tools.phase('first', async () => demandPort(tools, await open([0])));
      const two = await tools.phase('two', async () => {
        const scene = await open([0, 1, 3]);
        await demandPort(tools, scene);
      });
      const later = await tools.phase('later', async () => {
        const scene = scenes.at(-1);
        if (!scene || !two.isOk) return;
        await scene.row.free(scene.row.ports[0] ?? 0);
        // Who has an eye on that port looks again sooner or later, by a timer; and the answer takes
        // a turn or two, in which none may run.
        for (let turn = 0; turn < TURNS; turn += 1) {
          await scene.program.untilNoTimer();
          await scene.program.isAwake();
        }
        await demandPort(tools, scene);
      });
      const free = await tools.phase('free', async () => demandPort(tools, await open([])));
      if ([first, two, later, free].every(({ isOk }) => isOk)) return null;
      const mistake = nameMistake(scenes);
      for (const { row, program } of scenes) await row.makeSure(program);
      return mistake;
    },
    hints: {
      'busy-crash': CRASH_HINTS,
      'heard-once': ONCE_HINTS,
      'text-port': TEXT_HINTS,
      'bound-to-all': ALL_HINTS,
      'log-before-listening': EARLY_HINTS,
      'listeners-pile-up': PILE_HINTS,
      'two-servers': TWO_HINTS,
      'same-port': SAME_HINTS,
      'wrong-port': PORT_HINTS,
      'gives-up-early': EARLY_END_HINTS,
      skips: SKIP_HINTS,
      'says-wrong-port': [
        {
          en: 'Your server is on one port, and its line names another. A client that believes the line ends up with a stranger: with whoever took the port before you.',
          zh: '你的服务端在一个端口上，打印的却是另一个。谁信了这一行，就会连到别人那里去：先占了端口的那个程序。',
        },
        {
          en: 'PORT is what was asked for. What came of it, the server knows: `server.address().port`, once it listens.',
          zh: 'PORT 是想要的。真正拿到的，服务端自己知道：监听之后的 `server.address().port`。',
        },
      ],
      silent: [
        {
          en: 'Your server found its port, and told nobody which. Clients would have to guess among four.',
          zh: '你的服务端找到了端口，却没告诉任何人是哪个。客户端只好四个里面猜一个。',
        },
        {
          en: "In `server.on('listening', () => { … })`, print `Server listening on ADDRESS:PORT`, word for word, with what `server.address()` returns.",
          zh: "在 `server.on('listening', () => { … })` 里打印 `Server listening on 地址:端口`，文字要一字不差，地址和端口取自 `server.address()`。",
        },
      ],
    },
  },

  'none-left': {
    title: {
      en: 'Gives up when all four are taken: one line on stderr, exit code 1',
      zh: '四个都被占用时放弃：stderr 上一行，退出码 1',
    },
    async run(tools) {
      const { phase, demand } = tools;
      let scene: Scene | null = null;
      const { isOk } = await phase('all', async () => {
        const row = await tools.portRow(PORTS);
        await row.take(...row.ports);
        scene = { row, program: await start(tools, row) };
        const { program } = scene;
        demandNothingClaimed(tools, program);
        const tried = readTried(scene);
        demand(
          tried.every((port) => row.ports.includes(port)) && readListening(program).length === 0,
          { en: 'it tries no other port', zh: '它不去试别的端口' },
          {
            en: `it tried ${[...tried, ...readListening(program)].join(', ')}`,
            zh: `它试了 ${[...tried, ...readListening(program)].join('、')}`,
          },
        );
        const { code } = await program.untilExit();
        const complaints = readComplaints(program);
        demand(
          complaints.length === 1,
          { en: 'one line on stderr', zh: 'stderr 上有一行' },
          hasStack(program)
            ? { en: 'an error and its stack', zh: '错误连同调用栈' }
            : quoteLines(complaints),
        );
        demand(
          code === 1,
          { en: 'exit code 1', zh: '退出码 1' },
          { en: `exit code ${code}`, zh: `退出码 ${code}` },
        );
        demand(
          row.ports.every((port) => tried.includes(port)),
          { en: 'it tries all four ports', zh: '四个端口都试过' },
          { en: `it tried ${tried.join(', ')}`, zh: `它试过 ${tried.join('、')}` },
        );
      });
      return isOk || !scene ? null : nameSurrender(scene);
    },
    hints: {
      'busy-crash': CRASH_HINTS,
      'heard-once': ONCE_HINTS,
      'text-port': TEXT_HINTS,
      'bound-to-all': ALL_HINTS,
      'log-before-listening': EARLY_HINTS,
      'listeners-pile-up': PILE_HINTS,
      'same-port': SAME_HINTS,
      'wrong-port': PORT_HINTS,
      'two-servers': TWO_HINTS,
      skips: SKIP_HINTS,
      'gives-up-early': EARLY_END_HINTS,
      'never-gives-up': [
        {
          en: 'All four ports were taken, and your program went on to a fifth. Where would it have stopped?',
          zh: '四个端口都被占了，你的程序又去试第五个。它打算到哪里为止？',
        },
        {
          en: 'The last port to try is PORT + 3. Before each new attempt, ask whether one is left; if not, say so and set `process.exitCode = 1`.',
          zh: '最后一个要试的端口是 PORT + 3。每次再试之前，先看还有没有剩的；没有了就说明情况，并设 `process.exitCode = 1`。',
        },
      ],
      stack: [
        {
          en: 'One line was asked for, and yours is a report with the line numbers of Node itself in it. Who could use it?',
          zh: '要的是一行，你给的是一份报告，里面还有 Node 自己源码的行号。谁用得上？',
        },
        {
          en: '`console.error(error)` prints all that an error carries, and `throw error` ends in the same way. `console.error(error.message)` prints its one sentence.',
          zh: '`console.error(error)` 会把错误带的东西全打印出来，`throw error` 的下场也一样。`console.error(error.message)` 只打印那一句话。',
        },
      ],
      'many-lines': [
        {
          en: 'There are several lines on stderr. Only one of them is the failure: that no port was left.',
          zh: 'stderr 上有好几行，其中只有一行是真正的失败：没有端口可试了。',
        },
        {
          en: 'That one port was taken is no failure yet, only news. Print it with `console.log`, or not at all, and keep `console.error` for the end.',
          zh: '有一个端口被占用还不算失败，只是个消息。用 `console.log` 打印，或者干脆不打印，`console.error` 留到最后用。',
        },
      ],
      'says-nothing': [
        {
          en: 'No port was left, your program ended, and nobody was told why. Whoever started it sees an empty screen.',
          zh: '一个端口都没有了，程序结束了，却没说为什么。启动它的人对着空空的屏幕。',
        },
        {
          en: "In the `error` listener, where no port is left: `console.error(error.message);`, and `process.exitCode = 1;` for programs that don't read.",
          zh: '在 `error` 监听函数里，没有端口可试的时候：`console.error(error.message);` 给人看，`process.exitCode = 1;` 给程序看。',
        },
      ],
      'wrong-stream': [
        {
          en: 'The failure was told on stdout, among the things that went well.',
          zh: '失败的消息写到了 stdout，和一切正常时的输出混在了一起。',
        },
        {
          en: '`console.error` takes the same arguments as `console.log`, and writes to stderr.',
          zh: '`console.error` 的用法和 `console.log` 一样，写的是 stderr。',
        },
      ],
      'exit-code': EXIT_HINTS,
    },
  },

  'other-error': {
    title: {
      en: 'Takes no other error for a taken port',
      zh: '别的错误，不当成端口被占用',
    },
    async run(tools) {
      const { phase, launch, demand, assume, tell } = tools;
      let program: Subject | null = null;
      const { isOk } = await phase('nowhere', async () => {
        tell({
          en: `HOST was ${NOWHERE}, which this machine doesn't have: EADDRNOTAVAIL`,
          zh: `HOST 是 ${NOWHERE}，本机没有这个地址：EADDRNOTAVAIL`,
        });
        const port = await tools.freePort();
        const mine = launch({ environment: { HOST: NOWHERE, PORT: String(port) } });
        program = mine;
        const isOver = () => countUnavailable(mine) > 1 || readListening(mine).length > 0;
        await mine.until(SETTLED, isOver, { ms: START_MS }).catch(() => null);
        await mine.isAwake();
        const open = readListening(mine);
        assume(!open.some((address) => address.startsWith(NOWHERE)), {
          en: `this machine lets programs listen on ${NOWHERE}`,
          zh: `这台机器允许程序在 ${NOWHERE} 上监听`,
        });
        demand(
          open.length === 0,
          { en: `it listens on HOST alone, ${NOWHERE}`, zh: `只在 HOST（${NOWHERE}）上监听` },
          quoteLines(open),
        );
        demandNothingClaimed(tools, mine);
        demand(
          countUnavailable(mine) <= 1,
          { en: 'no second attempt, for every port fails alike', zh: '不再试：换哪个端口都一样' },
          { en: 'it tried another port', zh: '它又试了别的端口' },
        );
        const { code } = await mine.untilExit();
        const complaints = readComplaints(mine);
        demand(
          complaints.some((line) => line.includes('EADDRNOTAVAIL')),
          { en: 'EADDRNOTAVAIL on stderr', zh: 'stderr 上有 EADDRNOTAVAIL' },
          quoteLines(complaints),
        );
        demand(
          code === 1,
          { en: 'exit code 1', zh: '退出码 1' },
          { en: `exit code ${code}`, zh: `退出码 ${code}` },
        );
      });
      return isOk || !program ? null : nameBlindness(program);
    },
    hints: {
      'bound-to-all': ALL_HINTS,
      'log-before-listening': EARLY_HINTS,
      'any-error': [
        {
          en: 'The address was wrong, and your program tried one port after the other. Would any port have helped? Which error does your listener think it got?',
          zh: '错的是地址，你的程序却一个端口接一个端口地试。换端口有用吗？你的监听函数以为自己收到的是什么错误？',
        },
        {
          en: "`error.code` tells. Try the next port only where it is `'EADDRINUSE'`; anything else is said, with exit code 1.",
          zh: "看 `error.code`。只有它是 `'EADDRINUSE'` 时才试下一个端口；其他的都说出来，退出码 1。",
        },
      ],
      'wrong-reason': [
        {
          en: 'Your line names a reason, and it is the wrong one. No port was taken here. Whoever reads it will look in the wrong place.',
          zh: '你这一行给了个原因，可是不对：这里没有端口被占用。看到它的人会找错地方。',
        },
        {
          en: 'The error knows what happened: put `error.message` into the line, or `error.code`.',
          zh: '到底出了什么事，错误自己知道：把 `error.message` 或者 `error.code` 放进这一行。',
        },
      ],
      'exit-code': EXIT_HINTS,
      swallows: [
        {
          en: 'This error came, your listener got it, and that was the last that was heard of it. What does it do with a code it does not expect?',
          zh: '这个错误来了，你的监听函数也收到了，然后就没了下文。遇到意料之外的 `code`，它怎么办？',
        },
        {
          en: 'An `if` without an `else` swallows the rest. Else: `console.error(error.message); process.exitCode = 1;`, or `throw error`. And an `uncaughtException` listener swallows everything, your own slips too: leave it out.',
          zh: '只有 `if` 没有 `else`，其余的就全吞了。`else` 里写 `console.error(error.message); process.exitCode = 1;`，或者 `throw error`。至于 `uncaughtException` 监听函数，它什么都吞，连你自己的失误也吞：去掉它。',
        },
      ],
    },
  },

  'bad-visitor': {
    title: {
      en: 'Loses one visitor without losing the others',
      zh: '丢了一位来客，不连累其他人',
    },
    async run({ phase, server, connect, assume, tell }) {
      let isReset = false;
      const visit = await phase('reset', async () => {
        const program = await server();
        // Who looks whether the port is free with a server of its own isn't there yet.
        const isClaim = ({ text }: { text?: string }) => text?.startsWith(CLAIM) === true;
        await program.until(SETTLED, isClaim, { ms: CLAIM_MS }).catch(() => null);
        tell({ en: 'this one is a guest who stays', zh: '先来一位不走的客人' });
        const guest = await connect();
        await say(guest, 'one');
        await say(guest, 'two');
        tell({ en: 'this one leaves badly', zh: '再来一位不辞而别的' });
        const rude = await connect();
        await say(rude, 'three');
        isReset = true;
        rude.reset();
        const isGone = ({ kind, connection }: { kind: string; connection?: number }) =>
          connection === rude.connection && (kind === 'error' || kind === 'close');
        const what = { en: 'the server notices', zh: '服务端发觉' };
        const gone = await program.until(what, isGone);
        assume(gone.kind === 'error' && gone.code === 'ECONNRESET', {
          en: 'the reset did not arrive as one',
          zh: '发的是重置，到的时候却不是重置',
        });
        tell({ en: 'the guest goes on', zh: '客人接着说' });
        await say(guest, 'four');
        const newcomer = await connect();
        await say(newcomer, 'five');
      });
      return isReset && visit.exit ? 'one-kills-all' : null;
    },
    hints: {
      'one-kills-all': [
        {
          en: 'One visitor broke the connection off, and the server ended, for all of them. On which object did the error come? The stack names it.',
          zh: '一位来客断开了连接，服务端就整个结束了，所有人都跟着遭殃。错误是出在哪个对象上的？调用栈里写着。',
        },
        {
          en: "`server.on('error', …)` hears the server's own errors. Each connection is an object of its own, with errors of its own. (And a `for await` over a socket throws them: it needs a `try`.)",
          zh: "`server.on('error', …)` 只听得到服务端自己的错误。每个连接是单独的对象，有自己的错误。（用 `for await` 读套接字，错误会抛出来：得有 `try`。）",
        },
        {
          en: "In the function that gets each `socket`: `socket.on('error', (error) => { console.log(error.message); });`. No `process.exit` in it: only this visit is over.",
          zh: "在拿到 `socket` 的那个函数里：`socket.on('error', (error) => { console.log(error.message); });`。里面不要写 `process.exit`：结束的只是这一位。",
        },
      ],
    },
  },
});

async function say(
  peer: { write(bytes: string): Promise<void>; expect(bytes: string): Promise<void> },
  word: string,
): Promise<void> {
  await peer.write(word);
  await peer.expect(`You said "${word.toUpperCase()}"`);
}

/** Starts the program on the row, and waits until it has found a port, given up, or goes in circles. */
async function start({ launch }: Tools, row: PortRow): Promise<Subject> {
  const program = launch({ environment: { PORT: String(row.ports[0]) } });
  const isBegun = ({ kind }: { kind: string }) => /^(listening|error|exit)$/.test(kind);
  await program.until(SETTLED, isBegun, { ms: START_MS }).catch(() => null);
  const isSettled = () =>
    (readListening(program).length > 0 && readClaims(program).length > 0) || goesInCircles(program);
  await program.until(SETTLED, isSettled).catch(() => null);
  // What the program does on the same occasion is done once it answers.
  await program.isAwake();
  return program;
}

/** Demands that the program is on the first free port, there alone, and has said so, once, when it was so. */
async function demandPort({ demand }: Tools, { row, program }: Scene): Promise<void> {
  const wanted = readWanted({ row, program });
  const truth = `127.0.0.1:${wanted}`;
  const open = readListening(program);
  if (open.length === 0 && program.exit) await program.untilExit();
  demand(
    open.length === 1 && open[0] === truth,
    { en: `it listens on ${truth}, the first free one`, zh: `在第一个空闲的 ${truth} 上监听` },
    open.length === 0
      ? { en: 'it listens nowhere', zh: '它哪里都没在监听' }
      : { en: `it listens on ${open.join(', ')}`, zh: `它监听的是 ${open.join('、')}` },
  );
  const claims = readClaims(program);
  demand(
    claims.length === 1 && claims[0] === CLAIM + truth,
    quoteLines([CLAIM + truth]),
    quoteLines(claims),
  );
  demand(
    !hasClaimedEarly(program),
    { en: 'the line after it began to listen', zh: '开始监听之后才有这一行' },
    { en: 'the line before that', zh: '这一行在那之前' },
  );
}

function demandNothingClaimed({ demand }: Tools, program: Subject): void {
  const claims = readClaims(program);
  demand(
    claims.length === 0 || readListening(program).length > 0,
    { en: 'no word of listening', zh: '不说在监听' },
    quoteLines(claims),
  );
}

/** The port that it should have: the one it has, where that was the first free one when it came. */
function readWanted({ row, program }: Scene): number | undefined {
  const wasTaken = (port: number) =>
    row.taken.includes(port) || readRefusals(program).includes(port);
  return row.ports.find((port) => !wasTaken(port) && !row.visited.includes(port));
}

/** The ports that it found taken, whichever way it asked. */
function readTried({ row, program }: Scene): number[] {
  return [...new Set([...readRefusals(program), ...row.visited])];
}

/** The lines that say that it listens. */
function readClaims(program: Subject): string[] {
  return program.lines('stdout').filter((line) => line.startsWith(CLAIM));
}

/** Whether it said that it listens when it listened nowhere. */
function hasClaimedEarly({ records }: Subject): boolean {
  const claimed = records.findIndex(({ text }) => text?.startsWith(CLAIM));
  if (claimed < 0) return false;
  return readListening({ records: records.slice(0, claimed) }).length === 0;
}

/** Its own lines on stderr; Node may warn of something there. */
function readComplaints(program: Subject): string[] {
  const isWarning = /^\(node:\d+\)|^\(Use `node --trace/;
  return program.lines('stderr').filter((line) => line !== '' && !isWarning.test(line));
}

function hasStack(program: Subject): boolean {
  return readComplaints(program).some((line) => /^\s+at |errno:/.test(line));
}

function goesInCircles(program: Subject): boolean {
  const refused = readRefusals(program);
  const isStuck = refused.length > 1 && new Set(refused).size === 1;
  return isStuck || refused.length > FOR_EVER;
}

/** Whether nobody listened for the error that ended it. */
function hasCrashed(program: Subject): boolean {
  return (
    program.exit?.code !== 0 && program.lines('stderr').some((line) => /^Node\.js v/.test(line))
  );
}

function countUnavailable({ records }: Subject): number {
  return records.filter(({ kind, code }) => kind === 'error' && code === 'EADDRNOTAVAIL').length;
}

function hasListenedToAll({ records }: Subject): boolean {
  return records.some(
    ({ kind, local = '' }) => kind === 'listening' && /^(\[::\]|0\.0\.0\.0):/.test(local),
  );
}

function readPorts(program: Subject): number[] {
  return readListening(program).map((address) => Number(/\d+$/.exec(address)?.[0]));
}

/** Which mistake shows wherever a port was taken. */
function nameCommon(program: Subject, row: PortRow) {
  const stderr = program.lines('stderr');
  const refused = readRefusals(program);
  if (stderr.some((line) => line.includes('ERR_SOCKET_BAD_PORT'))) return 'text-port';
  if (hasCrashed(program) && refused.length === 1) return 'busy-crash';
  if (stderr.some((line) => /Unhandled 'error' event/.test(line)) && refused.length > 1) {
    return 'heard-once';
  }
  if (hasListenedToAll(program)) return 'bound-to-all';
  if (hasClaimedEarly(program)) return 'log-before-listening';
  if (readClaims(program).length > 1 && readListening(program).length === 1) {
    return 'listeners-pile-up';
  }
  if (isStuckAtPort(program)) return 'same-port';
  if (readPorts(program).some((port) => !isNear(port, row))) return 'wrong-port';
  return null;
}

/** Whether it waits for a port that was refused. */
function isStuckAtPort(program: Subject): boolean {
  const refused = readRefusals(program);
  if (refused.length === 0 || readListening(program).length > 0) return false;
  return goesInCircles(program) || program.exit === null;
}

/** Whether a port is one of the row, or just after it. */
function isNear(port: number, { ports }: PortRow): boolean {
  const [first = 0] = ports;
  return port >= first && port <= first + PORTS;
}

/** Which mistake keeps a program from the first free port. */
function nameMistake(scenes: readonly Scene[]) {
  for (const { program, row } of scenes) {
    const common = nameCommon(program, row);
    if (common) return common;
  }
  const some = (test: (scene: Scene) => boolean) => scenes.some(test);
  if (some(({ program }) => readListening(program).length > 1)) return 'two-servers';
  if (some((scene) => hasTakenLast(scene))) return 'two-servers';
  if (some((scene) => hasSkipped(scene))) return 'skips';
  if (some(({ program }) => program.exit !== null && readRefusals(program).length > 0)) {
    return 'gives-up-early';
  }
  if (some((scene) => saysOther(scene))) return 'says-wrong-port';
  const isSilent = ({ program }: Scene) =>
    readListening(program).length === 1 && readClaims(program).length === 0;
  return some(isSilent) ? 'silent' : null;
}

/** Whether it was refused nowhere, and is on the last port: the one of a loop that didn't wait. */
function hasTakenLast({ program, row }: Scene): boolean {
  return row.taken.length === 0 && readPorts(program)[0] === row.ports.at(-1);
}

function hasSkipped({ program, row }: Scene): boolean {
  const [port] = readPorts(program);
  const wanted = readWanted({ program, row });
  return port !== undefined && wanted !== undefined && port > wanted;
}

function saysOther({ program }: Scene): boolean {
  const readPort = (text = '') => /\d+$/.exec(text)?.[0];
  const said = readPort(readClaims(program)[0]);
  const [address] = readListening(program);
  return said !== undefined && address !== undefined && said !== readPort(address);
}

/** Which mistake spoils the surrender. */
function nameSurrender({ row, program }: Scene) {
  const common = nameCommon(program, row);
  if (common) return common;
  const tried = readTried({ row, program });
  // A loop that doesn't wait takes back each attempt with the next one.
  if (tried.length === 1 && tried[0] === row.ports.at(-1)) return 'two-servers';
  const reached = Math.max(...tried, ...readPorts(program));
  const missing = row.ports.filter((port) => !tried.includes(port));
  if (missing.some((port) => port < reached)) return 'skips';
  if (!row.ports.includes(reached)) return 'never-gives-up';
  if (program.exit === null) return null;
  const complaints = readComplaints(program);
  if (missing.length > 0) return 'gives-up-early';
  if (complaints.length === 0)
    return program.lines('stdout').length > 0 ? 'wrong-stream' : 'says-nothing';
  if (complaints.length > 1) return hasStack(program) ? 'stack' : 'many-lines';
  return program.exit.code === 1 ? null : 'exit-code';
}

/** Which mistake makes it blind for errors of another kind. */
function nameBlindness(program: Subject) {
  if (hasListenedToAll(program)) return 'bound-to-all';
  if (hasClaimedEarly(program)) return 'log-before-listening';
  if (countUnavailable(program) > 1) return 'any-error';
  if (program.exit === null) return null;
  const complaints = readComplaints(program);
  if (complaints.length === 0 && program.lines('stdout').length === 0) return 'swallows';
  if (!complaints.some((line) => line.includes('EADDRNOTAVAIL'))) return 'wrong-reason';
  return program.exit.code === 1 ? null : 'exit-code';
}

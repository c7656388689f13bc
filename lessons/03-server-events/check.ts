// What lesson 3 demands: one line that is true when it is printed, and a server that listens on HOST alone.
import { checks } from '../../src/check/checks.ts';
import { quoteLines } from '../../src/check/quote.ts';
import { describeExit, type Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { Bilingual } from '../../src/text/language.ts';

const CLAIM = 'Server listening on ';

const TOO_EARLY_HINTS: Bilingual[] = [
  {
    en: '`address()` was asked, and answered `null`: at that moment the server did not listen. Which event says that it does?',
    zh: '问了 `address()`，得到的是 `null`：那一刻服务端还没在监听。哪个事件说明它开始监听了？',
  },
  {
    en: "`?.`, `!` and `as` quieten the compiler. They don't make the server any quicker. What depends on the address has to wait for `'listening'`.",
    zh: "`?.`、`!` 和 `as` 只能让编译器不再作声，不会让服务端快一点。要用到地址的代码，得等到 `'listening'`。",
  },
  {
    en: "Move the `console.log` into a listener: `server.on('listening', () => { const at = server.address(); … });`. HOST stays in `listen`.",
    zh: "把 `console.log` 挪进监听函数：`server.on('listening', () => { const at = server.address(); … });`。`listen` 里的 HOST 留着。",
  },
];

const BEFORE_HINTS: Bilingual[] = [
  {
    en: 'The line stands above the moment at which the server began to listen. Whoever believed it, and connected at once, was refused. What had happened when you printed it?',
    zh: '这一行打印得比开始监听还早。谁要是信了它，立刻来连，就会被拒绝。你打印的时候，到底办成了什么？',
  },
  {
    en: "`listen()` returns at once, and no number of milliseconds is sure to be enough. Print in a listener for `'listening'`, or in the function that `listen` takes as its last argument.",
    zh: "`listen()` 会立刻返回，之后等多少毫秒都不保险。要打印，就写在 `'listening'` 的监听函数里，或者写在传给 `listen` 的最后一个参数、那个函数里。",
  },
  {
    en: '`server.listen(PORT, HOST, () => { /* print here */ });`',
    zh: '`server.listen(PORT, HOST, () => { /* 在这里打印 */ });`',
  },
];

const ALL_HINTS: Bilingual[] = [
  {
    en: 'Dropping HOST cured the crash by opening every interface. From where can this server be reached now?',
    zh: '去掉 HOST 是不崩了，代价是所有网络接口都敞开了。现在从哪些地方能连到这个服务端？',
  },
  {
    en: "`listen(PORT)` means: any address this machine has. Put HOST back, as the second argument, and ask for the address in `'listening'`.",
    zh: "`listen(PORT)` 的意思是：本机的哪个地址都行。把 HOST 放回第二个参数，地址到 `'listening'` 里再问。",
  },
];

const PORT_HINTS: Bilingual[] = [
  {
    en: 'There are two ports: the one that is asked for, in `PORT`, and the one the server got. Which of them did you pass to `listen`, and which did you print?',
    zh: '端口有两个：一个是 `PORT` 里要的，一个是服务端真正拿到的。传给 `listen` 的是哪个？打印的又是哪个？',
  },
  {
    en: '`PORT=0` asks for any free port, and what came of it is not in `PORT`. The server knows: `server.address()`.',
    zh: '`PORT=0` 的意思是空闲的端口随便给一个，给了哪个，`PORT` 里可没有。服务端知道：`server.address()`。',
  },
  {
    en: 'Ask with the one, `server.listen(PORT, HOST)`, and print the other, `server.address().port`, once it listens.',
    zh: '要的时候用前者：`server.listen(PORT, HOST)`；开始监听之后，打印后者：`server.address().port`。',
  },
];

const SILENT_HINTS: Bilingual[] = [
  {
    en: 'Nothing untrue was said, because nothing was said. The server listens: whom could you tell, and when?',
    zh: '没说错话，是因为什么都没说。服务端已经在监听了：该在什么时候说一声？',
  },
  {
    en: "In `server.on('listening', () => { … })`, print `Server listening on ADDRESS:PORT`, with what `server.address()` returns. Word for word: others may read it by program.",
    zh: "在 `server.on('listening', () => { … })` 里打印 `Server listening on 地址:端口`，地址和端口取自 `server.address()`。文字要一字不差，可能有程序要读它。",
  },
];

const DELAY_HINTS: Bilingual[] = [
  {
    en: 'The line is true, and late. The server listened, had nothing else to do, and said nothing. What was it waiting for?',
    zh: '这一行说的是实话，可是晚了。服务端已经在监听，手上也没有别的事，却不作声。它在等什么？',
  },
  {
    en: 'A timer knows nothing of the server. On a slow day it runs out too early, on any other day it wastes time. The event comes at the right moment, on each of them.',
    zh: '定时器并不知道服务端怎么样了。机器慢的时候它到得太早，平时又白白浪费时间。事件则不管快慢，来得总是时候。',
  },
  {
    en: "In place of `setTimeout(…)`: `server.on('listening', () => { /* print here */ });`",
    zh: "把 `setTimeout(…)` 换成 `server.on('listening', () => { /* 在这里打印 */ });`",
  },
];

const TWICE_HINTS: Bilingual[] = [
  {
    en: 'The line is there twice. The second time it is true. And the first time?',
    zh: '这一行出现了两次。第二次说的是实话，第一次呢？',
  },
  {
    en: 'One `console.log` runs right after `listen()`, another one when the server listens. Take out the early one.',
    zh: '一个 `console.log` 紧跟着 `listen()` 执行，另一个到监听时才执行。去掉早的那个。',
  },
];

export default checks('03-server-events', {
  'line-is-true': {
    title: {
      en: 'Says that it listens when it does, and only then',
      zh: '监听了才说在监听，没监听就不说',
    },
    async run(tools) {
      const { phase, server, demand } = tools;
      const seen: Subject[] = [];
      let isDelayed = false;
      const free = await phase('free', async () => {
        const program = await server();
        seen.push(program);
        isDelayed = await isWaitingForClock(program);
        demand(
          !isDelayed,
          { en: 'the line as soon as it listens', zh: '一开始监听就有这一行' },
          { en: 'nothing yet, and a timer that runs', zh: '还没有，倒有一个定时器在走' },
        );
        await demandClaim(tools, program);
      });
      const taken = await phase('taken', async () => {
        const { port } = await tools.listen();
        const program = tools.launch({ environment: { PORT: String(port) } });
        seen.push(program);
        const isTold = ({ kind }: { kind: string }) => /^(error|listening|exit)$/.test(kind);
        await program.until(
          { en: 'an error, as the port is taken', zh: '端口已被占用，应有错误' },
          isTold,
        );
        await program.isAwake();
        const lines = readClaims(program);
        const isHonest = program.address !== null || lines.length === 0;
        demand(
          isHonest,
          { en: 'no word of listening, as the port is taken', zh: '端口已被占用，不说在监听' },
          quoteLines(lines),
        );
      });
      if (free.isOk && taken.isOk) return null;
      if (hasAskedTooEarly(free)) return 'address-too-early';
      if (isDelayed && taken.isOk) return 'delay';
      const early = taken.isOk ? null : 'log-before-listening';
      return nameMistake(seen[0]) ?? early;
    },
    hints: {
      'address-too-early': TOO_EARLY_HINTS,
      'log-before-listening': BEFORE_HINTS,
      'bound-to-all': ALL_HINTS,
      silent: SILENT_HINTS,
      delay: DELAY_HINTS,
      'said-twice': TWICE_HINTS,
    },
  },

  'real-port': {
    title: {
      en: 'Names the port it got, whatever PORT asked for',
      zh: '不管 PORT 要的是什么，说出真正拿到的端口',
    },
    async run(tools) {
      const { phase, server, demand } = tools;
      const seen: Subject[] = [];
      const any = await phase('any', async () => {
        tools.tell({ en: 'PORT was 0: any port', zh: 'PORT 是 0：哪个端口都行' });
        const program = await server({ environment: { PORT: '0' } });
        seen.push(program);
        const [line = ''] = await untilClaim(program);
        demand(
          line.endsWith(`:${program.port}`),
          { en: `a line that ends in :${program.port}`, zh: `一行以 :${program.port} 结尾` },
          quoteLines([line]),
        );
      });
      if (any.isOk) return null;
      if (hasAskedTooEarly(any)) return 'address-too-early';
      return nameMistake(seen[0]) ?? (seen[0] && !any.exit ? 'wrong-port' : null);
    },
    hints: {
      'address-too-early': TOO_EARLY_HINTS,
      'log-before-listening': BEFORE_HINTS,
      'bound-to-all': ALL_HINTS,
      silent: SILENT_HINTS,
      'said-twice': TWICE_HINTS,
      'wrong-port': PORT_HINTS,
    },
  },

  'where-asked': {
    title: {
      en: 'Serves its visitors on HOST and PORT, and nowhere else',
      zh: '在 HOST 和 PORT 上照常服务来客，别处一律不监听',
    },
    async run({ phase, freePort, server, connect, demand }) {
      let where: string[] = [];
      let isElsewhere = false;
      let isLetIn = false;
      const environment = { PORT: String(await freePort()) };
      const bound = await phase('bound', async () => {
        const program = await server({ environment });
        where = readAddresses(program);
        isElsewhere = String(program.port) !== environment.PORT;
        const asked = `127.0.0.1:${environment.PORT}`;
        demand(
          where.every((address) => address === asked),
          { en: `it listens on ${asked}, and only there`, zh: `它监听 ${asked}，别处不监听` },
          quoteLines(where),
        );
      });
      if (hasAskedTooEarly(bound)) return 'address-too-early';
      if (where.some(isEverywhere)) return 'bound-to-all';
      if (!bound.isOk) return isElsewhere ? 'wrong-port' : null;
      const answered = await phase('answer', async () => {
        for (const message of ['I am Chuck Norris!', 'And I am the next one.']) {
          const peer = await connect({ environment });
          isLetIn = true;
          await peer.write(message);
          await peer.expect(`You said "${message.toUpperCase()}"`);
          peer.end();
        }
      });
      if (hasAskedTooEarly(answered)) return 'address-too-early';
      const isUnheard = isLetIn && !answered.isOk && !answered.exit && answered.got === '';
      return isUnheard ? 'never-serves' : null;
    },
    hints: {
      'address-too-early': TOO_EARLY_HINTS,
      'bound-to-all': ALL_HINTS,
      'wrong-port': PORT_HINTS,
      'never-serves': [
        {
          en: 'A visitor was let in, said something, and waits to this minute. Who listens to visitors?',
          zh: '有人连进来，说了话，到现在还在等。来客的话，谁在听？',
        },
        {
          en: "The listener for `'connection'` from the starting code belongs to the server, whatever becomes of the line above it. Put it back.",
          zh: "起始代码里那个 `'connection'` 监听函数，不管上面那一行怎么改，都得留着。把它放回来。",
        },
      ],
    },
  },
});

/** Where it listens, or listened. */
function readAddresses({ records }: Subject): string[] {
  return records.flatMap(({ kind, local }) => (kind === 'listening' && local ? [local] : []));
}

function isEverywhere(address: string): boolean {
  return /^(\[::\]|0\.0\.0\.0):\d+$/.test(address);
}

/** The lines that say that it listens. */
function readClaims(program: Subject): string[] {
  return program.lines('stdout').filter((line) => line.startsWith(CLAIM));
}

/** Whether the first such line came before it listened. */
function hasClaimedEarly({ records }: Subject): boolean {
  const claimed = records.findIndex(({ text }) => text?.startsWith(CLAIM));
  const listening = records.findIndex(({ kind }) => kind === 'listening');
  return claimed >= 0 && (listening < 0 || claimed < listening);
}

/** Whether it listens, has run all that follows from that, and leaves the line to a timer. */
async function isWaitingForClock(program: Subject): Promise<boolean> {
  const keepers = await program.resources();
  return readClaims(program).length === 0 && (keepers?.includes('Timeout') ?? false);
}

/** Waits for the line, and returns it: the first one, where it is there more than once. */
async function untilClaim(program: Subject): Promise<string[]> {
  const expected = quoteLines([`${CLAIM}${program.address}`]);
  await program.until(expected, ({ text }) => text?.startsWith(CLAIM) === true);
  // What the program does on the same occasion is done once it answers.
  await program.isAwake();
  return readClaims(program);
}

/** Demands one line, with the true address, after the server began to listen. */
async function demandClaim({ demand }: Tools, program: Subject): Promise<void> {
  const claims = await untilClaim(program);
  if (program.exit) demand(false, { en: 'it runs', zh: '它在运行' }, describeExit(program.exit));
  demand(
    !hasClaimedEarly(program),
    { en: 'the line after it began to listen', zh: '开始监听之后才有这一行' },
    { en: 'the line before that', zh: '这一行在那之前' },
  );
  const truth = `${CLAIM}${program.address?.replace(/^\[::\]/, '::')}`;
  demand(claims.length === 1 && claims[0] === truth, quoteLines([truth]), quoteLines(claims));
}

function hasAskedTooEarly(phase: { printed(pattern: RegExp): boolean }): boolean {
  return phase.printed(
    /of null \(reading '(address|port)'\)|destructure property '(address|port)'|on undefined:undefined/,
  );
}

/** Which mistake the lines of a listening server tell of. */
function nameMistake(program: Subject | undefined) {
  if (!program || program.exit) return null;
  if (readAddresses(program).some(isEverywhere)) return 'bound-to-all';
  const claims = readClaims(program);
  if (claims.length === 0) return program.address === null ? null : 'silent';
  if (claims.length > 1) return 'said-twice';
  return hasClaimedEarly(program) ? 'log-before-listening' : null;
}

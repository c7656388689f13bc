// What lesson 7 demands: the next port where one is taken, a true word where none is left, no visitor who ends all.
import {
  COMMON,
  checks,
  type PortRow,
  type ProgramUnderCheck,
  quoteLines,
  readListening,
  type Tools,
} from '../../src/check/kit.ts';
import {
  CLAIM,
  countUnavailable,
  goesInCircles,
  hasClaimedEarly,
  hasStack,
  nameBlindness,
  nameMistake,
  nameSurrender,
  ON_A_ROW,
  PORTS,
  readClaims,
  readComplaints,
  readTried,
  readWanted,
  type Scene,
} from './check-row.ts';
import { receive } from './check-visitor.ts';

/** How long a program has to start, in ms. */
const START_MS = 10_000;
/** How often a program is asked whether it is at rest. */
const TURNS = 3;
/** Reserved for examples (RFC 5737): no machine has this address. */
const NOWHERE = '203.0.113.7';
const SETTLED = { en: 'it listens, or gives up', zh: '它监听了，或者放弃了' };

export default checks('07-errors-and-ports', {
  'next-port': {
    mistakes: [...COMMON, ...ON_A_ROW, 'says-wrong-port', 'silent'],
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
  },

  'none-left': {
    mistakes: [
      ...COMMON,
      ...ON_A_ROW,
      'never-gives-up',
      'stack',
      'many-lines',
      'says-nothing',
      'wrong-stream',
      'exit-code',
    ],
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
  },

  'other-error': {
    mistakes: [
      ...COMMON,
      'bound-to-all',
      'log-before-listening',
      'any-error',
      'wrong-reason',
      'exit-code',
      'swallows',
    ],
    async run(tools) {
      const { phase, launch, demand, assume, tell } = tools;
      let program: ProgramUnderCheck | null = null;
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
  },

  'bad-visitor': {
    mistakes: [
      ...COMMON,
      'one-kills-all',
      'other-answer',
      'uncaught',
      'closes-server',
      'one-at-a-time',
    ],
    run: receive,
  },
});

/** Starts the program on the row, and waits until it has found a port, given up, or goes in circles. */
async function start({ launch }: Tools, row: PortRow): Promise<ProgramUnderCheck> {
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

function demandNothingClaimed({ demand }: Tools, program: ProgramUnderCheck): void {
  const claims = readClaims(program);
  demand(
    claims.length === 0 || readListening(program).length > 0,
    { en: 'no word of listening', zh: '没有打印“正在监听”那一行' },
    quoteLines(claims),
  );
}

// What lesson 17 demands: all addresses of a name, asked for in either form, and a word on each that failed.
import {
  checks,
  describeExit,
  type ProgramUnderCheck,
  quoteLines,
  type Tools,
} from '../../src/check/kit.ts';
import {
  assumeRefused,
  EXIT_0,
  findRefusing,
  GOOD,
  hasCrashed,
  hasGone,
  launchTo,
  listTried,
  NAME,
  nameAnswer,
  OTHERS,
  openDead,
  type Road,
  type Tried,
} from './check-names.ts';
import {
  demandAnswer,
  demandErrors,
  nameNoCode,
  nameReport,
  nameUnknown,
  REFUSED,
  UNKNOWN,
} from './check-reports.ts';

/** How long it may take until a second address is tried, in ms: Node gives up the first after 250, or 500. */
const DEAD_MS = 2500;
const HELLO = 'the quay is open';
const LOOKUP = [
  'own-port',
  'no-lookup',
  'no-list',
  'wrong-family',
  'never-answers',
  'crash',
] as const;

export default checks('17-names', {
  arrives: {
    mistakes: [...LOOKUP, 'ignores-all', 'one-address', 'waits-for-dead', 'says-name'],
    async run(tools) {
      const one = await arrive(tools, 'one', async () => [GOOD]);
      if (!one.phase.isOk) return nameArrival(one);
      let pair: string[] = [];
      const refused = await arrive(tools, 'refused', async (port) => {
        pair = [await findRefusing(tools, port), GOOD];
        return pair;
      });
      if (!refused.phase.isOk) {
        const { program } = refused;
        const named = nameArrival(refused);
        if (named || !program) return named;
        return listTried(program, pair).length < 2 ? 'one-address' : null;
      }
      const dead = await arriveByDead(tools);
      if (dead.phase.isOk) return null;
      return nameArrival(dead) ?? (dead.program?.exit ? null : 'waits-for-dead');
    },
  },

  family: {
    mistakes: [...LOOKUP, 'wrong-form', 'ignores-family', 'no-code', 'says-name'],
    async run(tools) {
      const four = await arrive(tools, 'four', async () => ['::1', GOOD], { family: 4 });
      const tried = four.program ? listTried(four.program, ['::1']) : [];
      if (!four.phase.isOk) {
        const named = nameArrival(four);
        if (named !== 'own-port' && tried.length > 0) return 'ignores-family';
        return named === 'ignores-all' ? 'wrong-form' : named;
      }
      let program: ProgramUnderCheck | null = null;
      const none = await tools.phase('none', async () => {
        const { port } = await tools.listen();
        program = launchTo(tools, { port, addresses: [GOOD], family: 6 });
        await demandErrors(tools, program, [{ code: UNKNOWN }]);
        demandAnswer(tools, program);
      });
      if (none.isOk || !program) return null;
      if (listTried(program, [GOOD]).length > 0) return 'ignores-family';
      return nameNoCode(program);
    },
  },

  reports: {
    mistakes: [
      ...LOOKUP,
      'ignores-all',
      'one-address',
      'empty-message',
      'silent-error',
      'wrong-stream',
      'stack',
      'one-failure',
      'unnamed-address',
      'many-lines',
      'plain-error',
      'silent-unknown',
      'no-code',
      'exit-code',
    ],
    async run(tools) {
      const port = await tools.freePort();
      let other = '';
      const two = await fail(tools, 'two', REFUSED, async () => {
        await assumeRefused(tools, GOOD, port);
        other = await findRefusing(tools, port);
        return { port, addresses: [other, GOOD] };
      });
      const one = await fail(tools, 'single', REFUSED, async () => ({ port, addresses: [GOOD] }));
      if (!two.phase.isOk) return nameReport(two, [other, GOOD], one);
      if (!one.phase.isOk) {
        if (one.program && hasCrashed(one.program)) return 'plain-error';
        return nameReport(one, [GOOD], one);
      }
      const unknown = await fail(tools, 'unknown', UNKNOWN, async () => ({ port, addresses: [] }));
      return unknown.phase.isOk ? null : nameUnknown(unknown);
    },
  },
});

/** The client is to arrive at the scripted server, by one of these addresses. */
async function arrive(
  tools: Tools,
  id: string,
  choose: (port: number) => Promise<string[]>,
  { family = 0, isDead = false } = {},
): Promise<Tried> {
  const { listen, demand } = tools;
  let program: ProgramUnderCheck | null = null;
  const phase = await tools.phase(id, async () => {
    const server = await listen();
    const addresses = await choose(server.port);
    tellRoad(tools, addresses, family);
    const subject = launchTo(tools, { port: server.port, addresses, family });
    program = subject;
    if (isDead) await demandNext(tools, subject);
    const peer = await server.accept(subject, isDead ? DEAD_MS : undefined);
    await peer.write(HELLO);
    peer.end();
    await peer.expectClosing();
    const exit = await subject.untilExit();
    const lines = subject.lines('stdout');
    const wanted = `CONNECTED TO: ${GOOD}`;
    demand(lines.includes(wanted), quoteLines([wanted]), quoteLines(lines));
    demand(lines.join('\n').includes(HELLO), quoteLines([HELLO]), quoteLines(lines));
    demand(exit.code === 0, EXIT_0, describeExit(exit));
    if (family === 0) return;
    const tried = listTried(subject, addresses).filter((address) => address !== GOOD);
    demand(
      tried.length === 0,
      { en: `addresses of IPv${family} only`, zh: `只用 IPv${family} 的地址` },
      { en: tried.join(', '), zh: tried.join('、') },
    );
  });
  return { phase, program };
}

/** Demands that the program goes on to the good address, before it has had its time, or has no timer for it. */
async function demandNext({ demand }: Tools, program: ProgramUnderCheck): Promise<void> {
  const what = { en: 'an attempt to connect', zh: '开始连接' };
  await program.until(what, ({ kind }) => kind === 'connecting');
  const start = performance.now();
  await program.untilNoTimer(undefined, DEAD_MS);
  const isLate = performance.now() - start >= DEAD_MS;
  // What was due before its answer has been done by then; between two attempts it may have no timer for a turn.
  const resources = await program.resources();
  if (program.exit || !resources) return;
  if (resources.includes('Timeout') && !isLate) return;
  demand(
    hasGone(program, GOOD),
    { en: `an attempt to connect to ${GOOD}`, zh: `尝试连接 ${GOOD}` },
    isLate
      ? { en: 'it still waits for the first address', zh: '它还在等第一个地址' }
      : {
          en: 'it waits for the first address, without a timer',
          zh: '它在等第一个地址，而且没有定时器',
        },
  );
}

/** The first address takes the SYN and says nothing. */
async function arriveByDead(tools: Tools): Promise<Tried> {
  const opened: Awaited<ReturnType<typeof openDead>>[] = [];
  // Rather one of IPv4: some put that first, whatever the order.
  const others = OTHERS.toReversed();
  try {
    const tried = await arrive(
      tools,
      'dead',
      async (port) => {
        const address = await findRefusing(tools, port, others);
        opened.push(await openDead(tools, address, port));
        tools.tell({ en: `${address} answers nothing`, zh: `${address} 什么也不应答` });
        return [address, GOOD];
      },
      { isDead: true },
    );
    tools.assume(
      opened.every((dead) => dead.isDead()),
      { en: 'the dead address did answer, late', zh: '没有应答的地址后来还是应答了' },
    );
    return tried;
  } finally {
    for (const dead of opened) await dead.close();
  }
}

function tellRoad({ tell }: Tools, addresses: readonly string[], family = 0): void {
  const list = addresses.join(', ');
  const only = family === 0 ? '' : `, FAMILY=${family}`;
  if (addresses.length === 0) {
    tell({ en: `${NAME} is not in HOSTS`, zh: `HOSTS 里没有 ${NAME}` });
  } else tell({ en: `HOSTS has ${NAME}=${list}${only}`, zh: `HOSTS 里有 ${NAME}=${list}${only}` });
}

/** Which mistake kept a client from arriving, or from saying so; null where the phases have to tell. */
function nameArrival({ program, phase }: Tried) {
  if (!program) return null;
  const answer = nameAnswer(program);
  if (answer) return answer;
  if (phase.isOk) return null;
  if (hasCrashed(program)) return 'crash';
  const isNamed = program.lines('stdout').includes(`CONNECTED TO: ${NAME}`);
  return isNamed ? 'says-name' : null;
}

/** The client is to fail: with a line for each address, or for the name. */
async function fail(
  tools: Tools,
  id: string,
  code: string,
  choose: () => Promise<Road>,
): Promise<Tried> {
  let program: ProgramUnderCheck | null = null;
  const phase = await tools.phase(id, async () => {
    const road = await choose();
    const { addresses, family } = road;
    tellRoad(tools, addresses, family);
    program = launchTo(tools, road);
    const failures = addresses.map((address) => ({ address, code }));
    await demandErrors(tools, program, failures.length > 0 ? failures : [{ code }]);
    if (failures.length === 0) demandAnswer(tools, program);
  });
  return { phase, program };
}

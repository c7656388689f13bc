// What lesson 3 demands: one line that is true when it is printed, and a server that listens on HOST alone.
import {
  COMMON,
  checks,
  describeExit,
  ListensElsewhere,
  type ProgramUnderCheck,
  quoteLines,
  type Tools,
} from '../../src/check/kit.ts';

const CLAIM = 'Server listening on ';

export default checks('03-server-events', {
  'line-is-true': {
    mistakes: [
      ...COMMON,
      'address-too-early',
      'log-before-listening',
      'bound-to-all',
      'says-host',
      'silent',
      'delay',
      'said-twice',
    ],
    async run(tools) {
      const { phase, server, demand } = tools;
      const seen: ProgramUnderCheck[] = [];
      let isDelayed = false;
      const free = await phase('free', async () => {
        const program = await server();
        seen.push(program);
        isDelayed = await isWaitingForClock(program);
        demand(
          !isDelayed,
          { en: 'the line as soon as it listens', zh: '一开始监听就有这一行' },
          { en: 'nothing yet, and a timer that runs', zh: '还没有这一行，只有一个定时器在等' },
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
          {
            en: 'no word of listening, as the port is taken',
            zh: '端口已被占用，不该打印“正在监听”那一行',
          },
          quoteLines(lines),
        );
      });
      if (free.isOk && taken.isOk) return askByName(tools);
      if (hasAskedTooEarly(free)) return 'address-too-early';
      if (isDelayed && taken.isOk) return 'delay';
      const isEarly = seen[1] !== undefined && readClaims(seen[1]).length > 0;
      return nameMistake(seen[0]) ?? (isEarly && !taken.isOk ? 'log-before-listening' : null);
    },
  },

  'real-port': {
    mistakes: [
      ...COMMON,
      'address-too-early',
      'log-before-listening',
      'bound-to-all',
      'silent',
      'said-twice',
      'wrong-port',
    ],
    async run(tools) {
      const { phase, server, demand } = tools;
      const seen: ProgramUnderCheck[] = [];
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
  },

  'where-asked': {
    mistakes: [...COMMON, 'address-too-early', 'bound-to-all', 'wrong-port', 'never-serves'],
    async run({ phase, freePort, server, connect, demand }) {
      let where: string[] = [];
      let isLetIn = false;
      const environment = { PORT: String(await freePort()) };
      const bound = await phase('bound', async () => {
        const program = await server({ environment });
        where = readAddresses(program);
        const asked = `127.0.0.1:${environment.PORT}`;
        demand(
          where.every((address) => address === asked),
          { en: `it listens on ${asked}, and only there`, zh: `它监听 ${asked}，别处不监听` },
          quoteLines(where),
        );
      });
      if (hasAskedTooEarly(bound)) return 'address-too-early';
      if (where.some(isEverywhere)) return 'bound-to-all';
      if (!bound.isOk) return bound.unmet instanceof ListensElsewhere ? 'wrong-port' : null;
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
  },
});

/** What the line has to say: the address as Node gives it, without the brackets of a URL. */
function tellTruth({ address }: ProgramUnderCheck): string {
  return CLAIM + address?.replace(/^\[(.*)\]/, '$1');
}

/** Tells the program a name in place of an address: which one it is, the server alone knows. */
async function askByName(tools: Tools) {
  const seen: ProgramUnderCheck[] = [];
  const named = await tools.phase('named', async () => {
    tools.tell({ en: 'HOST was localhost, a name', zh: 'HOST 是 localhost，一个主机名' });
    const program = await tools.server({ environment: { HOST: 'localhost' } });
    seen.push(program);
    const [line = ''] = await untilClaim(program);
    const { address = '' } = program;
    const isTrue = line === tellTruth(program) || line === CLAIM + address;
    tools.demand(isTrue, quoteLines([tellTruth(program)]), quoteLines([line]));
  });
  if (named.isOk) return null;
  if (hasAskedTooEarly(named)) return 'address-too-early';
  const [program] = seen;
  return program && readClaims(program)[0]?.startsWith(`${CLAIM}localhost`) ? 'says-host' : null;
}

/** Where it listens, or listened. */
function readAddresses({ records }: ProgramUnderCheck): string[] {
  return records.flatMap(({ kind, local }) => (kind === 'listening' && local ? [local] : []));
}

function isEverywhere(address: string): boolean {
  return /^(\[::\]|0\.0\.0\.0):\d+$/.test(address);
}

/** The lines that say that it listens. */
function readClaims(program: ProgramUnderCheck): string[] {
  return program.lines('stdout').filter((line) => line.startsWith(CLAIM));
}

/** Whether the first such line came before it listened. */
function hasClaimedEarly({ records }: ProgramUnderCheck): boolean {
  const claimed = records.findIndex(({ text }) => text?.startsWith(CLAIM));
  const listening = records.findIndex(({ kind }) => kind === 'listening');
  return claimed >= 0 && (listening < 0 || claimed < listening);
}

/** Whether it listens, has run all that follows from that, and leaves the line to a timer. */
async function isWaitingForClock(program: ProgramUnderCheck): Promise<boolean> {
  const keepers = await program.resources();
  return readClaims(program).length === 0 && (keepers?.includes('Timeout') ?? false);
}

/** Waits for the line, and returns it: the first one, where it is there more than once. */
async function untilClaim(program: ProgramUnderCheck): Promise<string[]> {
  const expected = quoteLines([`${CLAIM}${program.address}`]);
  await program.until(expected, ({ text }) => text?.startsWith(CLAIM) === true);
  // What the program does on the same occasion is done once it answers.
  await program.isAwake();
  return readClaims(program);
}

/** Demands one line, with the true address, after the server began to listen. */
async function demandClaim({ demand }: Tools, program: ProgramUnderCheck): Promise<void> {
  const claims = await untilClaim(program);
  if (program.exit) demand(false, { en: 'it runs', zh: '它在运行' }, describeExit(program.exit));
  demand(
    !hasClaimedEarly(program),
    { en: 'the line after the event `listening`', zh: '`listening` 事件之后才有这一行' },
    { en: 'the line before it', zh: '这一行在它之前' },
  );
  const truth = tellTruth(program);
  demand(claims.length === 1 && claims[0] === truth, quoteLines([truth]), quoteLines(claims));
}

function hasAskedTooEarly(phase: { printed(pattern: RegExp): boolean }): boolean {
  return phase.printed(
    /of null \(reading '(address|port)'\)|destructure property '(address|port)'|on undefined:undefined/,
  );
}

/** Which mistake the lines of a listening server tell of. */
function nameMistake(program: ProgramUnderCheck | undefined) {
  if (!program || program.exit) return null;
  if (readAddresses(program).some(isEverywhere)) return 'bound-to-all';
  const claims = readClaims(program);
  if (claims.length === 0) return program.address === null ? null : 'silent';
  if (claims.length > 1) return 'said-twice';
  return hasClaimedEarly(program) ? 'log-before-listening' : null;
}

// What lesson 2 demands: exact answers, for everybody who comes, and addresses that outlive their sockets.
import {
  type Bilingual,
  COMMON,
  checks,
  describeExit,
  type Peer,
  type Phase,
  type ProgramUnderCheck,
  quoteLines,
} from '../../src/check/kit.ts';

/** The last line that Node prints of an error that nobody caught. */
const THROWN = /^Node\.js v/;

/** How the program is run where its last words are looked at. */
const FORGETFUL: Bilingual = {
  en: 'in this run, a socket that is closed no longer knows its client, as Node’s documentation allows',
  zh: '这次运行中，套接字关闭之后就不再知道客户端的地址，Node 的文档允许这样',
};

/** What the server says to a message. */
function answer(message: string): string {
  return `You said "${message.toUpperCase()}"`;
}

export default checks('02-server-callback', {
  'exact-answer': {
    mistakes: [
      ...COMMON,
      'uppercase-on-buffer',
      'not-upper-case',
      'shouts-all',
      'says-all',
      'heard-once',
      'extra-newline',
      'wrong-encoding',
    ],
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
      if (shoutsAll(plain)) return 'shouts-all';
      if (/^\r?\n/.test(plain.got)) return 'extra-newline';
      if (/^You said "I am/.test(plain.got)) return 'not-upper-case';
      if (answers === 1 && /^You said "I AM CHUCK NORRIS!\W*AND/.test(plain.got)) return 'says-all';
      // A new connection is heard again: its first words alone.
      if (answers === 1 && plain.got === '' && !plain.exit && foreign.isOk) return 'heard-once';
      const isGarbled = foreign.got.startsWith('You said "') && !foreign.got.includes('你好');
      return plain.isOk && isGarbled ? 'wrong-encoding' : null;
    },
  },

  'two-clients': {
    mistakes: [
      ...COMMON,
      'uppercase-on-buffer',
      'shouts-all',
      'once-only',
      'shared-socket',
      'one-at-a-time',
    ],
    // In capitals already: whether the message has to be put in upper case is not asked here.
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
      if (shoutsAll(inTurn) || shoutsAll(atOnce)) return 'shouts-all';
      if (!inTurn.isOk) return isFirstServed && !inTurn.printed(THROWN) ? 'once-only' : null;
      if (atOnce.isOk) return null;
      const isMixedUp = [answer('ONE'), answer('TWO')].some((text, index) =>
        peers[1 - index]?.pending.includes(text),
      );
      if (isMixedUp) return 'shared-socket';
      return atOnce.hasCrashed ? null : 'one-at-a-time';
    },
  },

  'address-kept': {
    mistakes: [
      ...COMMON,
      'address-lost',
      'shared-address',
      'own-port',
      'other-words',
      'once-only',
      'one-at-a-time',
    ],
    async run({ phase, connect, server, demand, tell }) {
      let program: ProgramUnderCheck | null = null;
      const peers: Peer[] = [];
      const visits = await phase('visits', async () => {
        tell(FORGETFUL);
        const running = await server({ isForgetful: true });
        program = running;
        for (const count of [1, 2]) {
          peers.push(await connect({ isForgetful: true }));
          const line = { en: 'a line CONNECTED: …', zh: '一行 CONNECTED: …' };
          await untilLogged(running, count, line);
        }
        // The one who came first goes first: by then, another address was read last.
        for (const peer of peers) await leave(running, peer);
        const wanted = [
          ...peers.map(({ address, connection }) => `CONNECTED: ${address}:${connection}`),
          ...peers.map(({ address, connection }) => `CLOSED: ${address} ${connection}`),
        ];
        const lines = readLog(running);
        demand(lines.join('\n') === wanted.join('\n'), quoteLines(wanted), quoteLines(lines));
      });
      if (visits.isOk || !program) return null;
      return nameMistake(program, peers);
    },
  },
});

function lacksUpperCase(phase: Phase): boolean {
  return phase.printed(/toUpperCase is not a function/);
}

/** Whether the words around the message are in upper case, too. */
function shoutsAll({ isOk, got }: Phase): boolean {
  return !isOk && got.startsWith('YOU SAID');
}

/** Waits until the program has closed its end, too. */
async function untilClosed(program: ProgramUnderCheck, { connection }: Peer): Promise<void> {
  await program.until(
    { en: 'the program closes its end, too', zh: '程序也关闭自己这一端' },
    (record) => record.kind === 'close' && record.connection === connection,
  );
}

/** Hangs up, and waits for the line about it. */
async function leave(program: ProgramUnderCheck, peer: Peer): Promise<void> {
  const count = readLog(program).length;
  peer.end();
  await untilLogged(program, count + 1, { en: 'a line CLOSED: …', zh: '一行 CLOSED: …' });
}

async function untilLogged(
  program: ProgramUnderCheck,
  count: number,
  what: Bilingual,
): Promise<void> {
  if (readLog(program).length >= count) return;
  const since = program.records.length;
  await program.until(what, () => readLog(program).length >= count, { since });
}

/** The lines about who came and went, with plain IPv4 addresses: a server on all addresses sees others. */
function readLog(program: ProgramUnderCheck): string[] {
  const isOurs = (line: string) => /^(CONNECTED|CLOSED)/.test(line);
  return program
    .lines('stdout')
    .filter(isOurs)
    .map((line) => line.replace('::ffff:', ''));
}

/** Which mistake it is that spoils the lines. */
function nameMistake(program: ProgramUnderCheck, [first, second]: Peer[]) {
  const lines = readLog(program);
  if (lines.some((line) => line.endsWith(`:${program.port}`))) return 'own-port';
  if (!first || !lines[0] || program.lines('stderr').some((line) => THROWN.test(line))) return null;
  if (!second || program.exit) return 'once-only';
  if (lines.length === 1) return 'one-at-a-time';
  const closed = lines.filter((line) => line.startsWith('CLOSED'));
  // Who has left another's address behind may have none left for that one.
  if (closed[0]?.endsWith(` ${second.connection}`)) return 'shared-address';
  if (closed.some((line) => line.includes('undefined'))) return 'address-lost';
  const bare = (line: string) => line.replace(/[^A-Za-z0-9.]+/g, ' ').trim();
  const ends = [first, second].map(({ address, connection }) => `${address} ${connection}`);
  const wanted = ['CONNECTED', 'CLOSED'].flatMap((word) => ends.map((end) => `${word} ${end}`));
  return lines.map(bare).join() === wanted.join() ? 'other-words' : null;
}

// What lesson 4 demands: the whole answer, and an honest word and exit code when there is none.
import { COMMON, checks, type ProgramUnderCheck, quoteLines } from '../../src/check/kit.ts';
import { PIECES, QUESTION, readAnswers, readComplaints, wentElsewhere } from './check-client.ts';
import { cutOff, hangUp } from './check-unanswered.ts';

const ANSWER = PIECES.join('');
const CLOSED = 'Connection closed';

export default checks('04-client', {
  'whole-answer': {
    mistakes: [
      COMMON[2],
      'first-chunk-only',
      'line-per-chunk',
      'last-chunk-only',
      'guessed-end',
      'empty-answer',
      'uninitialised',
      'commas',
      'spaces',
      'blanks',
      'never-hangs-up',
      'closed-too-soon',
      'unsaid-closed',
      'fails-always',
      'own-port',
    ],
    async run({ phase, listen, launch, demand }) {
      let client: ProgramUnderCheck | null = null;
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
          answers.length === 1 && lines.includes(`DATA: ${ANSWER}`),
          quoteLines([`DATA: ${ANSWER}`]),
          quoteLines(
            answers.length === 1 ? lines.filter((line) => line.startsWith('DATA:')) : lines,
          ),
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
  },

  refused: {
    mistakes: [
      COMMON[2],
      'crash-refused',
      'silent-error',
      'unnamed-error',
      'wrong-stream',
      'stack',
      'says-closed',
      'exit-zero',
      'own-port',
    ],
    async run({ phase, freePort, launch, demand, assume, tell }) {
      const port = await freePort();
      let client: ProgramUnderCheck | null = null;
      const { isOk } = await phase('refused', async () => {
        tell({ en: `no program listens on port ${port}`, zh: `端口 ${port} 上没有程序在监听` });
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
          zh: `这期间有程序开始在端口 ${port} 上监听了`,
        });

        const complaints = readComplaints(program);
        demand(
          complaints.length === 1 && /ECONNREFUSED/.test(complaints[0] ?? ''),
          {
            en: 'one line on stderr, with ECONNREFUSED',
            zh: 'stderr 上有一行，其中有 ECONNREFUSED',
          },
          hasCrashed(program)
            ? { en: 'an uncaught error, and its stack', zh: '未捕获的错误，连同调用栈' }
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
  },

  unanswered: {
    mistakes: [
      'empty-success',
      'empty-told',
      'empty-silent',
      'empty-answer',
      'empty-line',
      'half-answer',
      'silent-error',
      'says-refused',
    ],
    async run(tools) {
      return (await hangUp(tools)) ?? (await cutOff(tools));
    },
  },
});

/** Which mistake it is that spoils an answer. */
function nameMistake(client: ProgramUnderCheck, port: number) {
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
  if (answer.startsWith(PIECES.slice(0, 2).join(' '))) return 'spaces';
  if (answer !== ANSWER) return ANSWER.startsWith(answer) ? 'guessed-end' : null;
  if (!lines.includes(`DATA: ${ANSWER}`)) return 'blanks';
  if (!hasEnded(client)) return 'never-hangs-up';
  if (client.exit === null) return null;
  if (!lines.includes(CLOSED)) return 'unsaid-closed';
  if (lines.indexOf(CLOSED) < lines.findIndex((line) => line.startsWith('DATA:'))) {
    return 'closed-too-soon';
  }
  return client.exit.code === 0 ? null : 'fails-always';
}

/** Which mistake it is that spoils a refusal. */
function nameRefusal(client: ProgramUnderCheck, port: number) {
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
function hasEnded({ records }: ProgramUnderCheck): boolean {
  return records.some(({ kind, by }) => kind === 'destroy' || (kind === 'end' && by !== 'peer'));
}

/** Whether an error that nobody caught ended it. */
function hasCrashed(client: ProgramUnderCheck): boolean {
  return client.exit?.code !== 0 && client.lines('stderr').some((line) => /^Node\.js v/.test(line));
}

// Answers that never come: the server hangs up without a word, or is gone in the middle of one.
import {
  type Bilingual,
  type ProgramUnderCheck,
  quoteLines,
  type Tools,
} from '../../src/check/kit.ts';
import { PIECES, QUESTION, readAnswers, readComplaints, wentElsewhere } from './check-client.ts';

const FAILED: Bilingual = { en: 'exit code 1', zh: '退出码 1' };

/** A server that hangs up without a word: closed, and not answered. */
export async function hangUp({ phase, listen, launch, demand }: Tools) {
  let isSilent = false;
  let hasAnswer = false;
  let isEarly = false;
  let isElsewhere = () => false;
  const empty = await phase('empty', async () => {
    const server = await listen();
    const program = launch({ name: 'client', environment: { PORT: String(server.port) } });
    isElsewhere = () => wentElsewhere(program, server.port);
    const peer = await server.accept(program);
    await peer.expect(QUESTION);
    peer.end();
    const { code } = await program.untilExit();
    isSilent = readComplaints(program).length === 0;
    hasAnswer = readAnswers(program).length > 0;
    isEarly = answersEarly(program);
    demand(code === 1, FAILED, { en: `exit code ${code}`, zh: `退出码 ${code}` });
    demand(
      !isSilent,
      { en: 'a line on stderr, as no answer came', zh: '没有收到回复，stderr 上应有一行说明' },
      quoteLines([]),
    );
    demand(
      !hasAnswer,
      { en: 'no “DATA:” line, as no answer came', zh: '没有收到回复，不该有“DATA:”那一行' },
      quoteLines(program.lines('stdout')),
    );
  });
  if (empty.isOk || !empty.exit || isElsewhere()) return null;
  if (empty.exit.code === 0) return isSilent ? 'empty-success' : 'empty-told';
  if (isSilent) return 'empty-silent';
  if (!hasAnswer) return null;
  return isEarly ? 'empty-answer' : 'empty-line';
}

/** Whether it printed an answer before the other side had ended. */
function answersEarly({ records }: ProgramUnderCheck): boolean {
  const end = records.findIndex(({ kind, by }) => kind === 'end' && by === 'peer');
  return records.slice(0, end).some(({ text = '' }) => text.startsWith('DATA:'));
}

/** What a failure is called that is no refusal. */
const RESET: Bilingual = {
  en: 'a line on stderr with ECONNRESET',
  zh: 'stderr 上有一行，其中有 ECONNRESET',
};

/** An answer that is torn off by a reset: a failure, and none of those that look like a refusal. */
export async function cutOff({ phase, listen, launch, demand, assume }: Tools) {
  let mistake: 'says-refused' | 'half-answer' | 'silent-error' | null = null;
  await phase('reset', async () => {
    const server = await listen();
    const program = launch({ name: 'client', environment: { PORT: String(server.port) } });
    const peer = await server.accept(program);
    await peer.expect(QUESTION);
    await peer.writePieces(PIECES.slice(0, 1));
    peer.reset();
    const { code } = await program.untilExit();
    const complaints = readComplaints(program);
    const isTold = program.records.some((record) => record.code === 'ECONNRESET');
    demand(
      isTold || !program.records.some(({ kind, by }) => kind === 'destroy' && by === 'you'),
      { en: 'it waits for the rest of the answer', zh: '它等着收完回复' },
      { en: 'it hung up after the first piece', zh: '它收到第一段就挂断了' },
    );
    assume(isTold, { en: 'the reset did not arrive as one', zh: '发的是重置，到的时候却不是重置' });
    if (complaints.some((line) => line.includes('ECONNREFUSED'))) mistake = 'says-refused';
    else if (code === 0 && complaints.length === 0) {
      mistake = readAnswers(program).length > 0 ? 'half-answer' : 'silent-error';
    }
    demand(code === 1, FAILED, { en: `exit code ${code}`, zh: `退出码 ${code}` });
    demand(
      complaints.some((line) => line.includes('ECONNRESET')),
      RESET,
      quoteLines(complaints),
    );
  });
  return mistake;
}

// What a client says of its failures, and which mistake it is that it doesn't say so.
import {
  type Bilingual,
  describeExit,
  type ProgramUnderCheck,
  quoteLines,
  type Tools,
} from '../../src/check/kit.ts';
import { hasCrashed, listTried, nameAnswer, type Tried } from './check-names.ts';

export const REFUSED = 'ECONNREFUSED';
export const UNKNOWN = 'ENOTFOUND';
const EXIT_1: Bilingual = { en: 'exit code 1', zh: '退出码 1' };
const ANSWER: Bilingual = {
  en: `an error with the code ${UNKNOWN}, as the answer of lookup`,
  zh: `lookup 以一个 code 为 ${UNKNOWN} 的错误作答`,
};

/** The lines on standard error that say something. */
function readErrors(program: ProgramUnderCheck): string[] {
  return program.lines('stderr').filter((line) => line.trim() !== '');
}

/** Demands one line on standard error for each failure, and exit code 1. */
export async function demandErrors(
  { demand }: Tools,
  program: ProgramUnderCheck,
  failures: readonly { address?: string; code: string }[],
): Promise<void> {
  const exit = await program.untilExit();
  const lines = readErrors(program);
  const isTold = failures.every(({ address = '', code }) =>
    lines.some((line) => line.includes(address) && line.includes(code)),
  );
  const wanted = failures.map(({ address, code }) => (address ? `${address} … ${code}` : code));
  demand(isTold && lines.length === failures.length, quoteLines(wanted), quoteLines(lines));
  demand(exit.code === 1, EXIT_1, describeExit(exit));
}

/** Demands that its `lookup`, where Node asked one, gave an error with a code for a name without an address. */
export function demandAnswer({ demand }: Tools, program: ProgramUnderCheck): void {
  demand(!isUnanswered(program), ANSWER, { en: 'no answer', zh: '没有作答' });
  const codes = listOtherCodes(program);
  demand(codes.length === 0, ANSWER, {
    en: `an error with the code ${codes[0]}`,
    zh: `错误的 code 是 ${codes[0]}`,
  });
}

/** Whether Node asked for a name, and never got an answer. */
function isUnanswered({ records }: ProgramUnderCheck): boolean {
  return (
    records.some(({ kind }) => kind === 'connecting') &&
    !records.some(({ kind }) => kind === 'error')
  );
}

/** The codes of its answers that are not the one for an unknown name. */
function listOtherCodes({ records }: ProgramUnderCheck): string[] {
  return records.flatMap(({ kind, code }) =>
    kind === 'error' && code !== UNKNOWN ? [`${code ?? undefined}`] : [],
  );
}

/** Which mistake it is that leaves the failures of these addresses untold. */
export function nameReport({ program }: Tried, addresses: readonly string[], single: Tried) {
  if (!program) return null;
  const answer = nameAnswer(program);
  if (answer) return answer;
  if (hasCrashed(program)) return 'crash';
  const { exit } = program;
  if (!exit) return null;
  if (listTried(program, addresses).length < addresses.length) return 'one-address';
  const lines = readErrors(program);
  if (lines.length === 0) {
    if (program.lines('stdout').some((line) => line.includes(REFUSED))) return 'wrong-stream';
    const isOther = single.program !== null && single.program !== program;
    return isOther && readErrors(single.program as ProgramUnderCheck).length > 0
      ? 'empty-message'
      : 'silent-error';
  }
  if (lines.some((line) => /^\s+at /.test(line))) return 'stack';
  const named = addresses.filter((address) => lines.some((line) => line.includes(address)));
  if (named.length === 0) return 'unnamed-address';
  if (named.length < addresses.length) return 'one-failure';
  if (lines.length > addresses.length) return 'many-lines';
  return exit.code === 1 ? null : 'exit-code';
}

/** Which mistake `lookup` made that told Node no code for a name without an address; null where it made none. */
export function nameNoCode(program: ProgramUnderCheck) {
  const { exit } = program;
  if (!exit || hasCrashed(program) || readErrors(program).length === 0) return null;
  if (isUnanswered(program)) return 'never-answers';
  return listOtherCodes(program).length > 0 ? 'no-code' : null;
}

/** Which mistake it is that a name without an address meets with. */
export function nameUnknown({ program }: Tried) {
  if (!program?.exit) return null;
  const lines = readErrors(program);
  if (hasCrashed(program) || lines.length === 0) return 'silent-unknown';
  if (lines.some((line) => /^\s+at /.test(line))) return 'stack';
  const named = nameNoCode(program);
  if (named) return named;
  if (!lines.some((line) => line.includes(UNKNOWN))) return 'no-code';
  if (lines.length > 1) return 'many-lines';
  return program.exit.code === 1 ? null : 'exit-code';
}

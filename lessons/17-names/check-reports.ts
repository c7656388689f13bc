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

/** Which mistake it is that a name without an address meets with. */
export function nameUnknown({ program }: Tried) {
  if (!program?.exit) return null;
  const lines = readErrors(program);
  if (hasCrashed(program) || lines.length === 0) return 'silent-unknown';
  if (lines.some((line) => /^\s+at /.test(line))) return 'stack';
  if (!lines.some((line) => line.includes(UNKNOWN))) return 'no-code';
  if (lines.length > 1) return 'many-lines';
  return program.exit.code === 1 ? null : 'exit-code';
}

// The fences with a meaning that stand alone: code that is shown, a question, the learner's turn, the compiler's word.
import { lexMarkdown } from '../text/markdown.ts';
import type { Listing, Predict, PredictOption, Try, Types } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';
import { readListing } from './programs.ts';
import { readRunWords } from './run-fence.ts';

const OPTION = /^- \[([ xX])\] +(.+)$/;
const CHECKS = /^checks:(.*)$/;
const ID = /^[a-z0-9][a-z0-9-]*$/;
const DIAGNOSTIC = /^(.+)\((\d+),(\d+)\): error TS\d+: .+$/;

/** Whether an info string names a file to show: `ts server.ts#accept`, `ts solution/server.ts`. */
export function isListing(info: string): boolean {
  return /^ts\s+\S/.test(info);
}

/** The file and the region that the info string of a listing names; no region is the whole file. */
export function parseTarget(info: string): { file: string; region: string | null } {
  const [, target = ''] = info.split(/\s+/);
  const [file = '', region] = target.split('#', 2);
  return { file, region: region || null };
}

/** Reads a listing; a file or region that the lesson lacks is a problem. */
export function readListingFence({ line, info, body }: Fence, reader: Reader): Listing {
  const [lang = '', , ...more] = info.split(/\s+/);
  if (more.length > 0) blame(reader, line, (say) => say.listingOneFile());
  const target = parseTarget(info);
  const real = readListing(reader.programs, target, reader.path, line);
  if ('problem' in real) reader.problems.push(real.problem);
  return { kind: 'listing', line, info, ...target, lang, code: body.join('\n') };
}

/** Reads the question up to the first `- [ ]`, then the options; a reason is the indented text below one. */
export function readPredict({ line, info, body }: Fence, reader: Reader): Predict {
  const first = body.findIndex((text) => OPTION.test(text));
  const asked = body.slice(0, first === -1 ? undefined : first).join('\n');
  if (asked.trim() === '') blame(reader, line, (say) => say.predictNoQuestion());
  const options: PredictOption[] = [];
  const lines: number[] = [];
  for (const [index, text] of body.entries()) {
    if (first === -1 || index < first || text.trim() === '') continue;
    const here = line + 1 + index;
    const [, mark, answer = ''] = OPTION.exec(text) ?? [];
    const current = options.at(-1);
    if (mark !== undefined) {
      options.push({ text: answer.trim(), right: mark !== ' ', reason: '' });
      lines.push(here);
    } else if (current && /^\s/.test(text)) {
      current.reason = joinWords(current.reason, text.trim());
    } else {
      blame(reader, here, (say) => say.predictStray(text));
    }
  }
  if (options.length < 2) blame(reader, line, (say) => say.predictTooFew());
  if (!options.some(({ right }) => right)) blame(reader, line, (say) => say.predictNoRight());
  for (const [index, { text, reason }] of options.entries()) {
    if (reason === '') blame(reader, lines[index] ?? line, (say) => say.predictNoReason(text));
  }
  return { kind: 'predict', line, info, question: lexMarkdown(asked), options };
}

/** Joins two lines of a paragraph; between Chinese characters a line break is no space. */
function joinWords(before: string, after: string): string {
  if (before === '') return after;
  const isTight =
    /[\p{Script=Han}，。；：、！？）」』】》]$/u.test(before) &&
    /^[\p{Script=Han}（「『【《]/u.test(after);
  return isTight ? before + after : `${before} ${after}`;
}

/** Reads the text, whose last line is `checks: id, id`; `try server client=sleeper.ts` names what runs after a save. */
export function readTry(fence: Fence, reader: Reader): Try {
  const { line, info, body } = fence;
  const last = body.findLastIndex((text) => text.trim() !== '');
  const listed = CHECKS.exec(body[last] ?? '')?.[1];
  const checks = listed?.split(',').map((id) => id.trim()) ?? [];
  const lastLine = line + 1 + Math.max(last, 0);
  if (listed === undefined) blame(reader, lastLine, (say) => say.tryNoChecks());
  for (const id of checks) if (!ID.test(id)) blame(reader, lastLine, (say) => say.checkId(id));
  const text = body.slice(0, listed === undefined ? undefined : last).join('\n');
  if (text.trim() === '') blame(reader, line, (say) => say.tryEmpty());
  const run = info.trim() === 'try' ? null : readRunWords(fence, reader);
  return { kind: 'try', line, info, tokens: lexMarkdown(text.trimEnd()), checks, run };
}

/** Reads `types server.ts`; a line is `server.ts(LINE,COL): error TSNNNN: …`, its continuation is indented. */
export function readTypes({ line, info, body }: Fence, reader: Reader): Types {
  const [, file = '', ...more] = info.split(/\s+/);
  const { programs } = reader;
  if (file === '' || more.length > 0) blame(reader, line, (say) => say.typesOneFile());
  else if (programs.read(file) === null) {
    blame(reader, line, (say) => say.fileUnknown(file, programs.all));
  }
  const lines: string[] = [];
  for (const [index, text] of body.entries()) {
    if (text.trim() === '') continue;
    const isContinued = lines.length > 0 && /^ {2}/.test(text);
    if (DIAGNOSTIC.exec(text)?.[1] !== file && !isContinued) {
      blame(reader, line + 1 + index, (say) => say.typesLine(file));
    }
    lines.push(text.trimEnd());
  }
  if (lines.length === 0) blame(reader, line, (say) => say.typesEmpty());
  return { kind: 'types', line, info, file, lines };
}

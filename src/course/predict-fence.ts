// A `predict` fence: a question, and the options with their reasons.
import { lexMarkdown } from '../text/markdown.ts';
import type { Predict, PredictOption } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';

const OPTION = /^- \[([ xX])\] +(.+)$/;

/** Reads the question up to the first `- [ ]`, then the options; a reason is the indented text below one. */
export function readPredict(fence: Fence, reader: Reader): Predict {
  const first = fence.body.findIndex((text) => OPTION.test(text));
  const asked = fence.body.slice(0, first === -1 ? undefined : first).join('\n');
  if (asked.trim() === '') blame(reader, fence.line, (say) => say.predictNoQuestion());

  const options: (PredictOption & { line: number })[] = [];
  for (const [index, text] of fence.body.entries()) {
    if (first === -1 || index < first || text.trim() === '') continue;
    const line = fence.line + 1 + index;
    const option = OPTION.exec(text);
    if (option) {
      options.push({
        text: (option[2] as string).trim(),
        right: option[1] !== ' ',
        reason: '',
        line,
      });
    } else if (/^\s/.test(text)) {
      const current = options.at(-1) as PredictOption;
      current.reason = joinWords(current.reason, text.trim());
    } else {
      blame(reader, line, (say) => say.predictStray(text));
    }
  }

  if (options.length < 2) blame(reader, fence.line, (say) => say.predictTooFew());
  if (!options.some((option) => option.right)) {
    blame(reader, fence.line, (say) => say.predictNoRight());
  }
  for (const option of options) {
    if (option.reason === '') blame(reader, option.line, (say) => say.predictNoReason(option.text));
  }
  return {
    kind: 'predict',
    line: fence.line,
    info: fence.info,
    question: lexMarkdown(asked),
    options: options.map(({ text, right, reason }) => ({ text, right, reason })),
  };
}

/** Joins two lines of a paragraph; between Chinese characters a line break is no space. */
function joinWords(before: string, after: string): string {
  if (before === '') return after;
  const isTight =
    /[\p{Script=Han}，。；：、！？）」』】》]$/u.test(before) &&
    /^[\p{Script=Han}（「『【《]/u.test(after);
  return isTight ? before + after : `${before} ${after}`;
}

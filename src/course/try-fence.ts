// A `try` fence: the learner's turn, and the checks that decide whether it is done.
import { lexMarkdown } from '../text/markdown.ts';
import type { Try } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';
import { readRunWords } from './run-fence.ts';

const CHECKS = /^checks:(.*)$/;
const ID = /^[a-z0-9][a-z0-9-]*$/;

/** Reads the text, whose last line is `checks: id, id`; `try server client=sleeper.ts` names what runs after a save. */
export function readTry(fence: Fence, reader: Reader): Try {
  const last = fence.body.findLastIndex((text) => text.trim() !== '');
  const listed = CHECKS.exec(fence.body[last] ?? '')?.[1];
  const checks = (listed ?? '').split(',').map((id) => id.trim());
  const lastLine = fence.line + 1 + Math.max(last, 0);
  if (listed === undefined) {
    blame(reader, lastLine, (say) => say.tryNoChecks());
  } else {
    for (const id of checks) if (!ID.test(id)) blame(reader, lastLine, (say) => say.checkId(id));
  }
  const text = fence.body.slice(0, listed === undefined ? undefined : last).join('\n');
  if (text.trim() === '') blame(reader, fence.line, (say) => say.tryEmpty());
  return {
    kind: 'try',
    line: fence.line,
    info: fence.info,
    tokens: lexMarkdown(text.trimEnd()),
    checks: listed === undefined ? [] : checks,
    run: fence.info.trim() === 'try' ? null : readRunWords(fence, reader),
  };
}

// A `types` fence: what the TypeScript compiler says of a file.
import type { Types } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';

const DIAGNOSTIC = /^(.+)\((\d+),(\d+)\): error TS\d+: .+$/;

/** Reads `types server.ts`; a line is `server.ts(LINE,COL): error TSNNNN: …`, its continuation is indented. */
export function readTypes(fence: Fence, reader: Reader): Types {
  const [, file = '', ...more] = fence.info.split(/\s+/);
  const { programs } = reader;
  if (file === '' || more.length > 0) {
    blame(reader, fence.line, (say) => say.typesOneFile());
  } else if (programs.read(file) === null) {
    const known = [...programs.files, ...programs.solutions];
    blame(reader, fence.line, (say) => say.fileUnknown(file, known));
  }
  const lines: string[] = [];
  for (const [index, text] of fence.body.entries()) {
    if (text.trim() === '') continue;
    const named = DIAGNOSTIC.exec(text)?.[1];
    const isContinued = lines.length > 0 && /^ {2}/.test(text);
    if (named !== file && !isContinued) {
      blame(reader, fence.line + 1 + index, (say) => say.typesLine(file));
    }
    lines.push(text.trimEnd());
  }
  if (fence.body.every((text) => text.trim() === ''))
    blame(reader, fence.line, (say) => say.typesEmpty());
  return { kind: 'types', line: fence.line, info: fence.info, file, lines };
}

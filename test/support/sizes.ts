// How large files and functions may be, measured on the text that the formatter leaves.

/** How many lines a file may have. */
export const LINES_OF_A_FILE = 220;
/** How many lines a function may have, from its first to its last. */
export const LINES_OF_A_FUNCTION = 80;
/** How many files the commands may have. */
export const FILES_OF_COMMANDS = 40;

/** Every file and function that is too long, and a room with too many files; one line each. */
export function findOversize(sources: ReadonlyMap<string, string>): string[] {
  const files = [...sources];
  const commands = [...sources.keys()].filter((file) => file.startsWith('commands/')).length;
  return [
    ...files.flatMap(([file, source]) => judgeFile(file, source)),
    ...files.flatMap(([file, source]) => judgeFunctions(file, source.split('\n'))),
    ...(commands > FILES_OF_COMMANDS ? [`commands has ${commands} files`] : []),
  ];
}

function judgeFile(file: string, source: string): string[] {
  const lines = source.split('\n').length - 1;
  return lines > LINES_OF_A_FILE ? [`${file}: ${lines} lines`] : [];
}

/** The last line of a function's head: an arrow, or what follows the parameters, and a brace. */
const HEAD = /(?:=>|\)(?:: .+)?) \{$/;
const CONTROL = /^(?:\} )?(?:else )?(?:if|for|while|switch|catch|with)\b/;

function judgeFunctions(file: string, lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    if (!HEAD.test(line)) return [];
    const start = findStart(lines, index);
    const first = lines[start] ?? '';
    if (CONTROL.test(first.trimStart())) return [];
    const length = findEnd(lines, index) - start + 1;
    return length > LINES_OF_A_FUNCTION ? [`${file}:${start + 1}: ${length} lines in one`] : [];
  });
}

/** Where a head begins: its parameters may stand on lines of their own. */
function findStart(lines: readonly string[], index: number): number {
  const indent = indentOf(lines[index]);
  let start = index;
  while (start > 0 && (indentOf(lines[start]) > indent || /^\s*[)}\]]/.test(lines[start] ?? ''))) {
    start -= 1;
  }
  return start;
}

/** The line that closes a block: the next one that is indented as its first one. */
function findEnd(lines: readonly string[], index: number): number {
  const indent = indentOf(lines[index]);
  const isEnd = (line: string) => indentOf(line) === indent && line.trimStart().startsWith('}');
  const end = lines.findIndex((line, place) => place > index && isEnd(line));
  return end < 0 ? lines.length - 1 : end;
}

/** How far a line is indented; an empty one as far as can be. */
function indentOf(line = ''): number {
  const indent = line.search(/\S/);
  return indent < 0 ? Number.POSITIVE_INFINITY : indent;
}

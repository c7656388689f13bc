// Marks of regions in a program: `// #region name` … `// #endregion name`. They are for the prose, not for learners.

/** A mark: group 1 is `region` or `endregion`, group 2 the name. */
export const REGION_MARK = /^\s*\/\/\s*#(region|endregion)\b\s*(.*?)\s*$/;

/** A line of a program, and its number in the program with the marks, from 1. */
export interface UnmarkedLine {
  readonly text: string;
  readonly number: number;
}

/** The lines of a program that are no marks; of blank lines that meet where a mark was, one stays. */
export function listUnmarkedLines(program: string): UnmarkedLine[] {
  const kept: UnmarkedLine[] = [];
  let wasMark = false;
  for (const [index, text] of program.split('\n').entries()) {
    const isMark = REGION_MARK.test(text);
    const isSecondBlank: boolean = wasMark && text.trim() === '' && kept.at(-1)?.text.trim() === '';
    if (!isMark && !isSecondBlank) kept.push({ text, number: index + 1 });
    wasMark = isMark || (wasMark && isSecondBlank);
  }
  return kept;
}

/** A program without its marks, which learners don't need. */
export function dropRegionMarks(program: string): string {
  if (!program.includes('#region')) return program;
  return listUnmarkedLines(program)
    .map(({ text }) => text)
    .join('\n');
}

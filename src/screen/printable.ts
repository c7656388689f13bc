// A program's text made safe to print: controls are shown, tabs become blanks.
import { measureWidth } from '../text/width.ts';

export { showControls } from '../text/controls.ts';

const TAB_STOP = 8;

/** `text` with spaces in place of tabs; tab stops are 8 columns apart, the first at the text's beginning. */
export function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  const [first = '', ...others] = text.split('\t');
  return others.reduce((line, part) => {
    return line + ' '.repeat(TAB_STOP - (measureWidth(line) % TAB_STOP)) + part;
  }, first);
}

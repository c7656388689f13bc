// A horizontal bar of block characters, an eighth of a column exact.

const FULL = '█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar over `share` (0 to 1) of `columns`; what is more than nothing shows. */
export function renderBar(share: number, columns: number): string {
  const eighths = Math.round(share * columns * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return FULL.repeat(Math.floor(shown / 8)) + (EIGHTHS[shown % 8] ?? '');
}

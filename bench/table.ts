// The table of figures, as Markdown that is readable in a terminal too.
import { type Figure, median } from './figure.ts';

/** The measurements of one task; the first figure is ours. */
export interface Result {
  name: string;
  title: string;
  figures: Figure[];
}

const HEADER = ['what', 'who', 'median', 'min–max', 'ratio to ours', 'note'];

/** The table's lines; `ratio to ours` is a contestant's median divided by that of the first one in its row. */
export function renderTable(results: readonly Result[]): string[] {
  const rows = results.flatMap(({ title, figures }) =>
    figures.map((figure, index) => renderRow(index === 0 ? title : '', figure, figures[0])),
  );
  const widths = HEADER.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lay = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [lay(HEADER), lay(widths.map((width) => '-'.repeat(width))), ...rows.map(lay)];
}

function renderRow(title: string, figure: Figure, ours: Figure | undefined): string[] {
  const { who, unit, values, note = '' } = figure;
  const middle = median(values);
  const least = formatNumber(Math.min(...values));
  const most = formatNumber(Math.max(...values));
  const isComparable = ours && ours !== figure && ours.unit === unit && median(ours.values) > 0;
  const ratio = isComparable ? `${(middle / median(ours.values)).toFixed(2)}` : '';
  const range = values.length > 1 ? `${least}–${most}` : '';
  return [title, who, `${formatNumber(middle)} ${unit}`, range, ratio, note];
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 1;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

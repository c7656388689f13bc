// An amount over time as a picture: an area that keeps its height until the next point, with marks below the axis.
import { traceMessages } from '../../text/messages/trace.ts';
import { columnOf, renderAxis, type TimeSpan } from './axis.ts';
import { Canvas } from './canvas.ts';
import type { ChartOptions } from './options.ts';

/** How much there is from a moment on, in ms. */
export interface Point {
  at: number;
  amount: number;
}

/** What is drawn. */
export interface Steps {
  /** In order; the first and the last one are the ends of the axis. */
  points: readonly Point[];
  /** What fills the height; no less than any amount. */
  top: number;
  /** The rows of the picture; 8 unless given. */
  rows?: number;
  /** When a mark stands below the axis, in ms. */
  marks: readonly number[];
  /** How an amount is written beside the picture. */
  label(amount: number): string;
}

const ROWS = 8;
const EIGHTHS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const MARK = '↑';
/** A picture is readable without more columns than that. */
export const COLUMNS_AT_MOST = 100;
/** In a narrower terminal the picture needs the columns of its labels. */
const LABELLED = 40;

/** Draws it, no wider than the options say. */
export function drawSteps(
  { points, top, rows = ROWS, marks: times, label: write }: Steps,
  options: ChartOptions,
): string[] {
  const { style, language, origin = 0 } = options;
  const width = Math.min(options.width, COLUMNS_AT_MOST);
  const labels = [write(top), write(top / 2)];
  const hasLabels = width >= LABELLED;
  const margin = hasLabels ? Math.max(...labels.map(({ length }) => length)) + 2 : 1;
  const [from, to] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const span: TimeSpan = { from, to, columns: width - margin };
  const heights = findHeights(points, span);
  const lines = Array.from({ length: rows }, (_, index) => {
    const line = new Canvas(width, style);
    const row = rows - 1 - index;
    const label = index === 0 ? labels[0] : index === rows / 2 ? labels[1] : undefined;
    if (hasLabels && label !== undefined) {
      line.put(margin - 2 - label.length, label, style.dim);
    }
    line.put(margin - 1, hasLabels && label !== undefined ? '┤' : '│', style.dim);
    for (const [column, amount] of heights.entries()) {
      // Any amount above zero is visible.
      const eighths = amount > 0 ? Math.max(1, Math.round((amount / top) * rows * 8)) : 0;
      const glyph = EIGHTHS[Math.min(8, eighths - row * 8) - 1];
      if (glyph !== undefined) line.put(margin + column, glyph, style.cyan);
    }
    return line.toString();
  });
  const unit = traceMessages[language].milliseconds;
  const [axis = '', ticks = ''] = renderAxis(span, { margin, origin, unit, style });
  const marks = new Canvas(width, style);
  for (const at of times) marks.put(margin + columnOf(at, span), MARK);
  return [...lines, axis, ...(marks.isBlank() ? [] : [marks.toString()]), ticks];
}

/** At most `most` points: of neighbours the largest, and the first and the last of all. */
export function thin(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const size = Math.ceil((points.length - 2) / (most - 2));
  const kept: Point[] = [points[0] as Point];
  for (let index = 1; index < points.length - 1; index += size) {
    const part = points.slice(index, Math.min(index + size, points.length - 1));
    kept.push(part.reduce((best, point) => (point.amount > best.amount ? point : best)));
  }
  return [...kept, points.at(-1) as Point];
}

/** The largest amount in the time of each column. */
function findHeights(points: readonly Point[], span: TimeSpan): number[] {
  const heights = Array.from({ length: span.columns }, () => 0);
  for (const [index, { at, amount }] of points.entries()) {
    const next = points[index + 1];
    const from = columnOf(at, span);
    // The amount holds until the next point; a column that it only touches belongs to the next one.
    const to = next ? Math.max(from, columnOf(next.at, span) - 1) : from;
    for (let column = from; column <= to; column += 1) {
      heights[column] = Math.max(heights[column] ?? 0, amount);
    }
  }
  return heights;
}

// The axis of times below a picture, and how charts write times and sizes.

import type { Style } from '../style.ts';
import { Canvas } from './canvas.ts';

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB'] as const;
const STEP = 1024;

/** A span of time laid over columns. */
export interface TimeSpan {
  /** Milliseconds. */
  from: number;
  to: number;
  columns: number;
}

/** The column of a time, within the span. */
export function columnOf(at: number, { from, to, columns }: TimeSpan): number {
  if (to <= from) return 0;
  const column = Math.floor(((at - from) / (to - from)) * columns);
  return Math.max(0, Math.min(columns - 1, column));
}

/** A time in milliseconds as the rows show it: `42.4`. */
export function formatMs(ms: number): string {
  return ms.toFixed(1);
}

/** `18 bytes`, `64.0 KiB`, `60.3 MiB`. */
export function formatSize(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= STEP && unit < UNITS.length - 1) {
    amount /= STEP;
    unit += 1;
  }
  if (unit === 0) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${amount >= 100 || Number.isInteger(amount) ? amount.toFixed(0) : amount.toFixed(1)} ${UNITS[unit]}`;
}

/** The smallest power of two that is not below `bytes`. */
export function roundUp(bytes: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, bytes)));
}

/** The axis: a line with ticks, and the times below them. `margin` columns are left free before it. */
export function renderAxis(
  span: TimeSpan,
  { margin, origin, unit, style }: { margin: number; origin: number; unit: string; style: Style },
): string[] {
  const { from, to, columns } = span;
  const line = new Canvas(margin + columns, style);
  const labels = new Canvas(margin + columns + 1, style);
  line.put(margin - 1, '└', style.dim);
  line.fill(margin, margin + columns - 1, '─', style.dim);
  let free = 0;
  for (const at of chooseTicks(from - origin, to - origin, columns)) {
    const column = margin + columnOf(at + origin, span);
    // The first one shows the unit.
    const text = free === 0 ? `${formatTick(at)} ${unit}` : formatTick(at);
    const start = Math.min(column, margin + columns - text.length);
    if (start < free) continue;
    line.put(column, '┴', style.dim);
    labels.put(start, text, style.dim);
    free = start + text.length + 2;
  }
  return [line.toString(), labels.toString()];
}

/** Round times within a span, some twelve columns apart. */
function chooseTicks(from: number, to: number, columns: number): number[] {
  const wanted = (to - from) / Math.max(1, columns / 12);
  if (wanted <= 0) return [from];
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= wanted) ?? power;
  const ticks: number[] = [];
  for (let index = Math.ceil(from / step); index * step <= to; index += 1) ticks.push(index * step);
  return ticks;
}

function formatTick(ms: number): string {
  return String(Number(ms.toFixed(3)));
}

// A code frame: the place of a syntax error, with the code around it.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { showControls } from '../../text/controls.ts';
import { splitCells } from '../../text/width.ts';

/** A place in a file, as reported by the tool that found the error. */
export interface CodePlace {
  /** Absolute. */
  file: string;
  /** From 1. */
  line: number;
  /** From 0, in characters (UTF-16) of the line. */
  column: number;
  /** What is wrong there, in the tool's own words. */
  what: string;
}

/** The most columns of code in a frame. */
const FRAME_COLUMNS = 60;

// esbuild: `/home/ada/server.ts:5:37: ERROR: Expected ")" but found ";"`; the column counts bytes, from 0.
const ESBUILD = /^\s*(.+):(\d+):(\d+): ERROR: (.*)$/;
// V8: `file:///home/ada/server.mjs:1`, the line, a caret below it, then `SyntaxError: …`.
const V8_PLACE = /^(file:\/\/)?(\/.+|[A-Za-z]:\\.+):(\d+)$/;

/** The first syntax error in lines of stderr, of a file that can be read; null where there is none. */
export function findSyntaxError(stderr: readonly string[]): CodePlace | null {
  for (const text of stderr) {
    const [, file, line, bytes, what] = ESBUILD.exec(text) ?? [];
    if (!file || what === undefined) continue;
    const code = readLine(file, Number(line)) ?? '';
    const column = Buffer.from(code).subarray(0, Number(bytes)).toString().length;
    return { file, line: Number(line), column, what };
  }
  return findByV8(stderr);
}

function findByV8(stderr: readonly string[]): CodePlace | null {
  const error = stderr.findIndex((text) => text.startsWith('SyntaxError: '));
  for (let index = error - 1; index >= Math.max(0, error - 4); index -= 1) {
    const [, scheme, place = '', line] = V8_PLACE.exec(stderr[index] ?? '') ?? [];
    if (line === undefined) continue;
    const file = scheme ? decodeURI(place) : place;
    const column = Math.max(0, stderr[index + 2]?.indexOf('^') ?? 0);
    return { file, line: Number(line), column, what: stderr[error]?.slice(13) ?? '' };
  }
  return null;
}

/**
 * The frame of a place: where it is, the line before it, the line itself, and a caret below the very column,
 * however wide the characters before it are. Empty where the file can't be read.
 */
export function drawFrame(place: CodePlace, cwd: string): string[] {
  const code = readLine(place.file, place.line);
  if (code === null) return [];
  const before = place.line > 1 ? readLine(place.file, place.line - 1) : null;
  const gutter = String(place.line).length;
  const row = (number: string, text: string) => `${number.padStart(gutter)} │ ${text}`.trimEnd();
  const { text, caret } = cutAround(code, place.column);
  return [
    `${shorten(place.file, cwd)}:${place.line}:${place.column + 1}`,
    ...(before?.trim() ? [row(String(place.line - 1), cutAround(before, 0).text)] : []),
    row(String(place.line), text),
    row('', `${' '.repeat(caret)}^`),
  ];
}

/** A line cut to the frame's width around a column, and the columns in front of that place. */
function cutAround(code: string, column: number): { text: string; caret: number } {
  const cells = splitCells(clean(code));
  const target = countCells(clean(code.slice(0, column)));
  const width = (from: number, to: number) =>
    cells.slice(from, to).reduce((sum, cell) => sum + cell.width, 0);
  let from = 0;
  while (width(from, target) > FRAME_COLUMNS - 10) from += 1;
  let to = cells.length;
  while (to > target && width(from, to) > FRAME_COLUMNS) to -= 1;
  const lead = from > 0 ? '…' : '';
  const tail = to < cells.length ? '…' : '';
  const text = cells.slice(from, to).map((cell) => cell.text);
  return { text: `${lead}${text.join('')}${tail}`, caret: width(from, target) + lead.length };
}

function countCells(text: string): number {
  return splitCells(text).length;
}

/** Tabs become two blanks; control characters become visible. */
function clean(code: string): string {
  return showControls(code.replaceAll('\t', '  '));
}

function readLine(file: string, line: number): string | null {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[line - 1] ?? null;
  } catch {
    return null;
  }
}

function shorten(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return showControls(relative.startsWith('..') ? file : relative);
}

// The text of the last line: what Enter does, then as many keys as fit, then the progress.
import { renderProgress } from '../screen/progress.ts';
import type { Style } from '../screen/style.ts';
import type { Language } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth } from '../text/width.ts';
import type { Layout } from './blocks.ts';
import { describeEnter } from './enter.ts';
import type { Programs } from './programs.ts';
import type { Stand } from './standing.ts';

/** What goes on in a lesson, as far as the last line tells of it. */
export interface Activity {
  stand: Stand;
  programs: Pick<Programs, 'isBusy' | 'progress' | 'hasFailedStart' | 'running'>;
  /** What is being checked, or null. */
  examining: string | null;
  /** What there is to say to the key pressed last; often nothing. */
  remark: string;
  /** Where the learner is, such as `3/7`. */
  place: string;
}

/** What the last line shows. */
export interface LastLine {
  /** What Enter does. */
  enter: string;
  /** Shown instead of the keys, unless it is empty. */
  remark: string;
  /** The actors that run. */
  running: readonly string[];
  /** Where the learner is, such as `3/7`. */
  place: string;
}

/** What the last line leaves free, so that a terminal made a little narrower doesn't break it, in columns. */
const MARGIN = 4;
/** Below this many columns, none is left free. */
const NARROW = 60;

/** Composes the last line for a terminal of `columns`; it is never wider. */
export function composeLastLine(
  { enter, remark, running, place }: LastLine,
  { columns, style, language }: { columns: number; style: Style; language: Language },
): string {
  const right = [...running.map((actor) => `● ${actor}`), place].join('  ');
  const room = columns - (columns < NARROW ? 1 : MARGIN);
  const start = remark === '' ? enter : `${enter} · ${remark}`;
  let left = start;
  let plain = measureWidth(start);
  for (const [key, what] of remark === '' ? walkMessages[language].hints : []) {
    const width = measureWidth(` · ${key} ${what}`);
    if (plain + width + measureWidth(right) + 2 > room) break;
    left += `${style.dim(' · ')}${style.bold(key)} ${what}`;
    plain += width;
  }
  const gap = room - plain - measureWidth(right);
  return gap > 0 ? `${left}${' '.repeat(gap)}${style.dim(right)}` : left;
}

/** The last line of a lesson, no wider than the terminal. */
export function renderLastLine(activity: Activity, layout: Layout): string {
  const { programs, place } = activity;
  const { notStarted } = walkMessages[layout.language];
  const remark = activity.remark || (programs.hasFailedStart ? notStarted : '');
  const { running } = programs;
  return composeLastLine({ enter: describeNow(activity, layout), remark, place, running }, layout);
}

/** What Enter does, or why it does nothing now. */
function describeNow({ programs, examining, stand }: Activity, layout: Layout): string {
  const { columns, style, language } = layout;
  const { isBusy, progress } = programs;
  if (isBusy) {
    if (progress === null) return walkMessages[language].enter.busy;
    return renderProgress(progress.done, progress.all, Math.floor(columns / 2), style);
  }
  return examining === null ? describeEnter(stand, language) : describeExamining(examining, layout);
}

/** What is being checked, as far as there is room beside what Enter does. */
function describeExamining(status: string, { columns, language }: Layout): string {
  const { checkingNow, entersCallOff } = checkMessages[language];
  const whole = entersCallOff(status);
  return measureWidth(whole) < columns ? whole : entersCallOff(checkingNow);
}

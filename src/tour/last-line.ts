// The text of the last line: what Enter does, then as many keys as fit, then where the learner is; and the list of keys.

import type { RunProgram } from '../course/block.ts';
import type { Layout } from '../play/blocks.ts';
import { nameActors } from '../screen/actor-names.ts';
import { COLUMNS_NEEDED } from '../screen/column-plan.ts';
import { renderProgress } from '../screen/progress.ts';
import { isServer } from '../stage/run-state.ts';
import type { Key } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { checkMessages } from '../text/messages/check.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { measureWidth, padEnd } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import type { Programs } from './programs.ts';
import type { Stand } from './standing.ts';

/** What goes on in a lesson, as far as the last line tells of it. */
export interface Activity {
  stand: Stand;
  programs: Pick<Programs, 'isBusy' | 'progress' | 'hasFailedStart' | 'running'>;
  /** What is being checked, or null. */
  examining: string | null;
  /** What there is to say to the key pressed last, in place of the keys; often nothing. */
  remark: string;
  /** The keys that have nothing to do now, and would only say so. */
  idleKeys: ReadonlySet<Key>;
  /** How many rows of the run are not shown, because the step is about others. */
  folded: number;
  /** Where the learner is, such as `3/7`. */
  position: string;
}

/** What the last line leaves free, so that a terminal made a little narrower doesn't break it, in columns. */
const MARGIN = 4;
/** Below this many columns, none is left free. */
const NARROW = 60;
/** The width of a key's name in the list, with the blanks around it, in columns. */
const KEY_COLUMNS = 11;
/** However narrow the terminal is, the text beside it gets this many columns. */
const TEXT_AT_LEAST = 9;

/** The last line of a lesson, no wider than the terminal. */
export function renderLastLine(activity: Activity, layout: Layout): string {
  const { columns, style, language } = layout;
  const { programs, idleKeys, folded, position } = activity;
  const say = walkMessages[language];
  const remark = activity.remark || (programs.hasFailedStart ? say.notStarted : '');
  const right = [...programs.running.map((actor) => `● ${actor}`), position].join('  ');
  const room = columns - (columns < NARROW ? 1 : MARGIN);
  const enter = describeNow(activity, layout);
  let left = remark === '' ? enter : `${enter} · ${remark}`;
  let plain = measureWidth(left);
  const add = (text: string, dressed: string, beside: string) => {
    const width = measureWidth(` · ${text}`);
    if (plain + width + measureWidth(beside) > room) return false;
    left += style.dim(' · ') + dressed;
    plain += width;
    return true;
  };
  if (remark === '') {
    // What is not shown is more important than what runs.
    if (folded > 0) say.moreRows(folded).some((text) => add(text, text, ''));
    const keys = say.hints.filter(([key]) => !idleKeys.has(key));
    keys.every(([key, what]) => {
      return add(`${key} ${what}`, `${style.bold(key)} ${what}`, `  ${right}`);
    });
  }
  const gap = room - plain - measureWidth(right);
  return gap > 0 ? `${left}${' '.repeat(gap)}${style.dim(right)}` : left;
}

/** The lines that list the keys, and below them what rows mean. */
export function renderKeys(layout: Layout): string[] {
  const { columns, language } = layout;
  const say = walkMessages[language];
  // Windows has no jobs to stop.
  const keys = say.keys.filter(([key]) => key !== 'Ctrl-Z' || process.platform !== 'win32');
  // One lane draws no arrows.
  const rows = say.rows.filter(([mark]) => columns >= COLUMNS_NEEDED || !mark.includes('◀'));
  return [...renderTable(say.keysTitle, keys, layout), ...renderTable(say.rowsTitle, rows, layout)];
}

function renderTable(
  title: string,
  rows: readonly (readonly [string, string])[],
  { columns, style }: Layout,
): string[] {
  const lines = rows.flatMap(([key, what]) => {
    const [first = '', ...others] = wrapText(what, Math.max(TEXT_AT_LEAST, columns - KEY_COLUMNS));
    const lead = `  ${style.bold(padEnd(key, KEY_COLUMNS - 3))} `;
    return [lead + first, ...others.map((line) => ' '.repeat(KEY_COLUMNS) + line)];
  });
  return [style.bold(title), ...lines];
}

/** What Enter does, or why it does nothing now. */
function describeNow({ programs, examining, stand }: Activity, layout: Layout): string {
  const { columns, style, language } = layout;
  const { isBusy, progress } = programs;
  if (isBusy) {
    if (progress === null) return walkMessages[language].enter.busy;
    return renderProgress(progress.done, progress.all, Math.floor(columns / 2), style);
  }
  if (examining === null) return describeEnter(stand, language);
  const { checkingNow, entersCallOff } = checkMessages[language];
  const whole = entersCallOff(examining);
  return measureWidth(whole) < columns ? whole : entersCallOff(checkingNow);
}

export function describeEnter(stand: Stand, language: Language): string {
  const say = walkMessages[language];
  const { enter } = say;
  switch (stand.at) {
    case 'outcome':
      return enter.after;
    case 'more':
      return enter.next;
    case 'step':
      return enter.nextStep;
    case 'finish':
      return enter.finish;
    case 'run': {
      if (stand.options.times !== undefined) return enter.times(stand.options.times);
      const { programs } = stand;
      const nameOf = nameActors(
        programs.map(({ actor }) => actor),
        Object.fromEntries(programs.map(({ actor, file }) => [actor, file])),
      );
      const name = (list: readonly RunProgram[]) =>
        say.join(list.map(({ actor }) => say.actors[actor] ?? nameOf(actor)));
      const servers = programs.filter(({ actor }) => isServer(actor));
      const clients = programs.filter(({ actor }) => !isServer(actor));
      if (clients.length === 0) return enter.start(name(servers));
      // A client without a server has nobody to connect to, and over UDP nobody connects.
      if (!stand.isServed || clients.some(({ isDatagram }) => isDatagram))
        return enter.start(name(programs));
      if (servers.length > 0) return enter.startAll(name(servers), name(clients));
      return clients.length === 1 ? enter.connect : enter.connectAll(name(clients));
    }
    default:
      return enter.busy;
  }
}

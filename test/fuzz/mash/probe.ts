// Whether a tour answers once nobody mashes any more, and whether it can be left.
import { setTimeout as pause } from 'node:timers/promises';
import type { Tour } from '../../tour/in-terminal/tour.ts';
import { readShell } from './shell.ts';

/** How long a tour has to answer, and to end, in ms: an editor may be open, and a program may have to be killed. */
const ANSWER_MS = 30_000;
const END_MS = 30_000;
/** How long one key has, before another one is tried, in ms. */
const KEY_MS = 1500;
/** A key that comes sooner behind an Escape would be taken for the rest of its sequence, in ms. */
const ESCAPE_MS = 80;

/** Where the last word of the shell is looked for, in characters: keys that come too late are echoed behind it. */
const TAIL = 20_000;

/** Stands in the list of keys, and in no lesson. */
const LISTED = 'Ctrl-Z';
const MENU = /\? (Which lesson\?|选哪一课？) ›/;

/** Where the tour answered: in a lesson, or at the menu; `over` where it has ended. */
export type Place = 'lesson' | 'menu' | 'over';

/** Presses harmless keys until one is answered; null where none is. What is open is left by Escape first. */
export async function findAnswer(tour: Tour): Promise<Place | null> {
  const end = performance.now() + ANSWER_MS;
  while (performance.now() < end) {
    // Behind an Escape that was mashed last.
    await pause(ESCAPE_MS);
    const isMenu = MENU.test(tour.screen().join(''));
    const { length } = tour.output;
    tour.press(isMenu ? 'down' : '?');
    const isAnswered = () =>
      isMenu ? tour.output.length > length : tour.output.indexOf(LISTED, length) >= 0;
    const isSeen = await waitUntil(tour, isAnswered, KEY_MS);
    if (hasEnded(tour)) return 'over';
    if (isSeen) return isMenu ? 'menu' : 'lesson';
    await leaveWhatIsOpen(tour);
  }
  return null;
}

/** Presses `q`, and Escape before it where something was opened meanwhile; whether the tour has ended in time. */
export async function quit(tour: Tour): Promise<boolean> {
  const end = performance.now() + END_MS;
  while (!hasEnded(tour) && performance.now() < end) {
    tour.press('q');
    if (await waitUntil(tour, () => hasEnded(tour), KEY_MS * 2)) return true;
    await leaveWhatIsOpen(tour);
  }
  return hasEnded(tour);
}

/** Whether the shell has the terminal back for good. */
export function hasEnded(tour: Tour): boolean {
  return readShell(tour.output.slice(-TAIL)).isOver;
}

async function leaveWhatIsOpen(tour: Tour): Promise<void> {
  tour.press('escape');
  await pause(ESCAPE_MS);
}

/** Waits until something is so, or the tour has ended; whether it is so in time. */
async function waitUntil(tour: Tour, isSo: () => boolean, ms: number): Promise<boolean> {
  const what = 'an answer';
  await tour.waitFor(() => isSo() || hasEnded(tour), { what, ms }).catch(() => {});
  return isSo();
}

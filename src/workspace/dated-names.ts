// Dated names: for backups and for what was set aside, never one that exists.
import { lstatSync } from 'node:fs';

/** A moment in local time, fit for a file's name on every system: `2026-11-23T02-41-07`. */
export function nameByDate(moment: Date): string {
  const [year, ...rest] = [
    moment.getFullYear(),
    moment.getMonth() + 1,
    moment.getDate(),
    moment.getHours(),
    moment.getMinutes(),
    moment.getSeconds(),
  ];
  const [month, day, hours, minutes, seconds] = rest.map((part) => String(part).padStart(2, '0'));
  return `${year}-${month}-${day}T${hours}-${minutes}-${seconds}`;
}

/**
 * The first path at which nothing exists: `nameOf('')`, then `nameOf('-2')`, `nameOf('-3')`, …
 * Only safe under the workspace's lock.
 */
export function findFreePath(nameOf: (suffix: string) => string): string {
  for (let count = 1; ; count++) {
    const candidate = nameOf(count === 1 ? '' : `-${count}`);
    // A dangling link exists too, but existsSync follows links.
    if (!lstatSync(candidate, { throwIfNoEntry: false })) return candidate;
  }
}

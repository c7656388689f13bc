// The words of a sequence picture.
import { groupDigits } from '../../digits.ts';

/** In English. */
export const en = {
  title: (actors: readonly string[]) => `A run of ${actors.join(', ')}`,
  /** A silence, in a time with its unit. */
  gap: (time: string) => `${time} without an event`,
  /** Events that are not drawn, and how many there are of each kind. */
  left: (events: number, kinds: readonly (readonly [kind: string, events: number])[]) =>
    `${groupDigits(events)} more: ${kinds.map(([kind, count]) => `${groupDigits(count)} × ${kind}`).join(', ')}`,
  noForm: (file: string, endings: readonly string[]) =>
    `${file} can't be written: a run is saved as ${endings.join(', ')}, and the ending says which.`,
  notOurs: (file: string) =>
    `${file} exists, and the tour didn't write it, so it is left as it is. Name another file.`,
  notATrace: (file: string, line: number) =>
    `${file}, line ${line}, is no event of a run. A trace is what --save FILE.jsonl or --json has written.`,
  trouble: (file: string, code: string, message: string) => {
    const why: Record<string, string> = {
      ENOENT: 'there is no such file or folder',
      EACCES: 'there is no permission',
      EISDIR: 'it is a folder',
      ENOTDIR: 'a part of its path is no folder',
      ENOSPC: 'the disk is full',
      EROFS: 'the disk is read-only',
    };
    return `${file}: ${why[code] ?? message}.`;
  },
  tooLong: (events: number) =>
    `The run was too long to keep all of it: its last ${groupDigits(events)} events are not in the file.`,
  savedTo: (file: string) => `The run is saved in ${file}.`,
  noOperands: (operand: string) =>
    `--from shows a saved run; ${operand} is not started. Leave it out.`,
};

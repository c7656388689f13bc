// The tap's descriptors: a program may close one, and the next file that it opens gets its number.
import { fstatSync } from 'node:fs';

const claimed = new Map<number, string | undefined>();

/** Remembers what a descriptor is, before the program can do anything to it. */
export function claimDescriptor(fd: number): void {
  claimed.set(fd, identify(fd));
}

/** Whether a descriptor is still what it was when it was claimed. */
export function isOurDescriptor(fd: number): boolean {
  return identify(fd) === claimed.get(fd);
}

function identify(fd: number): string | undefined {
  try {
    const { dev, ino } = fstatSync(fd);
    return `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}

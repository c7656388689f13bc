// The terminal that a program shares with the tour: whether its keys are to be had, and what Ctrl-Z does.
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Program } from '../stage/program.ts';

/**
 * Whether a program may have the tour's standard input. Of a job in the background it may not: programs have a session
 * of their own, so that the system would not stop them, and they would take lines that are meant for the shell. Only
 * Linux tells; elsewhere the answer is yes.
 */
export function isInputOurs(): boolean {
  if (!isatty(0) || process.platform !== 'linux') return true;
  // proc(5): behind the name, in parentheses, the state, the parent, the group, the session, the terminal, and its group.
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const [, , group, , , owner] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return group === owner;
}

/** Has Ctrl-Z stop the programs with the tour, until both go on; the function returned ends that. */
export function stopWithTour(findPrograms: () => readonly Program[]): () => void {
  if (process.platform === 'win32') return () => {};
  const tell = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const program of findPrograms()) if (!program.exit) program.signal(name);
  };
  const stop = () => {
    tell('SIGSTOP');
    process.kill(process.pid, 'SIGSTOP');
  };
  const goOn = () => tell('SIGCONT');
  process.on('SIGTSTP', stop).on('SIGCONT', goOn);
  return () => void process.off('SIGTSTP', stop).off('SIGCONT', goOn);
}

// The shell around a mashed tour: it lets a stopped tour go on, and tells of the tour's end and the terminal's mode.
import type { TourOptions } from '../../tour/in-terminal/tour.ts';

// Ctrl-Z reaches what the shell starts while the tour is stopped, too. It is ignored from before the start on: a shell
// that is stopped between its start and a trap of its own would wait for ever. The tour had its signals before.
// At the end the shell becomes a program that waits, so that nothing the tour wrote last can get lost; nor does
// Ctrl-C drop what was written and not drawn yet, as it does outside of raw mode without noflsh.
const SCRIPT = `
set -m
stty noflsh
trap : INT QUIT
before=$(stty -g)
tell_mode() {
  after=$(stty -g)
  [ "$after" = "$before" ] || echo "shell: mode $after, not $before"
}
"$@"
code=$?
trap '' INT QUIT TSTP
while [ "$(kill -l $code 2>/dev/null)" = TSTP ]; do
  tell_mode
  sleep 0.2
  fg %1 >/dev/null
  code=$?
done
echo "shell: exit code $code"
tell_mode
echo "shell: over"
exec sleep 600
`;

/** Runs the tour as a job of a shell. */
export const UNDER_JOB_CONTROL: TourOptions = {
  wrap: (command) => ['/bin/sh', '-c', SCRIPT, 'sh', ...command],
};

/** What the shell has said. */
export interface ShellWord {
  /** The tour's exit code; null while it goes on. */
  exitCode: number | null;
  /** Whether all is said. */
  isOver: boolean;
  /** Modes of the terminal that were not as before, as `stty -g` tells them. */
  changedModes: string[];
}

/** Reads what the shell said from all that was written; keys that nobody had read may stand before each word. */
export function readShell(output: string): ShellWord {
  const [, code] = /shell: exit code (\d+)\r?\n/.exec(output) ?? [];
  return {
    exitCode: code === undefined ? null : Number(code),
    isOver: /shell: over\r?\n/.test(output),
    changedModes: [...output.matchAll(/shell: mode (.*, not .*?)\r?\n/g)].map(
      ([, mode = '']) => mode,
    ),
  };
}

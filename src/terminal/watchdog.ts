// The watchdog: a tiny process that restores the terminal when the tour is killed.
import { spawn } from 'node:child_process';

// Its standard input ends with the tour. It undoes what libuv's raw mode does; a shell that has
// taken over meanwhile wants signals from its keys (isig), and is left alone. The last line undoes
// what was asked of the terminal: marks around a paste, a hidden cursor.
const SCRIPT = `
trap '' HUP INT TERM
mode=
while read -r line; do mode=$line; done
[ "$mode" = raw ] || exit
case $(stty -a <&3 2>/dev/null) in *-isig*) ;; *) exit ;; esac
stty brkint icrnl ixon opost icanon echo iexten isig <&3
[ -z "$1" ] || printf '\\033[?2004l\\033[?25h' >&3
`;

/** Watches over the terminal's mode. */
export interface Watchdog {
  /** Says whether the terminal is in raw mode from now on. */
  tell(isRaw: boolean): void;
}

/** Starts the watchdog of the terminal on `descriptor`; `hasEscapes` says whether it may write any. */
export function openWatchdog(descriptor: number, hasEscapes: boolean): Watchdog {
  // Windows has neither sh nor stty, and its consoles reset themselves.
  if (process.platform === 'win32') return { tell: () => {} };
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', hasEscapes ? 'escapes' : ''], {
    stdio: ['pipe', 'ignore', 'ignore', descriptor],
    // A signal that ends the terminal's programs must not end this one before its work is done.
    detached: true,
    cwd: '/',
  });
  child.on('error', () => {});
  child.stdin?.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return {
    tell: (isRaw) => void child.stdin?.write(isRaw ? 'raw\n' : 'cooked\n'),
  };
}

// The guard: a tiny process that outlives the runner by a moment and ends the programs left behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';

/** How long a group may take to end by itself once the runner is gone, where it was promised that time, in s. */
const GRACE_S = 5;

// It reads `+ PID`, `~ PID`, `- PID` and `d FOLDER`; at the end of its input (the runner is gone, for whatever reason)
// it kills the groups that are left, removes the folders, and looks after the groups that may end by themselves.
// Signals sent to the terminal's group must not end it first.
const SCRIPT = `
trap '' HUP INT TERM
pids=
late=
set --
without() { rest=; for p in $1; do [ "$p" = "$2" ] || rest="$rest $p"; done; }
while read -r sign pid; do
  case $sign in
    +) pids="$pids $pid" ;;
    '~') late="$late $pid" ;;
    d) set -- "$@" "$pid" ;;
    -) without "$pids" "$pid"; pids=$rest; without "$late" "$pid"; late=$rest ;;
  esac
done
for p in $pids; do kill -KILL "-$p" 2>/dev/null; done
for d in "$@"; do rm -rf -- "$d"; done
second=0
while [ $second -lt ${GRACE_S} ]; do
  for p in $late; do kill -0 "-$p" 2>/dev/null || { without "$late" "$p"; late=$rest; }; done
  [ -n "$late" ] || break
  sleep 1
  second=$((second + 1))
done
for p in $late; do kill -KILL "-$p" 2>/dev/null; done
`;

let guard: ChildProcess | null = null;
const folders: string[] = [];

/** Starts the guard where there is none; must be called before a group is started that the guard should know. */
export function openGuard(): void {
  // Windows has neither sh nor process groups; there the runner's own exit handler has to do.
  if (process.platform === 'win32') return;
  if (guard?.pid !== undefined && guard.exitCode === null && guard.signalCode === null) return;
  guard = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  guard.on('error', () => {});
  guard.unref();
  // If the system is out of descriptors, there is no stream.
  (guard.stdin as unknown as { unref(): void } | undefined)?.unref();
  guard.stdin?.on('error', () => {});
  for (const folder of folders) guard.stdin?.write(`d ${folder}\n`);
}

/**
 * Makes a folder with mode 700 whose path begins with `prefix`, absolute, whatever others have put there; the guard
 * removes it if the runner ends without having done so. Throws the system's error where it can't be made.
 */
export function makeGuardedFolder(prefix: string): string {
  // First, because starting it takes a while: a runner that was killed meanwhile would leave the folder behind.
  openGuard();
  const folder = mkdtempSync(prefix);
  // The guard reads one command a line.
  if (folder.includes('\n')) return folder;
  folders.push(folder);
  guard?.stdin?.write(`d ${folder}\n`);
  return folder;
}

/**
 * Lets the guard kill the process group led by `pid` if the runner ends without stopping it: at once, or where it
 * `endsItself`, after it had 5 s to do so and to clean up.
 */
export function guardGroup(pid: number, endsItself: boolean = false): void {
  guard?.stdin?.write(`${endsItself ? '~' : '+'} ${pid}\n`);
}

/** Sends a signal to the group that `leader` leads, where anything of it is left. */
export function signalGroup(leader: ChildProcess, name: NodeJS.Signals): void {
  if (leader.pid === undefined) return;
  try {
    if (process.platform === 'win32') leader.kill(name);
    else process.kill(-leader.pid, name);
  } catch {
    // The group is empty already.
  }
}

/** Kills what is left of the group that `leader` leads, and forgets it once the leader has ended. */
export function killGroup(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  signalGroup(leader, 'SIGKILL');
  if (leader.exitCode === null && leader.signalCode === null) return;
  guard?.stdin?.write(`- ${leader.pid}\n`);
}

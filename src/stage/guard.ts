// The guard: a tiny process that outlives the runner by a moment and ends what it left behind.
import { type ChildProcess, spawn } from 'node:child_process';

// It reads `+ PID` and `- PID`; at the end of its input (the runner is gone, however it went) it
// kills the groups that are left. Signals sent to the terminal's group must not end it first.
const SCRIPT = `
trap '' HUP INT TERM
pids=
while read -r sign pid; do
  case $sign in
    +) pids="$pids $pid" ;;
    -) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
  esac
done
for p in $pids; do kill -KILL "-$p" 2>/dev/null; done
`;

let guard: ChildProcess | null = null;

/** Starts the guard where there is none; to be called before a group is started that it is to know. */
export function openGuard(): void {
  // Windows has neither sh nor process groups; there the runner's own exit handler must do.
  if (process.platform === 'win32') return;
  if (guard?.pid !== undefined && guard.exitCode === null && guard.signalCode === null) return;
  guard = spawn('/bin/sh', ['-c', SCRIPT], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  guard.on('error', () => {});
  guard.unref();
  // Where the system had no descriptors left, there is no stream.
  (guard.stdin as unknown as { unref(): void } | undefined)?.unref();
  guard.stdin?.on('error', () => {});
}

/** Says that the process group led by `pid` is to be killed when the runner ends without stopping it. */
export function guardGroup(pid: number): void {
  guard?.stdin?.write(`+ ${pid}\n`);
}

/** Kills what is left of the group that `leader` leads, and forgets it once the leader has ended. */
export function killGroup(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  try {
    if (process.platform === 'win32') leader.kill('SIGKILL');
    else process.kill(-leader.pid, 'SIGKILL');
  } catch {
    // The group is empty already.
  }
  if (leader.exitCode === null && leader.signalCode === null) return;
  guard?.stdin?.write(`- ${leader.pid}\n`);
}

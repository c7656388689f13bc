// A load on the machine, to see whether verdicts hold when programs have to wait for the CPU.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** How many processes make the load. */
const PROCESSES = 2;

/** Keeps the cores busy, at low priority, until the returned function is called. */
export function loadCpu(): () => void {
  const children = Array.from({ length: PROCESSES }, () => {
    // The load ends with this process's pipe, so none is left after a kill.
    const script =
      'process.stdin.on("end", () => process.exit()).resume(); const press = () => { const end = Date.now() + 20; while (Date.now() < end); setImmediate(press); }; press();';
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'] });
    if (child.pid !== undefined) setPriority(child.pid, 10);
    return child;
  });
  return () => {
    for (const child of children) child.kill('SIGKILL');
  };
}

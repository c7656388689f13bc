// A load on the machine, to see whether verdicts hold when programs have to wait for their turn.
import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';

/** How many processes press. */
const PROCESSES = 2;

/** Keeps the cores busy, politely, until the function returned is called. */
export function loadCpu(): () => void {
  const children = Array.from({ length: PROCESSES }, () => {
    // It ends with this process's pipe, so that nothing presses on after a kill.
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

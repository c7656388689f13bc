// What a shell says of a program that SIGTERM has ended.
import { spawnSync } from 'node:child_process';

if (process.platform !== 'win32') {
  const code = "process.kill(process.pid, 'SIGTERM')";
  const { stdout } = spawnSync(
    'sh',
    ['-c', `"$NODE" -e "${code}"; echo $?`],
    { env: { ...process.env, NODE: process.execPath } },
  );
  console.log(`status: ${String(stdout).trim()}`);
}

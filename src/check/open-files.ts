// Which files a process has open, as the system reports it.
import { execFile } from 'node:child_process';
import { readdir, readlink } from 'node:fs/promises';

/** How long the system may take to answer, in ms. */
const ASK_MS = 5000;

/**
 * The paths of the files that a process has open, one for each descriptor, or null where the system doesn't say:
 * Linux does in `/proc`, macOS by `lsof`, Windows not at all.
 */
export async function listOpenFiles(pid: number): Promise<string[] | null> {
  return process.platform === 'linux' ? readDescriptors(pid) : askLsof(pid);
}

async function readDescriptors(pid: number): Promise<string[] | null> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => null);
  if (!names) return null;
  // A descriptor that is closed meanwhile is not open.
  const paths = await Promise.all(
    names.map((name) => readlink(`${folder}/${name}`).catch(() => '')),
  );
  return paths.filter((path) => path !== '');
}

function askLsof(pid: number): Promise<string[] | null> {
  if (process.platform === 'win32') return Promise.resolve(null);
  return new Promise((resolve) => {
    execFile('lsof', ['-p', String(pid), '-Fn'], { timeout: ASK_MS }, (error, stdout) => {
      const lines = stdout.split('\n');
      const names = lines.flatMap((line) => (line.startsWith('n') ? [line.slice(1)] : []));
      resolve(error && names.length === 0 ? null : names);
    });
  });
}

// How much memory a process holds, as the system reports it.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** How long the system may take to answer, in ms. */
const ASK_MS = 5000;
const KIB = 1024;

/**
 * The bytes of memory that a process holds at the moment, or null where the system doesn't say: Linux does in
 * `/proc`, macOS by `ps`, Windows not at all.
 */
export async function readMemory(pid: number): Promise<number | null> {
  const text = process.platform === 'linux' ? await readStatus(pid) : await askPs(pid);
  const [kibibytes] = /\d+/.exec(text) ?? [];
  return kibibytes === undefined ? null : Number(kibibytes) * KIB;
}

async function readStatus(pid: number): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  // Without the files that are mapped: those belong to Node itself.
  return /^RssAnon:.*$/m.exec(status)?.[0] ?? '';
}

function askPs(pid: number): Promise<string> {
  if (process.platform === 'win32') return Promise.resolve('');
  return new Promise((resolve) => {
    const options = { timeout: ASK_MS };
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], options, (_error, stdout) => resolve(stdout));
  });
}

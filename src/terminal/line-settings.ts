// The terminal's line settings (echo, canonical mode and the like), for whoever lends it to a program of its own.
import { spawnSync } from 'node:child_process';

/** How long `stty` may take, in ms; one that has not the terminal's foreground is stopped by the system. */
const STTY_MS = 2000;

/**
 * Notes the line settings of the terminal on `descriptor`; the function returned puts them back where they have
 * changed. An editor that was killed leaves its own, and Node would take those for what it found.
 */
export function keepLineSettings(descriptor: number): () => void {
  const before = stty(descriptor, '-g');
  return () => {
    if (before !== null && stty(descriptor, '-g') !== before) stty(descriptor, before);
  };
}

/** What `stty` prints; null where there is none (Windows), or the terminal is gone. */
function stty(descriptor: number, word: string): string | null {
  const { status, stdout } = spawnSync('stty', [word], {
    stdio: [descriptor, 'pipe', 'ignore'],
    encoding: 'utf8',
    timeout: STTY_MS,
    killSignal: 'SIGKILL',
  });
  return status === 0 ? stdout.trim() : null;
}

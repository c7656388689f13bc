// Opens an address in the browser of the person, where there is one.
import { spawn } from 'node:child_process';

/** How long a program that opens addresses may take to fail, in ms. */
const FAILS_WITHIN_MS = 3000;

/** The command that opens an address; null where there is no screen to open it on. */
export function chooseOpener(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): [string, ...string[]] | null {
  if (platform === 'darwin') return ['open'];
  // Not `start`, which is a word of a shell: a shell would read an address as more than that.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY } = environment;
  if (BROWSER) return [BROWSER];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** Opens an address; resolves to whether that seems to have worked. Never throws. */
export function openAddress(
  [command, ...words]: [string, ...string[]],
  address: string,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, [...words, address], { stdio: 'ignore', detached: true });
    // A browser may be that program itself, and stays.
    const timer = setTimeout(() => resolve(true), FAILS_WITHIN_MS);
    const settle = (isOpen: boolean) => {
      clearTimeout(timer);
      resolve(isOpen);
    };
    child.on('error', () => settle(false));
    child.on('exit', (code) => settle(code === 0));
    child.unref();
  });
}

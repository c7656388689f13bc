// What the path of a UNIX socket tells: one that was meant to be an address, and one that is too long.
import { isIP } from 'node:net';

/** A path that was meant to be a host and a port. The trace tells one with `./` before it. */
const LIKE_ADDRESS = /^(?:\.\/)?([\w.-]*):(\d+)$/;

/** Whether a path was meant to be a host and a port. */
export function isLikeAddress(path: string): boolean {
  return LIKE_ADDRESS.test(path) && !isIP(path.slice(0, path.lastIndexOf(':')));
}

/** Such a path, and the host and the port that were meant. */
export function takeApart(path: string): [path: string, host: string, port: string] {
  const [, host = '', port = ''] = LIKE_ADDRESS.exec(path) ?? [];
  return [path.replace(/^\.\//, ''), host || '127.0.0.1', port];
}

/** Linux's sun_path holds 108 bytes (unix(7)), and the zero at the end may be missing; macOS's holds 104. */
const PATH_BYTES = process.platform === 'darwin' ? 103 : 108;

/** Whether a path is longer than the system takes for a socket. */
export function isTooLong(path: string): boolean {
  return Buffer.byteLength(path) > PATH_BYTES;
}

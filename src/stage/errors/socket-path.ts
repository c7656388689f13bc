// What the path of a UNIX socket tells: one that was meant to be an address, and one that is too long.
import { isIP } from 'node:net';
import { LOOPBACKS } from '../address.ts';

/** A path that was meant to be a host and a port. */
const LIKE_ADDRESS = /^([\w.-]*):(\d+)$/;

type Mistake = [path: string, host: string, port: string, reached: string];

/** Of a text that is known to be a path, as it is or with `./` before it: the path, and the host and the port that were meant, and the host by which that is reached; null where it was meant as a path. */
export function readMistake(path: string): Mistake | null {
  const name = path.replace(/^\.\//, '');
  const [, host, port] = LIKE_ADDRESS.exec(name) ?? [];
  const isHost = isIP(name) > 0 || name === 'localhost';
  if (port === undefined && !isHost) return null;
  const meant = (port === undefined ? name : host) || '127.0.0.1';
  return [name, meant, port ?? '', LOOPBACKS[meant] ?? meant];
}

/** Linux's sun_path holds 108 bytes (unix(7)), and the zero at the end may be missing; macOS's holds 104. */
const PATH_BYTES = process.platform === 'darwin' ? 103 : 108;

/** Whether a path is longer than the system takes for a socket. */
export function isTooLong(path: string): boolean {
  return Buffer.byteLength(path) > PATH_BYTES;
}

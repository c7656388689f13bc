// Where the programs of this lesson meet.
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const HOST = process.env.HOST ?? '127.0.0.1';
export const PORT = Number(process.env.PORT ?? 6969);

const name = `three-sockets-${PORT}.sock`;
// Windows keeps such paths in a place of their own.
const folder = process.platform === 'win32' ? '\\\\.\\pipe' : tmpdir();

export const SOCKET_PATH = process.env.SOCKET_PATH ?? join(folder, name);

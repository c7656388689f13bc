// Reads a socket line by line.
import type net from 'node:net';

/** Calls back with each line, without its newline. */
export function readLines(
  socket: net.Socket,
  onLine: (line: string) => void,
) {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

// Asks the backend.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';

// #region ask
/** Asks a server for its answer to a line: a line, too. */
export function ask(port: number, line: string) {
  return new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, HOST);
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      answer += text;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
    socket.write(`${line}\n`, playOperator);
  });
}

/** In place of an operator, where `STOP` is set. */
function playOperator() {
  if (process.env.STOP)
    process.kill(process.pid, 'SIGTERM');
}
// #endregion ask

// A client that comes back at once, a hundred times.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const TRIES = 100;
let tries = 0;
const start = performance.now();

// #region at-once
function visit() {
  tries += 1;
  const socket = net.connect(PORT, HOST);
  let code: string | undefined;
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code;
  });
  socket.on('close', () => {
    if (tries < TRIES) return visit();
    const ms = Math.round(performance.now() - start);
    console.log(`${tries} times ${code} in ${ms} ms`);
  });
}
// #endregion at-once

visit();

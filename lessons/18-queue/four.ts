// Four clients, while the server is busy with another.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const first = net.connect(PORT, HOST);
first.on('error', (error) => console.log(error.message));
first.once('data', () => {
  for (let number = 1; number <= 4; number += 1) {
    come(number);
  }
});

// #region come
function come(number: number) {
  const start = performance.now();
  const tell = (what: string) => {
    const ms = Math.round(performance.now() - start);
    console.log(`${number}: ${what} after ${ms} ms`);
  };
  const socket = net.connect(PORT, HOST);
  socket.on('connect', () => tell('connected'));
  socket.on('data', (chunk) => tell(`${chunk}`.trim()));
  socket.on('error', (error: NodeJS.ErrnoException) =>
    tell(`${error.code}`),
  );
}
// #endregion come

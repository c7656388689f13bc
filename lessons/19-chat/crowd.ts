// A hundred members come in, and the first one says a line.
import { once } from 'node:events';
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const COUNT = Number(process.env.COUNT ?? 100);

let heard = 0;
let expected = 0;
let wake = () => {};

/** Waits until so many lines have been heard in all. */
async function hear(lines: number) {
  expected = lines;
  const all = new Promise<void>((done) => {
    wake = done;
  });
  if (heard < expected) await all;
}

// #region crowd
function join(name: string) {
  const socket = net.connect(PORT, HOST);
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, () => {
    heard += 1;
    if (heard === expected) wake();
  });
  socket.write(`${name}\n`);
  return socket;
}

const sockets = Array.from({ length: COUNT }, (_, at) =>
  join(`member ${at}`),
);
// #endregion crowd

const lines = (COUNT * (COUNT - 1)) / 2;
await hear(lines);
console.log(`${COUNT} members have heard ${heard} lines`);

const start = performance.now();
sockets[0]?.write('hello\n');
await hear(lines + COUNT - 1);
const ms = Math.round(performance.now() - start);
console.log(`a line reaches all of them in ${ms} ms`);

// One after the other, so that none is told of others that
// have gone with it.
for (const socket of sockets) {
  socket.end();
  await once(socket, 'close');
}

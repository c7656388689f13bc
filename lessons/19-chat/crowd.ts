// A hundred members come in, one after the other, and the
// first one says a line.
import net from 'node:net';
import { readLines } from './lines.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const COUNT = Number(process.env.COUNT ?? 100);

const sockets: net.Socket[] = [];
let heard = 0;
let expected = 0;
let wake = () => {};

// #region crowd
function join(name: string) {
  const socket = net.connect(PORT, HOST);
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, () => {
    heard += 1;
    if (heard === expected) wake();
  });
  socket.write(`${name}\n`);
  sockets.push(socket);
}

for (let number = 1; number <= COUNT; number += 1) {
  await hears(number - 1, () => join(`member ${number}`));
}
// #endregion crowd
console.log(`${COUNT} members, ${heard} lines`);

/** Does it, and waits until so many lines are heard. */
async function hears(lines: number, act: () => void) {
  expected += lines;
  const all = new Promise<void>((done) => {
    wake = done;
  });
  act();
  if (heard < expected) await all;
}

const start = performance.now();
await hears(COUNT - 1, () => sockets[0]?.write('hello\n'));
const ms = Math.round(performance.now() - start);
console.log(`a line reaches all of them in ${ms} ms`);

for (const socket of sockets) socket.destroy();

// Three members: ann speaks, sue reads nothing, cy reads.
import { once } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const LINES = 200;
const LINE = `${'x'.repeat(2 ** 16 - 1)}\n`;
/** After so long a silence, in ms, cy gives up. */
const SILENCE = 2000;

async function join() {
  const socket = net.connect(PORT, HOST);
  socket.on('error', (error) => console.log(error.message));
  await once(socket, 'data');
  return socket;
}

// #region slow
const ann = await join();
const sue = await join();
sue.pause();
const cy = await join();

let said = 0;
function say() {
  said += 1;
  ann.write(LINE);
}

let bytes = 0;
cy.on('data', (chunk) => {
  bytes += chunk.length;
  if (bytes === said * LINE.length) cy.emit('heard');
});
// #endregion slow

function tell() {
  const lines = Math.floor(bytes / LINE.length);
  console.log(`cy has heard ${lines} of ${said} lines`);
}

try {
  while (said < LINES) {
    const heard = once(cy, 'heard', {
      signal: AbortSignal.timeout(SILENCE),
    });
    say();
    await heard;
  }
} catch {
  // Nothing has come for so long.
}
tell();

console.log('sue wakes up');
let read = 0;
sue.on('data', (chunk) => {
  read += chunk.length;
  if (read === said * LINE.length) sue.emit('heard');
});
sue.resume();
await once(sue, 'heard');
if (bytes < said * LINE.length) await once(cy, 'heard');
tell();

for (const each of [ann, sue, cy]) each.end();

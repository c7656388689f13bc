// Sends pieces one by one, hangs up, prints every answer.
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

export async function talk(...pieces: Buffer[]) {
  const socket = net.connect({
    port: PORT,
    host: HOST,
    noDelay: true,
  });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', (error) => console.log(error.message));
  socket.on('close', () => {
    printFrames(Buffer.concat(chunks));
    console.log('Connection closed');
  });

  for (const piece of pieces) {
    socket.write(piece);
    // Long enough for the server to read this one alone.
    if (piece !== pieces.at(-1)) await wait(200);
    if (!socket.writable) return;
  }
  socket.end();
}

// Easy, for all of it is here already.
function printFrames(bytes: Buffer) {
  if (bytes.length === 0) return;
  const length = bytes.readUInt32BE(0);
  const body = bytes.subarray(4, 4 + length);
  console.log(`ANSWER of ${length} bytes: ${body}`);
  printFrames(bytes.subarray(4 + length));
}

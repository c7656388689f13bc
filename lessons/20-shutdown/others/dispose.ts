// Waits for the signal, and disposes of the server.
import { once } from 'node:events';
import net from 'node:net';
import readline from 'node:readline';

const {
  HOST = '127.0.0.1',
  PORT = '6969',
  UPSTREAM = '7000',
  GRACE = '5000',
} = process.env;
const asked = new Map<net.Socket, number>();

const server = net.createServer((socket) => {
  asked.set(socket, 0);
  socket.on('close', () => asked.delete(socket));
  socket.on('error', (error) => console.log(error.message));
  const lines = readline.createInterface(socket);
  lines.on('error', () => lines.close());
  lines.on('line', (line) => {
    if (server.listening) void answer(socket, line);
  });
});

async function answer(socket: net.Socket, line: string) {
  add(socket, 1);
  try {
    socket.write(await ask(line));
  } catch {
    socket.destroy();
  }
  if (add(socket, -1) === 0 && !server.listening)
    socket.end();
}

function add(socket: net.Socket, change: number) {
  const count = (asked.get(socket) ?? 0) + change;
  if (asked.has(socket)) asked.set(socket, count);
  return count;
}

async function ask(line: string) {
  const backend = net.connect(Number(UPSTREAM), HOST);
  backend.on('error', (error) =>
    console.log(error.message),
  );
  backend.write(`${line}\n`);
  let answer = '';
  for await (const chunk of backend) answer += chunk;
  return answer;
}

server.listen(Number(PORT), HOST);

await once(process, 'SIGTERM');
const late = AbortSignal.timeout(Number(GRACE));
late.addEventListener('abort', () => process.exit(1));
const closed = server[Symbol.asyncDispose]();
for (const [socket, count] of asked)
  if (count === 0) socket.end();
await closed;

// Four clients, and two of them leave.
import { once } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function ask(socket: net.Socket, line: string) {
  socket.write(`${line}\n`);
  const [answer] = await once(socket, 'data');
  console.log(`${line}: ${String(answer).trim()}`);
}

async function join(name: string) {
  const socket = net.connect(PORT, HOST);
  socket.on('error', (error) => console.log(error.message));
  await ask(socket, `NAME ${name}`);
  return socket;
}

const ann = await join('ann');
const bob = await join('bob');
const cy = await join('cy');

bob.end();
await once(bob, 'close');

cy.resetAndDestroy();

const dan = await join('dan');
await ask(dan, 'WHO');

ann.end();
dan.end();

// Wrong: no blank at all.
import net from 'node:net';
import { text } from 'node:stream/consumers';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const socket = net.connect({ host: HOST, port: PORT });
try {
  socket.once('connect', () =>
    console.log(`CONNECTED TO: ${HOST}:${PORT}`),
  );
  socket.write('I am Chuck Norris!');
  const answer = await text(socket);
  if (!answer) throw new Error('empty');
  console.log('DATA:' + answer);
  console.log('Connection closed');
} catch (e) {
  console.error((e as NodeJS.ErrnoException).code ?? e);
  process.exit(1);
}

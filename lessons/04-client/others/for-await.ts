// One loop for the answer, one catch for the rest.
import { once } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

try {
  const client = net.connect(PORT, HOST);
  await once(client, 'connect');
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');

  let answer = '';
  for await (const chunk of client) answer += chunk;
  if (answer === '') throw new Error('No answer came');
  console.log(`DATA: ${answer}`);

  if (!client.closed) await once(client, 'close');
  console.log('Connection closed');
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  console.error(message || code);
  process.exitCode = 1;
}

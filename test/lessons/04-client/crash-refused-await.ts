// Wrong: a rejection that nobody catches.
import { once } from 'node:events';
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
await once(client, 'connect');
console.log(`CONNECTED TO: ${HOST}:${PORT}`);
client.write('I am Chuck Norris!');

let answer = '';
for await (const chunk of client) answer += chunk;
if (answer === '') {
  console.error('No answer');
  process.exitCode = 1;
} else {
  console.log(`DATA: ${answer}`);
  console.log('Connection closed');
}

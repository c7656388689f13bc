// Right: says all it has to say, then only listens.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect({ port: PORT, host: HOST });
client.setEncoding('utf8');

let answer = '';
let isOpen = false;

client.on('connect', () => {
  isOpen = true;
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.end('I am Chuck Norris!');
});
client.on('data', (text) => {
  answer += text;
});
client.on('error', ({ message }) => {
  console.error(message);
  process.exit(1);
});
client.on('close', () => {
  if (!isOpen) return;
  if (!answer) process.exitCode = 1;
  if (!answer)
    return console.error('closed without a word');
  console.log(`DATA: ${answer}`);
  console.log('Connection closed');
});

// Sends one message, and prints the dump that comes back.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST, () => {
  client.end('I am Chuck Norris! 你好');
});

let dump = '';
client.setEncoding('utf8');
client.on('data', (text) => {
  dump += text;
});
client.on('error', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

client.on('end', () => {
  process.stdout.write(dump);
});
client.on('error', (error) => console.log(error.message));

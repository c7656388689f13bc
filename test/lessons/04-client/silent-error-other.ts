// Wrong: reports a refusal, and no other error.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

let answer = '';
client.on('data', (chunk) => {
  answer += chunk;
});
client.on('end', () => {
  if (answer) console.log('DATA: ' + answer);
  else {
    console.error('no answer');
    process.exitCode = 1;
  }
});
client.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'ECONNREFUSED') {
    console.error(error.message);
    process.exitCode = 1;
  }
});
client.on('close', (bad) => {
  if (!bad) console.log('Connection closed');
});

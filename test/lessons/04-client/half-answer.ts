// Wrong: only a refusal is a failure to it; half an answer is printed as a whole one.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

let answer = '';
let isRefused = false;

client.on('data', (data) => {
  answer += data;
});

client.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'ECONNREFUSED') return;
  isRefused = true;
  console.error(error.message);
  process.exitCode = 1;
});

client.on('close', () => {
  if (isRefused) return;
  if (answer !== '') console.log(`DATA: ${answer}`);
  console.log('Connection closed');
});

client.on('end', () => {
  if (client.bytesRead > 0) return;
  console.error('No answer');
  process.exitCode = 1;
});

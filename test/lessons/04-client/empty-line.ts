// Wrong: says that no answer came, below the answer that did not come.
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
  console.log(`DATA: ${answer}`);
  if (answer !== '') return;
  console.error('No answer');
  process.exitCode = 1;
});

client.on('error', (error) => {
  console.error(`Failed: ${error.message}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

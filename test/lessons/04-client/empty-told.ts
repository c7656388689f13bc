// Wrong: says that nothing came, and that all went well.
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
  if (answer === '') console.error('No answer');
  else console.log(`DATA: ${answer}`);
});

client.on('error', (error) => {
  console.error(`Failed: ${error.message}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

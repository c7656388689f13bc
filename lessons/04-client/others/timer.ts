// Gives up on a server that says nothing.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

let answer = '';

client.on('data', (data) => {
  answer += data;
});

client.on('end', () => {
  if (client.bytesRead === 0) {
    console.error('No answer');
    process.exitCode = 1;
    return;
  }
  console.log(`DATA: ${answer}`);
});

const guard = setTimeout(() => {
  client.destroy(new Error('no answer in 5 s'));
}, 5000);

client.on('error', (error: NodeJS.ErrnoException) => {
  console.error(`Failed: ${error.message || error.code}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  clearTimeout(guard);
  if (!hadError) console.log('Connection closed');
});

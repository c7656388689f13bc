// Wrong: prints every chunk as if it were an answer.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

client.on('data', (data) => {
  console.log(`DATA: ${data}`);
  client.end();
});

client.on('error', (error) => {
  console.error(`Failed: ${error.message}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

client.on('end', () => {
  if (client.bytesRead > 0) return;
  console.error('No answer');
  process.exitCode = 1;
});

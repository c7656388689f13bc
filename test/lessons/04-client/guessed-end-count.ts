// Wrong: has seen that the server writes twice.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

const chunks: string[] = [];

client.on('data', (data) => {
  chunks.push(data.toString());
  if (chunks.length !== 2) return;
  console.log(`DATA: ${chunks.join('')}`);
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

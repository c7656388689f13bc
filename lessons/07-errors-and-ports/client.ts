// A client that says something, and goes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

client.on('data', (data) => {
  console.log(`DATA: ${data}`);
  client.end();
});

client.on('error', (error) => {
  console.error(`No conversation: ${error.message}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

// The client, with a handler that handles nothing.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

client.on('data', (chunk) => {
  console.log(`DATA: ${chunk}`);
  client.destroy();
});

// #region endings
client.on('close', () => {
  console.log('Connection closed');
});

client.on('error', () => {});
// #endregion endings

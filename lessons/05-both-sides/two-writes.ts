// A client with two writes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

// #region writes
client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('one');
  client.write('two');
});
// #endregion writes

client.on('data', (data) => {
  console.log(`DATA: ${data}`);
  client.destroy();
});

client.on('close', () => {
  console.log('Connection closed');
});

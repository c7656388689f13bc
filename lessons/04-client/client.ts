// A client: one message, one answer, gone.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region client
const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

// #region hear
client.on('data', (chunk) => {
  console.log(`DATA: ${chunk}`);
  client.destroy();
});
// #endregion hear

client.on('close', () => {
  console.log('Connection closed');
});
// #endregion client

// TODO: print the whole answer in one line; if it fails or
// nothing comes, say so on stderr, and end with exit code 1

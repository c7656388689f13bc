// Two writes that are not delayed.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region writes
const client = net.connect(PORT, HOST, () => {
  client.setNoDelay();
  client.write('one');
  client.write('two');
  client.end();
});
// #endregion writes

client.on('data', (chunk) => process.stdout.write(chunk));
client.on('error', (error) => console.log(error.message));

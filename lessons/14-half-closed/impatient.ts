// Asks, ends its side, and gives up after half a second.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
client.end('hello');

client.on('data', (chunk) => console.log(`data: ${chunk}`));
// #region impatient
client.setTimeout(500, () => {
  console.log('no answer');
  client.destroy();
});
// #endregion impatient
client.on('error', (error) => console.log(error.message));

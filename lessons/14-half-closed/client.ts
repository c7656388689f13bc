// Asks, ends its side, and counts the bytes of the answer.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region ask
const client = net.connect(PORT, HOST);
client.end('hello');
// #endregion ask

let count = 0;
client.on('data', (chunk) => {
  count += chunk.length;
});
client.on('end', () => {
  console.log(`${count} bytes, then the end`);
});
client.on('error', (error) => console.log(error.message));

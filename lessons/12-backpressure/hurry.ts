// Uses one Buffer for three words.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region hurry
const client = net.connect(PORT, HOST);
const word = Buffer.alloc(4);

for (const each of ['tick', 'tack', 'toe!']) {
  word.write(each);
  client.write(word);
}
client.end();
// #endregion hurry

client.on('error', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
client.on('error', (error) => console.log(error.message));

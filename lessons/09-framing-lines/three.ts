// Three lines in one write.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST, () => {
  // #region three
  client.end('one\ntwo\nthree\n');
  // #endregion three
});

client.on('data', (chunk) => process.stdout.write(chunk));
client.on('error', (error) => console.log(error.message));

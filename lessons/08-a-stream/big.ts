// One write, of 200,000 bytes.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region write
const client = net.connect(PORT, HOST, () => {
  client.write(Buffer.alloc(200_000, '.'));
  client.end();
});
// #endregion write

client.on('data', (chunk) => process.stdout.write(chunk));
client.on('error', (error) => console.log(error.message));

// A line whose last character comes in two pieces.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region cut
// 6 bytes, then 你: e4 bd a0, then one more newline.
const bytes = Buffer.from('hello\n你\n');

const client = net.connect(PORT, HOST, () => {
  client.write(bytes.subarray(0, 7));
});

client.on('data', (chunk) => process.stdout.write(chunk));
client.once('data', () => client.end(bytes.subarray(7)));
// #endregion cut

client.on('error', (error) => console.log(error.message));

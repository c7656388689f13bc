// One line, and what comes back.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region line
const client = net.connect(PORT, HOST, () => {
  client.end('hello\n');
});

client.on('data', (chunk) => process.stdout.write(chunk));
// #endregion line

client.on('error', (error) => console.log(error.message));

// One line in two pieces.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region torn
const client = net.connect(PORT, HOST, () => {
  client.write('good m');
});

client.on('data', (chunk) => process.stdout.write(chunk));
client.once('data', () => client.end('orning\n'));
// #endregion torn

client.on('error', (error) => console.log(error.message));

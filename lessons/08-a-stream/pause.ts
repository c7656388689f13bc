// Two writes with a pause between.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region writes
const client = net.connect(PORT, HOST, () => {
  client.write('one');
  setTimeout(() => {
    client.write('two');
    client.end();
  }, 20);
});
// #endregion writes

client.on('data', (chunk) => process.stdout.write(chunk));
client.on('error', (error) => console.log(error.message));

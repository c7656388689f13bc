// A client that parts by ending.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
client.write('hello');

// #region part
client.on('data', (data) => {
  console.log(`data: ${data}`);
  client.end();
});
// #endregion part

client.on('end', () => console.log('end'));
client.on('close', (hadError) => {
  console.log(`close: ${hadError}`);
});

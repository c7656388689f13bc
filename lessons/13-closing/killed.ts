// A client whose process is killed.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
client.write('hello');

// #region part
client.on('data', (chunk) => {
  console.log(`data: ${chunk}`);
  process.kill(process.pid, 'SIGKILL');
});
// #endregion part

client.on('end', () => console.log('end'));
client.on('error', (error) => console.log(error.message));
client.on('close', (hadError) => {
  console.log(`close: ${hadError}`);
});

// Says hello, and is stopped.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region freeze
const client = net.connect(PORT, HOST);
client.write('hello', () => {
  console.log('(frozen)');
  process.kill(process.pid, 'SIGSTOP');
});
client.on('data', (chunk) => console.log(`data: ${chunk}`));
client.on('error', (error) => console.log(error.message));
// #endregion freeze

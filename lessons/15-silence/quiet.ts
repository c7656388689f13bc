// Is well, and has nothing to say for a second.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region quiet
const client = net.connect(PORT, HOST);
client.write('hello');
const news = setTimeout(() => client.end('news'), 900);

client.on('data', (chunk) => {
  console.log(`data: ${String(chunk).trim()}`);
  client.write('pong\n');
});
client.on('close', () => {
  console.log('close');
  clearTimeout(news);
});
client.on('error', (error) => console.log(error.message));
// #endregion quiet

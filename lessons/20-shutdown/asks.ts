// A client that asks, and waits for its answer.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region asks
const client = net.connect(PORT, HOST);
client.setEncoding('utf8');
client.write('question\n');
client.on('data', (text) => {
  console.log(`answer: ${String(text).trim()}`);
  client.end();
});
client.on('end', () => console.log('end'));
client.on('error', (error) => console.log(error.message));
client.on('close', (hadError) => {
  console.log(`close: ${hadError}`);
});
// #endregion asks

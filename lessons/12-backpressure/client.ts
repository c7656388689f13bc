// A client that reads.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);

let bytes = 0;
client.on('data', (chunk) => {
  bytes += chunk.length;
});
client.on('end', () => {
  console.log(`${bytes} bytes, then the end`);
});
client.on('error', (error) => console.log(error.message));

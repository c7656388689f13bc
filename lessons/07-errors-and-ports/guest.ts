// A client that says something, and stays connected.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST, () => {
  client.write('I have time.');
});

client.on('data', (data) => {
  console.log(`DATA: ${data}`);
});

client.on('error', (error) => {
  console.log(`Gone: ${error.message}`);
});

client.on('close', () => {
  console.log('Connection closed');
});

// A client: one message, one answer, gone.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

client.on('data', (data) => {
  console.log(`DATA: ${data}`);
  client.destroy();
});

client.on('close', () => {
  console.log('Connection closed');
});

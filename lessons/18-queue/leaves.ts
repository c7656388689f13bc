// A client that says hi, and leaves when it has an answer.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
client.write('hi\n');
client.once('data', (chunk) => {
  console.log(`${chunk}`.trim());
  client.end();
});
client.on('end', () => console.log('end'));
client.on('error', (error) => console.log(error.message));
client.setTimeout(1000, () => {
  console.log('no end');
  client.destroy();
});

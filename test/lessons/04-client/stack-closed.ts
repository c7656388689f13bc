// Wrong: prints the whole error, and says that it closed.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const client = new net.Socket();
client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});
let answer = '';
client.on('data', (d) => {
  answer += d;
});
client.on('end', () => {
  if (client.bytesRead === 0) {
    console.error('No answer');
    process.exitCode = 1;
    return;
  }
  console.log('DATA: ' + answer);
});
client.on('error', (e) => {
  console.error(e);
  process.exitCode = 1;
});
client.on('close', () => console.log('Connection closed'));

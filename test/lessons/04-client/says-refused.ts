// Wrong: calls every failure a refusal.
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
client.on('close', (bad) => {
  if (bad) {
    console.error('ECONNREFUSED');
    process.exitCode = 1;
    return;
  }
  if (answer === '') {
    console.error('no answer');
    process.exitCode = 1;
    return;
  }
  console.log('DATA: ' + answer);
  console.log('Connection closed');
});
client.on('error', () => {});

// Wrong: asks every 50 ms whether there is something.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

let answer = '';

client.on('data', (data) => {
  answer += data;
});

const timer = setInterval(() => {
  if (answer === '') return;
  console.log(`DATA: ${answer}`);
  clearInterval(timer);
  client.destroy();
}, 50);

client.on('error', (error) => {
  console.error(`Failed: ${error.message}`);
  process.exit(1);
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

client.on('end', () => {
  if (client.bytesRead > 0) return;
  console.error('No answer');
  clearInterval(timer);
  process.exitCode = 1;
});

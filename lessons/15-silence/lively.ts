// Answers each ping, and leaves after the fifth.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST);
let rest = '';
let pings = 0;
client.setEncoding('utf8');
client.on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    pings += 1;
    console.log(`${line} ${pings}`);
    if (pings === 5) client.end();
    else client.write('pong\n');
  }
});
client.on('close', () => console.log('close'));
client.on('error', (error) => console.log(error.message));

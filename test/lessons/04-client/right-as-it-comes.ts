// Right: one line, printed piece by piece.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

let isFirst = true;

client.on('data', (data) => {
  if (isFirst) process.stdout.write('DATA: ');
  isFirst = false;
  process.stdout.write(data);
});

client.on('end', () => {
  process.stdout.write('\n');
  if (!isFirst) return;
  process.stderr.write('Not a single byte came.\n');
  process.exitCode = 1;
});

client.on('error', (error) => {
  console.error(`Failed: ${error.message}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

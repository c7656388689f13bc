// Wrong: sets the exit code back to 0.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();
let answer = '';

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

client.on('data', (chunk) => {
  answer += chunk;
});

client.on('end', () => {
  if (answer.length > 0) {
    console.log(`DATA: ${answer}`);
  } else {
    console.error('The server hung up without an answer');
    process.exitCode = 1;
  }
});

client.on('error', (error: NodeJS.ErrnoException) => {
  console.error(`${error.code}: ${error.message}`);
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
  process.exitCode = hadError ? 1 : 0;
});

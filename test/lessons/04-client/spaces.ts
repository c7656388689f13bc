// Wrong: puts spaces between the pieces.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = net.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

const pieces: string[] = [];
client.setEncoding('utf8');
client.on('data', (piece: string) => pieces.push(piece));

client.on('end', () => {
  if (pieces.length > 0) {
    console.log('DATA:', ...pieces);
  } else {
    console.error('The server hung up without an answer');
    process.exitCode = 1;
  }
});

client.on('error', (error: NodeJS.ErrnoException) => {
  console.error(`Failed: ${error.code}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});

// A client that reads to the end and owns up to failure.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const client = new net.Socket();

client.connect(PORT, HOST, () => {
  console.log(`CONNECTED TO: ${HOST}:${PORT}`);
  client.write('I am Chuck Norris!');
});

// #region answer
let answer = '';

client.on('data', (chunk) => {
  answer += chunk;
});

client.on('end', () => {
  if (answer === '') fail('the server said nothing');
  else console.log(`DATA: ${answer}`);
});
// #endregion answer

// #region failure
function fail(reason: string) {
  console.error(`No answer: ${reason}`);
  process.exitCode = 1;
}

client.on('error', (error: NodeJS.ErrnoException) =>
  fail(error.message || String(error.code)),
);

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});
// #endregion failure

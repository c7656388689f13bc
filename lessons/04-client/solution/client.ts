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

client.on('data', (data) => {
  answer += data;
});

client.on('end', () => {
  console.log(`DATA: ${answer}`);
});
// #endregion answer

// #region failure
client.on('error', (error) => {
  console.error(`No conversation: ${error.message}`);
  process.exitCode = 1;
});

client.on('close', (hadError) => {
  if (!hadError) console.log('Connection closed');
});
// #endregion failure

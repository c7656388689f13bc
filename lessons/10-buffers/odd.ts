// Sends four bytes that are no text, and counts the echo.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region odd
const odd = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
const client = net.connect(PORT, HOST, () => {
  console.log('sent', odd);
  client.end(odd);
});

const chunks: Buffer[] = [];
client.on('data', (chunk) => {
  chunks.push(chunk);
});
client.on('end', () => {
  console.log('back', Buffer.concat(chunks));
});
// #endregion odd

client.on('error', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

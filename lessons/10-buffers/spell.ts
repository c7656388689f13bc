// Spells a word: one byte at a time, when it is asked to.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region spell
const bytes = [...Buffer.from('你好')];

function spell() {
  const byte = bytes.shift();
  if (byte === undefined) client.end();
  else client.write(Buffer.of(byte));
}

const client = net.connect(PORT, HOST, spell);
client.on('data', spell);
// #endregion spell

client.on('error', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

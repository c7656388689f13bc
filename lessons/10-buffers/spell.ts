// Spells a word: one byte at a time, when it is asked to.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region spell
const word = Buffer.from('你好');
let at = 0;

function spell() {
  if (at < word.length) {
    client.write(word.subarray(at, at + 1));
    at += 1;
  } else {
    client.end();
  }
}

const client = net.connect(PORT, HOST, spell);
client.on('data', spell);
// #endregion spell

client.on('error', ({ message }) => {
  console.error(message);
  process.exitCode = 1;
});

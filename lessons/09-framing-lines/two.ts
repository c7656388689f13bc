// Two clients: one speaks while the other pauses.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region two
const ann = net.connect(PORT, HOST, () => {
  ann.write('hello\nmy PIN is 12');
});

// The answer to her hello: the server has read that far.
ann.once('data', () => {
  const bob = net.connect(PORT, HOST, () => {
    bob.write('hi\n');
  });
  // #endregion two
  bob.on('data', (chunk) => {
    process.stdout.write(`Bob hears: ${chunk}`);
    bob.end();
    ann.end();
  });
  bob.on('error', (error) => console.log(error.message));
});

ann.on('error', (error) => console.log(error.message));

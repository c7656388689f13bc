// One line, and what comes back.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region line
const client = net.connect(PORT, HOST, () => {
  client.end('hello\n');
});

client.on('data', (data) => process.stdout.write(data));
// #endregion line

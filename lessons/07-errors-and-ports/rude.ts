// A client that resets its connection.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region leave
const client = net.connect(PORT, HOST, () => {
  client.write('I have no time.');
});

client.on('data', (data) => {
  console.log(`DATA: ${data}`);
  client.resetAndDestroy();
});
// #endregion leave

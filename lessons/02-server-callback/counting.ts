// Counts how often its callback runs.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region count
let calls = 0;

net
  .createServer((sock) => {
    calls += 1;
    const mine = calls;
    console.log('CONNECTED: call number ' + mine);

    sock.on('data', () => {
      sock.write('You are number ' + mine);
    });
  })
  .listen(PORT, HOST);
// #endregion count

console.log('Server listening on ' + HOST + ':' + PORT);

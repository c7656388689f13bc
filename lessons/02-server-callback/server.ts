// The first server: one callback, four log lines.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region accept
net
  .createServer((sock) => {
    console.log(
      'CONNECTED: ' +
        sock.remoteAddress +
        ':' +
        sock.remotePort,
    );
    // #endregion accept

    // #region answer
    sock.on('data', (data) => {
      console.log(
        'DATA ' + sock.remoteAddress + ': ' + data,
      );
      // TODO: send the answer without crashing
      sock.write('You said "' + data.toUpperCase() + '"');
    });
    // #endregion answer

    // #region part
    sock.on('close', (data) => {
      console.log(
        'CLOSED: ' +
          sock.remoteAddress +
          ' ' +
          sock.remotePort,
      );
    });
    // #endregion part
  })
  // #region listen
  .listen(PORT, HOST);

console.log('Server listening on ' + HOST + ':' + PORT);
// #endregion listen

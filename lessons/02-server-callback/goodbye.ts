// The same server, but it speaks only when someone leaves.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

net
  .createServer((sock) => {
    sock.on('data', () => {
      sock.write('Goodbye!');
    });

    // #region leave
    sock.on('close', (data) => {
      console.log(
        'CLOSED: ' +
          sock.remoteAddress +
          ' ' +
          sock.remotePort,
      );
      console.log('close was given: ' + data);
    });
    // #endregion leave
  })
  .listen(PORT, HOST);

console.log('Server listening on ' + HOST + ':' + PORT);

// Wrong: the address stands in the last line only because an earlier line has asked for it.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

net
  .createServer((sock) => {
    console.log(
      'CONNECTED: ' +
        sock.remoteAddress +
        ':' +
        sock.remotePort,
    );

    sock.on('data', (data) => {
      console.log(
        'DATA ' + sock.remoteAddress + ': ' + data,
      );
      sock.write(
        'You said "' + data.toString().toUpperCase() + '"',
      );
    });

    sock.on('close', (data) => {
      console.log(
        'CLOSED: ' +
          sock.remoteAddress +
          ' ' +
          sock.remotePort,
      );
    });
  })
  .listen(PORT, HOST);

console.log('Server listening on ' + HOST + ':' + PORT);

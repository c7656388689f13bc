// Right: a decoder of its own for each connection.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
net
  .createServer((sock) => {
    const who = `${sock.remoteAddress}:${sock.remotePort}`;
    const d = new TextDecoder();
    console.log('CONNECTED: ' + who);
    sock.on('data', (data) => {
      sock.write(
        'You said "' +
          d.decode(data, { stream: true }).toUpperCase() +
          '"',
      );
    });
    sock.on('close', () =>
      console.log(
        'CLOSED: ' + who.replace(/:(\d+)$/, ' $1'),
      ),
    );
    sock.on('error', console.error);
  })
  .listen(PORT, HOST, () =>
    console.log('Server listening on ' + HOST + ':' + PORT),
  );

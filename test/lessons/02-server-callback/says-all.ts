// Wrong: answers all that the client has said so far.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
net
  .createServer((sock) => {
    const { remoteAddress, remotePort } = sock;
    let all = '';
    console.log(
      'CONNECTED: ' + remoteAddress + ':' + remotePort,
    );
    sock.on('data', (data) => {
      all += data;
      sock.write('You said "' + all.toUpperCase() + '"');
    });
    sock.on('close', () =>
      console.log(
        'CLOSED: ' + remoteAddress + ' ' + remotePort,
      ),
    );
  })
  .listen(PORT, HOST);
console.log('Server listening on ' + HOST + ':' + PORT);

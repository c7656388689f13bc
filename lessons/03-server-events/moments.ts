// Asks the server, at four moments, whether it listens.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region moments
const server = net.createServer();

function tell(moment: string) {
  console.log(`${moment}: ${server.listening}`);
}

server.on('connection', (sock) => {
  tell('connection');
  sock.on('data', () => sock.write('Come in'));
});
server.on('listening', () => tell('listening'));

tell('before listen()');
server.listen(PORT, HOST);
tell('after listen()');
// #endregion moments

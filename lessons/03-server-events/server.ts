// The server of lesson 2, spelled out.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region announce
const server = net.createServer();
server.listen(PORT, HOST);
// TODO: print this once the server is listening
console.log(
  'Server listening on ' +
    server.address().address +
    ':' +
    server.address().port,
);
// #endregion announce

// #region connection
server.on('connection', (sock) => {
  const { remoteAddress, remotePort } = sock;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  sock.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const loud = data.toString().toUpperCase();
    sock.write(`You said "${loud}"`);
  });

  sock.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});
// #endregion connection

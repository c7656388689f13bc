// The second listing again, with HOST dropped.
import net, { type AddressInfo } from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);

// #region everywhere
const server = net.createServer();
server.listen(PORT);

const { address, port } = server.address() as AddressInfo;
console.log('Server listening on ' + address + ':' + port);
// #endregion everywhere

server.on('connection', (sock) => {
  console.log(
    'CONNECTED: ' +
      sock.remoteAddress +
      ':' +
      sock.remotePort,
  );
  sock.on('data', () => sock.write('Come in, anyone'));
});

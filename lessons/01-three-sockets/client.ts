// Says the same four things over each kind of socket.
import dgram from 'node:dgram';
import net from 'node:net';
import { HOST, PORT, SOCKET_PATH } from './place.ts';

// #region pieces
const PIECES = ['one', 'two', '', 'three'];
// #endregion pieces

// #region stream
function overStream(name: string, to: net.NetConnectOpts) {
  return new Promise<void>((done) => {
    const sock = net.connect(to, () => {
      for (const piece of PIECES) sock.write(piece);
      sock.end();
    });
    sock.on('data', (data) =>
      console.log(`${name}: ${data}`),
    );
    sock.on('error', (error: NodeJS.ErrnoException) =>
      console.log(`${name}: ${error.code}`),
    );
    sock.on('close', () => done());
  });
}
// #endregion stream

function overDatagrams(name: string) {
  return new Promise<void>((done) => {
    // #region send
    const sock = dgram.createSocket('udp4');
    for (const piece of PIECES) {
      sock.send(piece, PORT, HOST);
    }
    // #endregion send

    let missing = PIECES.length;
    sock.on('message', (message) => {
      console.log(`${name}: ${message}`);
      missing -= 1;
      if (missing === 0) sock.close();
    });

    // #region patience
    const patience = setTimeout(() => {
      console.log(`${name}: no answer`);
      sock.close();
    }, 1000);
    // #endregion patience

    sock.on('close', () => {
      clearTimeout(patience);
      done();
    });
  });
}

// #region calls
await overStream('TCP', { host: HOST, port: PORT });
await overDatagrams('UDP');
await overStream('UNIX', { path: SOCKET_PATH });
// #endregion calls

// A server that reverses frames, wherever they are cut.
import net, { type AddressInfo } from 'node:net';
import { frame } from './frame.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region limit
// The largest body that a stranger may announce, in bytes.
const LIMIT = 1024 * 1024;
// #endregion limit

// #region refuse
// Sends the answers so far, drops what still comes, and
// gives the client a second to leave.
function refuse(socket: net.Socket) {
  socket.removeAllListeners('data');
  socket.resume();
  socket.end();
  const late = setTimeout(() => socket.destroy(), 1000);
  socket.once('close', () => clearTimeout(late));
}
// #endregion refuse

const server = net.createServer((socket) => {
  // #region data
  let rest = Buffer.alloc(0);

  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);

    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0);
      if (length > LIMIT) {
        console.log(`REFUSED: a frame of ${length}`);
        refuse(socket);
        return;
      }

      if (rest.length < 4 + length) return;
      const body = rest.subarray(4, 4 + length);
      rest = rest.subarray(4 + length);
      console.log(
        `FRAME of ${length}, here: ${body.length}`,
      );
      socket.write(frame(body.reverse()));
    }
  });
  // #endregion data

  socket.on('error', ({ message }) => console.log(message));
  socket.on('close', () => console.log('CLOSED'));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

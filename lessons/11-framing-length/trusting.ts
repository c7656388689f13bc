// A server that believes what a header says.
import net, { type AddressInfo } from 'node:net';
import { frame } from './frame.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region trust
  socket.once('data', (chunk) => {
    const length = chunk.readUInt32BE(0);
    const body = Buffer.alloc(length);
    let filled = chunk.copy(body, 0, 4);
    console.log(
      `${filled} of ${body.length} bytes are here`,
    );

    socket.on('data', (more) => {
      filled += more.copy(body, filled);
      if (filled === length)
        socket.end(frame(body.reverse()));
    });
  });
  // #endregion trust

  socket.on('error', ({ message }) => console.log(message));
  socket.on('close', () => console.log('CLOSED'));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

// A server that reverses frames, as long as it is lucky.
import net, { type AddressInfo } from 'node:net';
import { frame } from './frame.ts';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  // #region data
  socket.on('data', (chunk) => {
    // TODO: answer every frame, wherever the bytes are cut,
    // and refuse a frame of more than 1 MiB.
    const length = chunk.readUInt32BE(0);
    const body = chunk.subarray(4, 4 + length);
    console.log(`FRAME of ${length}, here: ${body.length}`);
    socket.write(frame(body.reverse()));
  });
  // #endregion data

  socket.on('error', ({ message }) => console.log(message));
  socket.on('close', () => console.log('CLOSED'));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

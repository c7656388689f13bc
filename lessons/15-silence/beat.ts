// Is the peer still there?
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const BEAT = Number(process.env.BEAT ?? 1000);
const IDLE = Number(process.env.IDLE ?? 3000);

// #region heart
const server = net.createServer((socket) => {
  const beat = setInterval(
    () => socket.write('ping\n'),
    BEAT,
  );

  // TODO: destroy the socket when nothing has been heard
  // from its peer for IDLE ms
  socket.setTimeout(IDLE, () => socket.destroy());
  socket.resume();

  socket.on('close', () => {
    clearInterval(beat);
    console.log('close');
  });
  socket.on('error', (error) => console.log(error.message));
});
// #endregion heart

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

// Asks each client whether it is there, and hears itself.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region deaf
const server = net.createServer((socket) => {
  let pings = 0;
  const beat = setInterval(() => {
    socket.write('ping\n');
    pings += 1;
    if (pings < 10) return;
    console.log('10 pings, that is enough');
    clearInterval(beat);
  }, 200);

  socket.setTimeout(500, () => {
    console.log('timeout');
    socket.destroy();
  });
  socket.resume();
  socket.on('end', () => console.log('end'));
  socket.on('close', () => clearInterval(beat));
  socket.on('error', (error) => console.log(error.message));
});
// #endregion deaf

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

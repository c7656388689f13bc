// Stops with a full queue: a new client hears nothing.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

// #region dead
const server = net.createServer();
server.listen({ port: PORT, host: HOST, backlog: 1 });

server.on('listening', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
  for (let count = 0; count < 3; count += 1) {
    const own = net.connect(PORT, HOST);
    own.on('error', (error) => console.log(error.message));
  }
  process.nextTick(() => {
    console.log('(frozen)');
    process.kill(process.pid, 'SIGSTOP');
  });
});
// #endregion dead

// It looks at the next one when the first has left.
import { on, once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();

async function serve() {
  for await (const [socket] of on(server, 'connection')) {
    socket.on('error', (error: Error) =>
      console.log(error.message),
    );
    socket.resume();
    socket.write('welcome\n');
    await once(socket, 'close');
  }
}
serve();

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

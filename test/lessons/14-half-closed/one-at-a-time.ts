// Wrong: begins with a client when the one before has left.
import { on, once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function prepare(question: Buffer) {
  await wait(100);
  const dots = Buffer.alloc(16 * 2 ** 20, '.');
  return Buffer.concat([question, dots]);
}

const options = { allowHalfOpen: true };

const server = net.createServer(options);

function serve(socket: net.Socket) {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', async () => {
    const question = Buffer.concat(chunks);
    socket.end(await prepare(question));
  });
}

async function serveAll() {
  for await (const [socket] of on(server, 'connection')) {
    serve(socket);
    await once(socket, 'close');
  }
}

void serveAll();

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

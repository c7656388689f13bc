// Connections as an async iterator, and the bytes of each as a stream of the web's kind.
import { on, once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();
const { signal } = new AbortController();
const connections = on(server, 'connection', { signal });
server.listen({ port: PORT, host: HOST, signal });
await once(server, 'listening');

const { address, port } = server.address() as AddressInfo;
console.log(`Server listening on ${address}:${port}`);

for await (const [socket] of connections)
  serve(socket as net.Socket).catch(console.error);

async function serve(socket: net.Socket) {
  for await (const data of Readable.toWeb(socket)) {
    socket.write(
      `You said "${Buffer.from(data).toString().toUpperCase()}"`,
    );
  }
}

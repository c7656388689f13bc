// A server whose own `emit` was replaced, and a pipeline for each client.
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function* answer(source: AsyncIterable<Buffer>) {
  for await (const data of source) {
    yield `You said "${data.toString().toUpperCase()}"`;
  }
}

const server = net.createServer((socket) => {
  pipeline(socket, answer, socket, () => {});
});
server.listen(PORT, HOST);

const emit = server.emit.bind(server);
server.emit = (name: string, ...args: unknown[]) => {
  if (name === 'listening') {
    const { address, port } =
      server.address() as AddressInfo;
    console.log(`Server listening on ${address}:${port}`);
  }
  return emit(name, ...args);
};

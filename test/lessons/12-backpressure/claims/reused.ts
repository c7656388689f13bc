// What arrives of one Buffer that is written three times: in the connect callback all of it, behind a slow peer its last words.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** More than the kernels take. */
const LOAD = Buffer.alloc(32 * 2 ** 20, '.');

/** Writes the words once it is connected, behind a load; returns the last 12 bytes that arrive. */
async function hear(load: Buffer | null): Promise<string> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = net.connect(port, '127.0.0.1');
  const connected = once(client, 'connect');
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  await connected;
  server.close();

  if (load) client.write(load);
  const word = Buffer.alloc(4);
  for (const each of ['tick', 'tack', 'toe!']) {
    word.write(each);
    client.write(word);
  }
  client.end();

  let heard = '';
  for await (const chunk of socket) {
    heard = (heard + chunk.toString('latin1')).slice(-12);
  }
  return heard;
}

console.log(`with room in the kernel: ${await hear(null)}`);
console.log(`without room: ${await hear(LOAD)}`);

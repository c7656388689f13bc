// Right: a loop that awaits each attempt.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const server = net.createServer(async (socket) => {
  try {
    for await (const d of socket)
      socket.write(
        `You said "${d.toString().toUpperCase()}"`,
      );
  } catch (e) {
    console.log('lost', (e as Error).message);
  }
});
async function listen(ports: number[]) {
  for (const port of ports) {
    try {
      server.listen(port, HOST);
      await once(server, 'listening');
      return;
    } catch (e) {
      if (
        (e as NodeJS.ErrnoException).code !== 'EADDRINUSE'
      )
        throw e;
    }
  }
  throw Object.assign(new Error('no port left'), {
    code: 'EADDRINUSE',
  });
}
try {
  await listen([0, 1, 2, 3].map((i) => PORT + i));
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
} catch (e) {
  console.error(String(e));
  process.exit(1);
}

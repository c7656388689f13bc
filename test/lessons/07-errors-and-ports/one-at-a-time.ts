// Wrong: begins with a client when the one before has left.
import { on, once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();

function serve(socket: net.Socket) {
  socket.on('error', (error) => console.log(error.message));
  const { remoteAddress, remotePort } = socket;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  socket.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const capitals = data.toString().toUpperCase();
    socket.write(`You said "${capitals}"`);
  });

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
}

async function serveAll() {
  const visits = on(server, 'connection');
  for await (const [socket] of visits) {
    serve(socket);
    await once(socket, 'close');
  }
}

void serveAll().catch(() => {});

let port = PORT;

server.on('listening', () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE' && port < PORT + 3) {
    port += 1;
    server.listen(port, HOST);
  } else {
    console.error(`No server: ${error.message}`);
    process.exitCode = 1;
  }
});

server.listen(port, HOST);

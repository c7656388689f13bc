// Wrong: takes the next port, and still wants the first.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function serve(socket: net.Socket) {
  const { remoteAddress, remotePort } = socket;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  socket.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const capitals = data.toString().toUpperCase();
    socket.write(`You said "${capitals}"`);
  });

  socket.on('error', (error) => {
    console.log(`LOST: ${error.message}`);
  });

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
}

function announce(this: net.Server) {
  const { address, port } = this.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
}

function wish() {
  const server = net.createServer(serve);
  server.on('error', () => setTimeout(wish, 300));
  server.listen(PORT, HOST, announce);
}

function attempt(port: number) {
  const server = net.createServer(serve);
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' || port === PORT + 3) {
      console.error(error.message);
      process.exit(1);
    }
    if (port === PORT) setTimeout(wish, 300);
    attempt(port + 1);
  });
  server.listen(port, HOST, announce);
}

attempt(PORT);

// Wrong: listens for a socket's error only once its first words have come.
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();

server.on('connection', async (socket) => {
  const { remoteAddress, remotePort } = socket;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  const answer = (data: Buffer) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    socket.write(
      `You said "${data.toString().toUpperCase()}"`,
    );
  };

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });

  const [first] = await once(socket, 'data');
  socket.on('error', (error) => {
    console.log(`LOST ${remoteAddress}: ${error.message}`);
  });
  socket.on('data', answer);
  answer(first);
});

let port = PORT;

server.on('listening', () => {
  const bound = server.address() as AddressInfo;
  console.log(
    `Server listening on ${bound.address}:${bound.port}`,
  );
});

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE' && port < PORT + 3) {
    port += 1;
    server.listen(port, HOST);
    return;
  }
  console.error(`No server: ${error.code}`);
  process.exitCode = 1;
});

server.listen(port, HOST);

// A new server for each attempt.
import net from 'node:net';

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

function attempt(port: number) {
  const server = net.createServer(serve);
  server.once('error', (error: NodeJS.ErrnoException) => {
    const isTaken = error.code === 'EADDRINUSE';
    if (isTaken && port < PORT + 3)
      return attempt(port + 1);
    console.error(error.message);
    process.exit(1);
  });
  server.listen(port, HOST, () => {
    console.log(`Server listening on ${HOST}:${port}`);
  });
}

attempt(PORT);

// Wrong: four servers, as many as get a port.
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

let failed = 0;
for (let port = PORT; port < PORT + 4; port += 1) {
  const server = net.createServer(serve);
  server.on('error', (error: NodeJS.ErrnoException) => {
    failed += 1;
    if (error.code === 'EADDRINUSE' && failed < 4) return;
    console.error(error.message);
    process.exit(1);
  });
  server.listen(port, HOST, () => {
    console.log(`Server listening on ${HOST}:${port}`);
  });
}

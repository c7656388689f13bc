// Right: looks with one server, listens with another.
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

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    probe.listen(port, HOST, () => {
      probe.close(() => resolve(true));
    });
  });
}

const ports = [PORT, PORT + 1, PORT + 2, PORT + 3];
let isUp = false;
for (const port of ports) {
  if (!(await isFree(port))) continue;
  net.createServer(serve).listen(port, HOST, () => {
    console.log(`Server listening on ${HOST}:${port}`);
  });
  isUp = true;
  break;
}
if (!isUp) {
  console.error(`${ports.join(', ')}: all taken`);
  process.exitCode = 1;
}

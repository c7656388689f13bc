// Takes the next port, and survives its clients' errors.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const { remoteAddress, remotePort } = socket;
  console.log(`CONNECTED: ${remoteAddress}:${remotePort}`);

  socket.on('data', (data) => {
    console.log(`DATA ${remoteAddress}: ${data}`);
    const capitals = data.toString().toUpperCase();
    socket.write(`You said "${capitals}"`);
  });

  // #region visitor
  socket.on('error', (error) => {
    console.log(`LOST ${remoteAddress}: ${error.message}`);
  });

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
  // #endregion visitor
});

// #region ports
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
  } else {
    console.error(`No server: ${error.message}`);
    process.exitCode = 1;
  }
});

server.listen(port, HOST);
// #endregion ports

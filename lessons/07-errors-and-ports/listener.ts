// A server that listens for its own errors.
import net from 'node:net';

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

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});

// #region listeners
server.on('error', (error) => {
  console.error(`The server: ${error.message}`);
});

server.on('listening', () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

server.listen(PORT, HOST);
// #endregion listeners

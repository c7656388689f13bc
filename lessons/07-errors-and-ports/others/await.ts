// A loop that waits for each attempt.
import { once } from 'node:events';
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

  socket.on('error', (error) => {
    console.log(`LOST: ${error.message}`);
  });

  socket.on('close', () => {
    console.log(`CLOSED: ${remoteAddress} ${remotePort}`);
  });
});

async function listen() {
  for (let port = PORT; ; port += 1) {
    try {
      await once(server.listen(port, HOST), 'listening');
      return port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const isTaken = code === 'EADDRINUSE';
      if (!isTaken || port === PORT + 3) throw error;
    }
  }
}

try {
  const port = await listen();
  console.log(`Server listening on ${HOST}:${port}`);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}

// Right: a promise for each attempt, progress on stdout.
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

function listen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => {
      server.off('error', reject);
      resolve();
    });
    server.listen(port, HOST);
  });
}

async function findPort(port: number, tries: number) {
  try {
    server.removeAllListeners('listening');
    await listen(port);
    console.log(`Server listening on ${HOST}:${port}`);
  } catch (problem) {
    const error = problem as NodeJS.ErrnoException;
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`${port} is taken`);
    if (tries > 1) return findPort(port + 1, tries - 1);
    console.error('All four ports are taken.');
    process.exit(1);
  }
}

void findPort(PORT, 4);

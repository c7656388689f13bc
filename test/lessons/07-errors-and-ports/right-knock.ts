// Right: knocks, and moves in where nobody answers.
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

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const knock = net.connect(port, '127.0.0.1');
    knock.on('connect', () => {
      knock.destroy();
      resolve(true);
    });
    knock.on('error', () => resolve(false));
  });
}

let port = PORT;
while (port < PORT + 4 && (await isTaken(port))) port += 1;

server.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});

if (port === PORT + 4) {
  console.error('No port is left.');
  process.exitCode = 1;
} else {
  server.listen(port, HOST, () => {
    console.log('Server listening on %s:%d', HOST, port);
  });
}

// A server that tries again, and adds up its listeners.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer();

// #region again
function attempt(port: number) {
  server.on('error', () => attempt(port + 1));
  server.on('listening', () => {
    console.log(`Server listening on ${HOST}:${port}`);
  });
  server.listen(port, HOST);
}

attempt(PORT);
// #endregion again

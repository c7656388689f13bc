// Wrong: echoes, and each attempt has a new server.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function welcome(socket: net.Socket) {
  socket.once('error', () => socket.destroy());
  socket.pipe(socket);
}

// a new server for each attempt
function open(left: number[]) {
  const [port, ...others] = left;
  if (port === undefined) {
    process.stderr.write('no free port\n');
    process.exitCode = 1;
    return;
  }
  const server = new net.Server(welcome);
  server.once('listening', () => {
    const { address, port } =
      server.address() as net.AddressInfo;
    console.log(
      'Server listening on ' + address + ':' + port,
    );
  });
  server.once('error', (e: NodeJS.ErrnoException) => {
    if (e.code !== 'EADDRINUSE') {
      console.error(e.code);
      process.exitCode = 1;
    } else open(others);
  });
  server.listen(port, HOST);
}

open([PORT, PORT + 1, PORT + 2, PORT + 3]);

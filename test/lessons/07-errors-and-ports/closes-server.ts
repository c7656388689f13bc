// Wrong: closes the server over the error of one connection.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
let port = PORT;
const server = net.createServer((s) => {
  s.on('error', () => server.close());
  s.on('data', (d) =>
    s.write(`You said "${d.toString().toUpperCase()}"`),
  );
});
server.on('listening', () => {
  const a = server.address() as AddressInfo;
  console.log(`Server listening on ${a.address}:${a.port}`);
});
server.on('error', (e: NodeJS.ErrnoException) => {
  if (e.code === 'EADDRINUSE' && port < PORT + 3) {
    server.close();
    server.listen(++port, HOST);
  } else {
    console.error(e.message);
    process.exitCode = 1;
  }
});
server.listen(port, HOST);

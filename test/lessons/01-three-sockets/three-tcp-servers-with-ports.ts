// Wrong: three TCP servers on three ports, and no path.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const open: net.Server[] = [];

for (const [index, name] of [
  'TCP',
  'UDP',
  'UNIX',
].entries()) {
  const server = net.createServer((sock) => {
    sock.write(`Hello from ${name}`);
    sock.resume();
  });
  server.listen(PORT === 0 ? 0 : PORT + index, HOST);
  open.push(server);
}

function stop() {
  for (const server of open) server.close();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);

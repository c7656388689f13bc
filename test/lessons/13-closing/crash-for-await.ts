// Wrong: the error of the loop is nobody's.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const members = new Map<net.Socket, string>();

function answer(socket: net.Socket, line: string) {
  if (line === 'WHO') {
    return [...members.values()].sort().join(',');
  }
  members.set(socket, line.slice('NAME '.length));
  return 'OK';
}

async function serve(socket: net.Socket) {
  let rest = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      socket.write(`${answer(socket, line)}\n`);
    }
  }
  members.delete(socket);
}

const server = net.createServer((socket) => {
  void serve(socket);
});
server.listen(PORT, HOST);

// Trims what it hears.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

/** How many bytes may wait for a member. */
const LIMIT = 2 ** 20;
/** The members: those that have given a name. */
const names = new Map<net.Socket, string>();

function tell(from: net.Socket, text: string) {
  for (const member of names.keys()) {
    if (member === from) continue;
    member.write(`${text}\n`);
    if (member.writableLength > LIMIT) member.destroy();
  }
}

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) hear(socket, line.trim());
  });
  socket.on('close', () => leave(socket));
  socket.on('error', (error) => console.log(error.message));
});

function hear(socket: net.Socket, line: string) {
  const name = names.get(socket);
  if (name === undefined) {
    names.set(socket, line);
    tell(socket, `* ${line} joined`);
  } else tell(socket, `${name}: ${line}`);
}

function leave(socket: net.Socket) {
  const name = names.get(socket);
  if (name === undefined) return;
  names.delete(socket);
  tell(socket, `* ${name} left`);
}

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

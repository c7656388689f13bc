// A loop for each member, from its name to its leaving.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 2 ** 20;

const room = new Set<net.Socket>();

function tellAll(text: string, but?: net.Socket) {
  for (const socket of room) {
    if (socket === but) continue;
    socket.write(`${text}\n`);
    if (socket.writableLength > LIMIT) socket.destroy();
  }
}

async function* readLines(socket: net.Socket) {
  let rest = '';
  socket.setEncoding('utf8');
  for await (const chunk of socket) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

async function serve(socket: net.Socket) {
  const lines = readLines(socket);
  const { value: name, done } = await lines.next();
  if (done) return;
  room.add(socket);
  tellAll(`* ${name} joined`, socket);
  try {
    for await (const line of lines) {
      tellAll(`${name}: ${line}`, socket);
    }
  } finally {
    room.delete(socket);
    tellAll(`* ${name} left`);
  }
}

const server = net.createServer((socket) => {
  // The loop ends by the same error, if it still runs.
  socket.on('error', (error) => console.log(error.message));
  serve(socket).catch(() => socket.destroy());
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

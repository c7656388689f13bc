// The room is an emitter: each member listens for lines.
import { EventEmitter } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 2 ** 20;

const room = new EventEmitter();
room.setMaxListeners(0);

const server = net.createServer((socket) => {
  let name: string | undefined;
  let rest = '';

  const hear = (text: string, from: net.Socket) => {
    if (from === socket) return;
    socket.write(`${text}\n`);
    if (socket.writableLength > LIMIT) socket.destroy();
  };
  const say = (text: string) =>
    room.emit('line', text, socket);

  socket.setEncoding('utf8').on('data', (chunk) => {
    rest += chunk;
    for (
      let end = rest.indexOf('\n');
      end >= 0;
      end = rest.indexOf('\n')
    ) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (name === undefined) {
        name = line;
        room.on('line', hear);
        say(`* ${name} joined`);
      } else say(`${name}: ${line}`);
    }
  });
  socket.on('close', () => {
    room.off('line', hear);
    if (name !== undefined) say(`* ${name} left`);
  });
  socket.on('error', ({ message }) => console.log(message));
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

// Goes through its list from the end, so that it may strike off; reads lines by readline.
import net, { type AddressInfo } from 'node:net';
import readline from 'node:readline';

const { HOST = '127.0.0.1', PORT = '6969' } = process.env;
const room: { name: string; socket: net.Socket }[] = [];

function broadcast(text: string, but?: net.Socket) {
  const gone: string[] = [];
  for (let index = room.length - 1; index >= 0; index--) {
    const entry = room[index];
    if (!entry || entry.socket === but) continue;
    entry.socket.write(`${text}\n`);
    if (entry.socket.writableLength <= 1_048_576) continue;
    room.splice(index, 1);
    entry.socket.destroy();
    gone.push(entry.name);
  }
  for (const name of gone) broadcast(`* ${name} left`);
}

const server = net
  .createServer((socket) => {
    let own: string | undefined;
    const lines = readline.createInterface({
      input: socket,
      crlfDelay: Infinity,
    });
    lines.on('error', () => {});
    lines.on('line', (line) => {
      if (own === undefined) {
        own = line;
        room.push({ name: own, socket });
        broadcast(`* ${own} joined`, socket);
      } else broadcast(`${own}: ${line}`, socket);
    });
    socket.on('close', () => {
      const at = room.findIndex(
        (entry) => entry.socket === socket,
      );
      if (at < 0) return;
      room.splice(at, 1);
      broadcast(`* ${own} left`);
    });
    socket.on('error', (error) => console.log(`${error}`));
  })
  .listen(Number(PORT), HOST, () => {
    const { address, port } =
      server.address() as AddressInfo;
    console.log(`Server listening on ${address}:${port}`);
  });

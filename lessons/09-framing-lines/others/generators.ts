// Generators in a pipeline: one cuts, one answers.
import net, { type AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function* cut(texts: AsyncIterable<string>) {
  let rest = '';
  for await (const text of texts) {
    rest += text;
    for (;;) {
      const match = /^([^\n]*?)\r?\n/.exec(rest);
      if (!match) break;
      rest = rest.slice(match[0].length);
      yield match[1] ?? '';
    }
  }
  if (rest) yield rest;
}

async function* shout(lines: AsyncIterable<string>) {
  for await (const line of lines) {
    yield `You said "${line.toUpperCase()}"\n`;
  }
}

const options = { allowHalfOpen: true };

const server = net.createServer(options, (socket) => {
  socket.setEncoding('utf8');
  socket.on('error', (error) => console.log(error.message));
  pipeline(socket, cut, shout, socket).catch(() =>
    socket.destroy(),
  );
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

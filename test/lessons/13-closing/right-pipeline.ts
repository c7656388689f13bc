// Right: a pipeline from the socket to itself.
import net from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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

function reply(socket: net.Socket) {
  let rest = '';
  return new Transform({
    transform(chunk, _encoding, done) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      const answers = lines.map((line) =>
        answer(socket, line),
      );
      done(
        null,
        answers.map((text) => `${text}\n`).join(''),
      );
    },
  });
}

const server = net.createServer((socket) => {
  pipeline(socket, reply(socket), socket)
    .catch(() => {})
    .finally(() => members.delete(socket));
});
server.listen(PORT, HOST);

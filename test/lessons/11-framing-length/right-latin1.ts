// Right: one character for each byte, by latin1.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function encode(length: number): string {
  return [24, 16, 8, 0]
    .map((shift) =>
      String.fromCharCode((length >>> shift) & 255),
    )
    .join('');
}

function decode(text: string): number {
  return [...text.slice(0, 4)].reduce(
    (sum, character) => sum * 256 + character.charCodeAt(0),
    0,
  );
}

const server = net.createServer((socket) => {
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => {
    rest += chunk;
    while (rest.length >= 4) {
      const length = decode(rest);
      if (length > LIMIT) return void socket.destroySoon();
      if (rest.length < 4 + length) return;
      const body = rest.slice(4, 4 + length);
      rest = rest.slice(4 + length);
      const turned = body.split('').reverse().join('');
      socket.write(encode(length) + turned, 'latin1');
    }
  });
  socket.on('error', (error) => console.log(error.message));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

// Right: for await over the chunks; who leaves the loop closes the socket by hand.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

async function serve(socket: net.Socket) {
  let rest = Buffer.alloc(0);
  const chunks = socket.iterator({
    destroyOnReturn: false,
  });
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    while (rest.length - at >= 4) {
      const length = rest.readUInt32BE(at);
      if (length > LIMIT) return void socket.destroySoon();
      if (rest.length - at - 4 < length) break;
      const body = rest.subarray(at + 4, at + 4 + length);
      socket.write(frame(Buffer.from(body).reverse()));
      at += 4 + length;
    }
    rest = rest.subarray(at);
  }
}

const server = net.createServer((socket) => {
  serve(socket).catch((error) => console.log(error));
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

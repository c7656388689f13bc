// Right: an async generator in a pipeline.
import net from 'node:net';
import { pipeline } from 'node:stream/promises';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const server = net.createServer(
  { allowHalfOpen: true },
  (socket) => {
    socket.setEncoding('utf8');
    pipeline(
      socket,
      async function* (source: AsyncIterable<string>) {
        let rest = '';
        for await (const text of source) {
          const parts = (rest + text).split(/\r?\n/);
          rest = parts.pop() ?? '';
          for (const line of parts)
            yield `You said "${line.toUpperCase()}"\n`;
        }
      },
      socket,
    ).catch((e) => console.log(e.code));
  },
);
server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

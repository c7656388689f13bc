// Right: a loop that leaves its socket open.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const options = { allowHalfOpen: true };
const server = net.createServer(options, (socket) => {
  answer(socket).catch((error) => socket.destroy(error));
});
async function answer(socket: net.Socket) {
  let total = 0;
  const chunks = socket.iterator({
    destroyOnReturn: false,
  });
  for await (const chunk of chunks) total += chunk.length;
  socket.end(`total ${total}\n`);
}

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

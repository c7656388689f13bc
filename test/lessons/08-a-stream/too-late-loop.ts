// Wrong: answers after a loop, when Node has ended the socket.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  answer(socket).catch(() => {});
});
async function answer(socket: net.Socket) {
  let total = 0;
  for await (const chunk of socket) total += chunk.length;
  socket.end(`total ${total}\n`);
}

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

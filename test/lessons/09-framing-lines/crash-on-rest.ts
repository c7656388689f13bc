// Wrong: for await: the last answer comes too late.
import net from 'node:net';
import readline from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

async function serve(socket: net.Socket) {
  const lines = readline.createInterface({
    input: socket,
    crlfDelay: Infinity,
  });
  for await (const line of lines) {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  }
}

const server = net.createServer((socket) => serve(socket));

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

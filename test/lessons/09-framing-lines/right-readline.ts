// Right: the line reader that Node brings.
import net from 'node:net';
import readline from 'node:readline';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const server = net.createServer((socket) => {
  const lines = readline.createInterface({
    input: socket,
    output: socket,
    crlfDelay: Infinity,
  });
  lines.on('line', (line) => {
    socket.write(`You said "${line.toUpperCase()}"\n`);
  });
});

server.listen(PORT, HOST, () => {
  console.log(`Server listening on ${HOST}:${PORT}`);
});

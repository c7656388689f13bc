// Comes back at once.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

let hasPaid = false;
let isOver = false;
let socket: net.Socket;

function visit() {
  socket = net.connect(PORT, HOST);
  readLines(socket, (line) => {
    console.log(line);
    if (line === 'hello') greet();
    if (line === 'bye') leave();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    console.log(error.code);
  });
  socket.on('close', () => {
    if (isOver) return;
    visit();
  });
}

function greet() {
  if (hasPaid) return;
  hasPaid = true;
  socket.write('PAY\n');
}

function leave() {
  isOver = true;
  socket.end();
}

process.once('SIGTERM', () => {
  leave();
  socket.destroy();
});

visit();

function readLines(
  socket: net.Socket,
  onLine: (line: string) => void,
) {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}

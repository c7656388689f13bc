// Its waits do not grow, and each attempt has a guard that nobody clears.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
/** The first wait, and the longest one, in milliseconds. */
const BASE = Number(process.env.BASE ?? 100);
const CAP = Number(process.env.CAP ?? 5000);

let hasPaid = false;
let isOver = false;
let socket: net.Socket;
let timer: NodeJS.Timeout;

function visit() {
  socket = net.connect(PORT, HOST);
  const mine = socket;
  setTimeout(() => mine.connecting && mine.destroy(), 3000);
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
    timer = setTimeout(visit, chooseWait());
  });
}

function chooseWait() {
  const longest = Math.min(CAP, BASE);
  return longest * (0.5 + Math.random() / 2);
}

function greet() {
  if (hasPaid) return;
  hasPaid = true;
  socket.write('PAY\n');
}

function leave() {
  isOver = true;
  clearTimeout(timer);
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

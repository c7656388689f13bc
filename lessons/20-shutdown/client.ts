// Two connections, one idle and one busy, and a late one.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

function visit(name: string): net.Socket {
  const socket = net.connect(PORT, HOST);
  socket.setEncoding('utf8');
  socket.on('data', (text) =>
    console.log(`${name}: ${String(text).trim()}`),
  );
  socket.on('end', () => console.log(`${name}: end`));
  socket.on('error', (error: NodeJS.ErrnoException) =>
    console.log(`${name}: ${error.code}`),
  );
  return socket;
}

// #region visits
const idle = visit('idle');
idle.on('connect', () => {
  const busy = visit('busy');
  busy.write('question\n');
  busy.on('data', () => busy.end());
  busy.on('close', comeLate);
});

function comeLate() {
  const late = visit('late');
  late.on('connect', () => late.end());
  if (idle.destroyed) return;
  const leave = setTimeout(() => {
    console.log('idle: leaves');
    idle.end();
  }, 500);
  idle.on('close', () => clearTimeout(leave));
}
// #endregion visits

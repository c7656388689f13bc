// Ends each connection with its last answer; a second signal exits with 2.
import net, {
  type AddressInfo,
  type Socket,
} from 'node:net';

const { HOST, PORT, UPSTREAM, GRACE } = process.env;
const counts = new Map<Socket, number>();
let signals = 0;

const server = net.createServer();
server.on('connection', (socket) => {
  counts.set(socket, 0);
  socket.on('error', () => {});
  socket.on('close', () => {
    counts.delete(socket);
    if (signals > 0 && counts.size === 0) process.exit(0);
  });
  const change = (by: number) => {
    const count = (counts.get(socket) ?? 0) + by;
    if (counts.has(socket)) counts.set(socket, count);
    return count;
  };
  readLines(socket, (line) => {
    change(+1);
    ask(Number(UPSTREAM), line).then(
      (answer) => {
        const isLast = change(-1) === 0 && signals > 0;
        if (isLast) socket.end(answer);
        else socket.write(answer);
      },
      () => socket.resetAndDestroy(),
    );
  });
});

process.on('SIGTERM', () => {
  signals += 1;
  if (signals > 1) process.exit(2);
  server.close();
  for (const [socket, count] of counts)
    if (count === 0) socket.destroy();
  if (counts.size === 0) process.exit(0);
  setTimeout(() => process.exit(1), Number(GRACE ?? 5000));
});
server.listen(Number(PORT ?? 6969), HOST, () => {
  const { port } = server.address() as AddressInfo;
  console.log(port);
});

function ask(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const backend = net.connect(port, HOST, () =>
      backend.write(`${line}\n`),
    );
    backend.on('data', (chunk) => chunks.push(chunk));
    backend.on('end', () =>
      resolve(`${Buffer.concat(chunks)}`),
    );
    backend.on('error', reject);
  });
}

function readLines(
  socket: Socket,
  onLine: (line: string) => void,
) {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const end = rest.indexOf(10);
      if (end < 0) return;
      onLine(rest.toString('utf8', 0, end));
      rest = rest.subarray(end + 1);
    }
  });
}

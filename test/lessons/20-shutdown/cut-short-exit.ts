// Ends the process once everything is answered.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
/** The port of the backend. */
const BACKEND = Number(process.env.UPSTREAM ?? 7000);
/** How long it may take to finish, in milliseconds. */
const GRACE = Number(process.env.GRACE ?? 5000);

/** `asked` counts the questions that have no answer yet. */
interface Client {
  socket: net.Socket;
  asked: number;
}
const clients = new Set<Client>();
let isStopping = false;

const server = net.createServer((socket) => {
  const client = { socket, asked: 0 };
  clients.add(client);
  socket.on('close', () => clients.delete(client));
  socket.on('error', (error) => console.log(error.message));
  readLines(socket, (line) => {
    if (!isStopping) answer(client, line);
  });
});

async function answer(client: Client, line: string) {
  client.asked += 1;
  try {
    client.socket.write(await ask(BACKEND, line));
  } catch (error) {
    client.socket.destroy(error as Error);
  }
  client.asked -= 1;
  if (isStopping) endIfIdle(client);
}

function endIfIdle({ socket, asked }: Client) {
  if (asked === 0) socket.end();
  if ([...clients].every((each) => each.asked === 0))
    process.exit(0);
}

process.once('SIGTERM', () => {
  console.log('SIGTERM');
  isStopping = true;
  server.close(() => console.log('closed'));
  for (const client of clients) endIfIdle(client);
  setTimeout(giveUp, GRACE).unref();
});

function giveUp() {
  console.log('too late');
  for (const { socket } of clients) socket.destroy();
  process.exit(1);
}

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

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

function ask(port: number, line: string) {
  return new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = net.connect(port, HOST);
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
    socket.write(`${line}\n`);
  });
}

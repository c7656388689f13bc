// Keeps what a member can't take yet in an outbox of its own, with a limit.
import net, { type AddressInfo } from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);
const LIMIT = 1024 * 1024;

interface Member {
  socket: net.Socket;
  name: string | null;
  rest: Buffer;
  outbox: Buffer[];
  waiting: number;
}
const members: Member[] = [];

function flush(member: Member) {
  const { socket, outbox } = member;
  while (outbox.length > 0 && !socket.writableNeedDrain) {
    const next = outbox.shift() as Buffer;
    member.waiting -= next.length;
    socket.write(next);
  }
}

function say(from: Member, text: string) {
  const line = Buffer.from(`${text}\n`);
  for (const member of members) {
    if (member === from || member.name === null) continue;
    if (member.socket.destroyed) continue;
    member.outbox.push(line);
    member.waiting += line.length;
    flush(member);
    if (member.waiting > LIMIT) member.socket.destroy();
  }
}

function hear(member: Member, line: string) {
  if (member.name !== null) {
    say(member, `${member.name}: ${line}`);
    return;
  }
  member.name = line;
  say(member, `* ${line} joined`);
}

const server = net.createServer();
server.on('connection', (socket) => {
  const member: Member = {
    socket,
    name: null,
    rest: Buffer.alloc(0),
    outbox: [],
    waiting: 0,
  };
  members.push(member);
  socket.on('data', (chunk) => {
    member.rest = Buffer.concat([member.rest, chunk]);
    for (;;) {
      const end = member.rest.indexOf('\n');
      if (end < 0) break;
      const line = member.rest.toString('utf8', 0, end);
      member.rest = member.rest.subarray(end + 1);
      hear(member, line);
    }
  });
  socket.on('drain', () => flush(member));
  socket.on('error', (error) =>
    console.error(error.message),
  );
  socket.once('close', () => {
    members.splice(members.indexOf(member), 1);
    if (member.name !== null)
      say(member, `* ${member.name} left`);
  });
});

server.listen(PORT, HOST, () => {
  const { address, port } = server.address() as AddressInfo;
  console.log(`Server listening on ${address}:${port}`);
});

// A thousand members in a room: all of them hear a line, and none costs much. With --count it is the room of the
// solution, in which each of them gives a name, and that takes a while.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { fileURLToPath } from 'node:url';

const COUNT = 1000;
const KIB = 2 ** 10;
/** What this process may hold with a thousand sockets, in MiB. */
const OWN_MIB = 150;
/** Far more than a member costs here. */
const MEMBER_KIB = 64;
const isChat = process.argv.includes('--count');
const ROOM = new URL(
  `../../../../lessons/19-chat/${isChat ? 'solution/chat' : 'room'}.ts`,
  import.meta.url,
);

const server = spawn(
  process.execPath,
  [...process.execArgv, fileURLToPath(ROOM)],
  {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const [said] = await once(server.stdout, 'data');
server.stdout.resume();
const port = Number(/:(\d+)/.exec(String(said))?.[1]);

/** The memory that the server holds, in KiB; 0 where the system doesn't tell. */
function readMemory(): number {
  if (process.platform !== 'linux') return 0;
  const text = readFileSync(
    `/proc/${server.pid}/status`,
    'utf8',
  );
  return Number(/^RssAnon:\s*(\d+)/m.exec(text)?.[1]);
}

const sockets: net.Socket[] = [];
let read = 0;
let wanted = 0;
let wake = () => {};

/** Waits until all who read have together read so many bytes. */
async function untilRead(bytes: number): Promise<void> {
  wanted = bytes;
  const all = new Promise<void>((done) => {
    wake = done;
  });
  if (read < wanted) await all;
  assert.equal(read, wanted);
}

const before = readMemory();
const begun = performance.now();
for (let count = 0; count < COUNT; count += 1) {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('data', ({ length }) => {
    read += length;
    if (read >= wanted) wake();
  });
  sockets.push(socket);
}

// All names have three digits, so each line is as long as another.
const lines = (COUNT * (COUNT - 1)) / 2;
if (isChat) {
  for (const [index, socket] of sockets.entries())
    socket.write(`${String(index).padStart(3, '0')}\n`);
}
const inRoom = isChat
  ? lines * '* 000 joined\n'.length
  : COUNT * 'welcome\n'.length;
await untilRead(inRoom);
const joinedMs = performance.now() - begun;

const told = isChat ? '000: hello\n' : 'hello\n';
sockets[0]?.write('hello\n');
await untilRead(inRoom + (COUNT - 1) * told.length);

const own = process.memoryUsage.rss() / KIB ** 2;
const each = (readMemory() - before) / COUNT;
if (isChat) {
  const { user, system } = process.cpuUsage();
  const ms = Math.round(performance.now() - begun);
  console.log(
    `${Math.round(joinedMs)} ms to come in, ${ms} ms in all, ${Math.round((user + system) / 1000)} ms of processor`,
  );
  console.log(`${lines.toLocaleString('en-US')} lines`);
  console.log(
    `own ${own.toFixed(0)} MiB, each member ${each.toFixed(1)} KiB`,
  );
}
server.kill();
assert.ok(own < OWN_MIB, `${own} MiB here`);
assert.ok(each < MEMBER_KIB, `${each} KiB each`);
process.exit();

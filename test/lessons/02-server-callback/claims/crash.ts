// What a client is told when the server's process ends: an end, or a reset where bytes were left unread.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

/** A server in a process of its own, which ends at its first chunk or, unread, at a word on standard input. */
const SERVER = `
const isRead = process.argv[1] === 'read';
const server = require('node:net').createServer({ pauseOnConnect: !isRead }, (socket) => {
  socket.on('data', () => process.exit(1));
  console.log('connected');
});
process.stdin.on('data', () => process.exit(1));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function endServer(
  how: 'read' | 'unread',
): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['-e', SERVER, how],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = await once(child.stdout, 'data');
  const client = net
    .connect(Number(String(line)), '127.0.0.1')
    .resume();
  const events: string[] = [];
  client.on('end', () => events.push('end'));
  client.on('error', (error: NodeJS.ErrnoException) =>
    events.push(error.code ?? ''),
  );
  const closed = new Promise((resolve) =>
    client.on('close', resolve),
  );
  await once(child.stdout, 'data');
  // On one machine, what the kernel has taken lies with the server's side at once.
  await new Promise((resolve) =>
    client.write('hello', resolve),
  );
  if (how === 'unread') child.stdin.write('end');
  await closed;
  return events;
}

// Elsewhere the system may do otherwise.
if (process.platform === 'linux') {
  assert.deepEqual(await endServer('read'), ['end']);
  const [error] = await endServer('unread');
  console.log(`left unread: ${error}`);
}

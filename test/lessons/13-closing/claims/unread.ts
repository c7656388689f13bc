// What a peer's ending looks like while bytes lie unread at that peer: a reset, even if it was destroyed or killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

// It says when the bytes are there, and reads none of them.
const CLIENT = `
  const client = require('node:net').connect(process.argv[1], '127.0.0.1');
  client.once('readable', () => console.log('unread'));
  process.stdin.on('data', () => client.destroy());
`;

/** Ends a client that has not read; returns what its server is told. */
async function endUnread(
  how: 'destroy' | 'kill',
): Promise<string[]> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = spawn(
    process.execPath,
    ['-e', CLIENT, String(port)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const [socket] = (await once(server, 'connection')) as [
    net.Socket,
  ];
  server.close();

  const told: string[] = [];
  socket.on('end', () => told.push('end'));
  socket.on('error', (error: NodeJS.ErrnoException) =>
    told.push(String(error.code)),
  );
  socket.resume();
  // More than a socket reads ahead.
  socket.write(Buffer.alloc(2 ** 20));
  await once(client.stdout, 'data');
  const closed = new Promise<boolean>((resolve) =>
    socket.on('close', resolve),
  );
  if (how === 'kill') client.kill('SIGKILL');
  else client.stdin.write('destroy');
  told.push(`close: ${await closed}`);
  client.kill('SIGKILL');
  return told;
}

if (process.platform === 'linux') {
  for (const how of ['destroy', 'kill'] as const) {
    const [first, ...rest] = await endUnread(how);
    assert.ok(
      first === 'ECONNRESET' || first === 'EPIPE',
      `${how}: ${first}`,
    );
    assert.deepEqual(rest, ['close: true'], how);
  }
}

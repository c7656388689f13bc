// What becomes of clients that wait to be accepted when the server closes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const CLIENTS = 20;
const code = `
  const server = require('node:net').createServer();
  server.on('connection', () => console.log('accepted'));
  server.listen(0, '127.0.0.1', () => {
    require('node:fs').writeSync(1, server.address().port + '\\n');
    // Stands still until its parent writes.
    require('node:fs').readSync(0, Buffer.alloc(1));
    server.close();
  });
`;
const child = spawn(process.execPath, ['-e', code]);
const [port] = await once(child.stdout, 'data');
const clients = Array.from({ length: CLIENTS }, () =>
  net.connect(Number(port), '127.0.0.1').resume(),
);
await Promise.all(
  clients.map((client) => once(client, 'connect')),
);
const ends = clients.map(
  (client) =>
    new Promise((resolve) => {
      client.on(
        'error',
        ({ code }: NodeJS.ErrnoException) => resolve(code),
      );
      client.on('end', () => resolve('end'));
    }),
);
child.stdin.end('!');
for (const end of await Promise.all(ends))
  assert.equal(end, 'ECONNRESET');
await once(child, 'exit');

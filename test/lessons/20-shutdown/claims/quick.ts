// Three quick ways to go at SIGTERM look the same: to the client an end without an answer, to the caller exit code 0.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';

const WAYS = [
  'socket.destroy()',
  'socket.end()',
  'process.exit(0)',
];

async function go(way: string) {
  const code = `
    const server = require('node:net').createServer((socket) => {
      socket.on('error', (error) => console.error(error.message));
      socket.on('data', () => {
        setTimeout(() => socket.write('answer'), 100);
        process.kill(process.pid, 'SIGTERM');
      });
      process.once('SIGTERM', () => {
        server.close();
        ${way};
      });
    });
    server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  `;
  const child = spawn(process.execPath, ['-e', code]);
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const exited = once(child, 'exit');
  const [port] = await once(child.stdout, 'data');
  const client = net.connect(Number(port), '127.0.0.1');
  const events: string[] = [];
  client.on('data', () => events.push('data'));
  client.on('end', () => events.push('end'));
  client.on('error', () => events.push('error'));
  client.write('question');
  await once(client, 'close');
  return { events, exit: await exited, stderr };
}

for (const way of WAYS)
  assert.deepEqual(
    await go(way),
    { events: ['end'], exit: [0, null], stderr: '' },
    way,
  );

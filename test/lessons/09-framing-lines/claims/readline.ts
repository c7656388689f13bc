// Where Node's line reader ends a line, and what becomes of an answer to a line that was never finished.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import readline from 'node:readline';
import { PassThrough } from 'node:stream';

const input = new PassThrough();
const found: string[] = [];
readline
  .createInterface({ input, crlfDelay: Infinity })
  .on('line', (line) => found.push(line));
input.end('a\rb\u2028c\u2029d\n');
await once(input, 'close');
const isNew =
  Number(process.versions.node.split('.')[0]) >= 24;
assert.deepEqual(
  found,
  isNew ? ['a', 'b', 'c', 'd'] : ['a', 'b\u2028c\u2029d'],
);

/** What comes back of a line and a half, and the error that the server's socket gets. */
async function answer(
  kind: 'listener' | 'loop',
): Promise<{ text: string; error: string }> {
  let error = 'none';
  let over: Promise<unknown> = Promise.resolve();
  const server = net.createServer((socket) => {
    over = new Promise((resolve) =>
      socket.on('close', resolve),
    );
    socket.on(
      'error',
      ({ code }: NodeJS.ErrnoException) => {
        error = code ?? '';
      },
    );
    const lines = readline.createInterface({
      input: socket,
      crlfDelay: Infinity,
    });
    if (kind === 'listener')
      lines.on('line', (line) => socket.write(`<${line}>`));
    else void loop(lines, socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = net.connect(port, '127.0.0.1', () =>
    client.end('one\ntw'),
  );
  let text = '';
  client.on('data', (chunk) => {
    text += chunk;
  });
  await once(client, 'close');
  await over;
  server.close();
  return { text, error };
}

async function loop(
  lines: readline.Interface,
  socket: net.Socket,
): Promise<void> {
  for await (const line of lines) socket.write(`<${line}>`);
}

assert.deepEqual(await answer('listener'), {
  text: '<one><tw>',
  error: 'none',
});
const { text, error } = await answer('loop');
assert.equal(text, '<one>');
console.log(`a write after the end: ${error}`);

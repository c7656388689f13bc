// How many of a client's questions wait for a delayed ACK: written in two pieces, a turn apart, and in ways that help.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

const ROUNDS = 20;
/** Far from what an answer on the loopback interface takes, and from the 40 ms of a delayed ACK. */
const SLOW_MS = 20;

const server = net.createServer((socket) => {
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) socket.write(`${line}\n`);
  });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');

type Ask = (client: net.Socket) => void | Promise<void>;

/** How many of the rounds were slow. */
async function countSlow(
  ask: Ask,
  noDelay = false,
): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const client = net.connect({
    port,
    host: '127.0.0.1',
    noDelay,
  });
  await once(client, 'connect');
  let slow = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await ask(client);
    await once(client, 'data');
    if (performance.now() - start >= SLOW_MS) slow += 1;
  }
  client.destroy();
  return slow;
}

const two: Ask = (client) => {
  client.write('question ');
  client.write('1\n');
};
const later: Ask = async (client) => {
  client.write('question ');
  await new Promise(setImmediate);
  client.write('1\n');
};
const corked: Ask = (client) => {
  client.cork();
  client.write('question ');
  client.write('1\n');
  client.uncork();
};

if (process.platform === 'linux') {
  assert.ok(
    (await countSlow(two)) > ROUNDS / 2,
    'two writes are slow',
  );
  assert.ok(
    (await countSlow(later)) > ROUNDS / 2,
    'a turn apart they are, too',
  );
  assert.ok(
    (await countSlow(two, true)) < ROUNDS / 2,
    'without Nagle they are not',
  );
  assert.ok(
    (await countSlow(corked)) < ROUNDS / 2,
    'corked they are not',
  );
  const one: Ask = (client) =>
    void client.write('question 1\n');
  assert.ok(
    (await countSlow(one)) < ROUNDS / 2,
    'one write is not',
  );
}
process.exit();

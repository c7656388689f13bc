// Tests the proxy of the checks, before servers and after clients.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Inconclusive } from '../../src/check/expectation-errors.ts';
import { examineOnly, openBox, tellStory } from './tools-on-fixtures.ts';

/** How long a peer may take to answer, in ms: a busy machine is no fault of the proxy's. */
const DEADLINE_MS = 60_000;

const env = (port: number) => ({ PORT: String(port) });
const TEXT = 'I am 你好.\n';
const BYTES = Buffer.byteLength(TEXT);

describe('a proxy before the server under check', { timeout: 4 * DEADLINE_MS }, () => {
  test('splits, in 20 of 20 trials', async (t) => {
    const { tools } = openBox(t);
    const proxy = await tools.proxy({ split: 1 }, { name: 'sizes' });
    const server = await tools.server({ name: 'sizes' });
    for (let trial = 0; trial < 20; trial += 1) {
      const peer = await proxy.connect();
      await peer.write(TEXT);
      await peer.expect('1\n'.repeat(BYTES), DEADLINE_MS);
      const numbers = server.records.map(({ connection }) => connection);
      assert.ok(numbers.includes(peer.connection));
      peer.destroy();
      await peer.closed;
    }
    await proxy.applied();
  });

  test('coalesces what comes in a burst', async (t) => {
    const { tools } = openBox(t);
    const proxy = await tools.proxy({ coalesce: true }, { name: 'sizes' });
    const peer = await proxy.connect();
    await peer.write('one ');
    await peer.write('two ');
    await peer.write('three');
    peer.end();
    await peer.expect('13\n', DEADLINE_MS);
    await proxy.applied();
  });

  test('delays', async (t) => {
    const { tools } = openBox(t);
    const proxy = await tools.proxy({ delay: 150 }, { name: 'echo' });
    const peer = await proxy.connect();
    const begun = performance.now();
    await peer.write('there and back');
    await peer.expect('there and back', DEADLINE_MS);
    assert.ok(performance.now() - begun >= 299);
    await proxy.applied();
  });

  test('resets both sides', async (t) => {
    const { tools } = openBox(t);
    const proxy = await tools.proxy({ resetAfter: 4 }, { name: 'echo' });
    const server = await tools.server({ name: 'echo' });
    const peer = await proxy.connect();
    await peer.write('hello');
    await peer.closed;
    await proxy.applied();
    const error = await server.until({ en: 'a reset', zh: '重置' }, ({ kind }) => kind === 'error');
    assert.equal(error.code, 'ECONNRESET');
    assert.equal(error.connection, peer.connection);
  });

  test('swallows', async (t) => {
    const { tools } = openBox(t);
    const proxy = await tools.proxy({ drop: 4 }, { name: 'echo' });
    const server = await tools.server({ name: 'echo' });
    const peer = await proxy.connect();
    await peer.write('hello');
    await server.until({ en: 'four bytes', zh: '四个字节' }, ({ kind, bytes }) => {
      return kind === 'data' && bytes === 4;
    });
    await proxy.applied();
    assert.equal(peer.pending.length, 0);
  });

  test('knows when it did nothing', async (t) => {
    const { tools } = openBox(t);
    for (const faults of [{ split: 1 }, { resetAfter: 4 }, { drop: 4 }]) {
      const proxy = await tools.proxy(faults, { name: 'echo' });
      const peer = await proxy.connect();
      peer.end();
      await peer.expectEnd(DEADLINE_MS);
      await assert.rejects(proxy.applied(), Inconclusive);
    }
  });

  test('appears in the story, in both languages', async () => {
    const outcome = await examineOnly(async ({ phase, proxy }) => {
      await phase('one', async () => {
        const before = await proxy({ split: 1, delay: 2 }, { name: 'echo' });
        const peer = await before.connect();
        await peer.write('ab');
        await peer.expect('ba', DEADLINE_MS);
      });
      return null;
    });
    assert.equal(outcome.verdict, 'fail');
    assert.match(
      tellStory(outcome),
      /a proxy is in front of the program: 1 byte at a time, everything .* 2 ms/,
    );
    assert.ok(
      outcome.story.some(
        ({ zh }) => zh === '程序前面有一个代理：每次只转发 1 字节，一切都晚 2 毫秒',
      ),
    );
  });
});

describe('a proxy between the client under check and a scripted server', {
  timeout: 4 * DEADLINE_MS,
}, () => {
  test('splits what either side writes', async (t) => {
    const { tools } = openBox(t);
    const scripted = await tools.listen();
    const proxy = await tools.proxy({ split: 1 }, { to: scripted });
    const client = tools.launch({ name: 'asks', environment: env(proxy.port) });
    const peer = await scripted.accept(client);
    await peer.expect('a question', DEADLINE_MS);
    await peer.write(TEXT);
    peer.end();
    await client.untilExit();
    const sizes = client.records.flatMap(({ kind, bytes, connection }) =>
      kind === 'data' && connection === peer.connection ? [bytes] : [],
    );
    assert.deepEqual(sizes, Array(BYTES).fill(1));
    await proxy.applied();
  });

  test('does not outlive the check', async (t) => {
    const box = openBox(t);
    const scripted = await box.tools.listen();
    const proxy = await box.tools.proxy({ drop: 1 }, { to: scripted });
    const peer = await proxy.connect();
    await box.close();
    await peer.closed;
  });
});

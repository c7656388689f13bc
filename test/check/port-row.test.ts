// Tests rows of ports: taken, freed, connected to, and lost to other programs.
import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { Inconclusive } from '../../src/check/expectation-errors.ts';
import { openPortRow, readListening, readRefusals } from '../../src/check/port-row.ts';
import { Story } from '../../src/check/story.ts';
import type { Tools } from '../../src/check/tools.ts';
import { openBox } from './tools-on-fixtures.ts';

/** Listens as another program would; the code of the error where it can't, else null. */
function listen(t: TestContext, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    t.after(() => server.close());
    server.once('error', ({ code = '' }: NodeJS.ErrnoException) => resolve(code));
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
}

/** Starts the program that takes the next port where one is taken; settles when it listens. */
async function hop({ launch }: Tools, port: number | undefined) {
  const program = launch({ name: 'hops', environment: { PORT: String(port) } });
  const what = { en: 'it listens', zh: '它在监听' };
  await program.until(what, ({ kind }) => kind === 'listening', { ms: 10_000 });
  return program;
}

const LOST = ({ reason }: Inconclusive) => /took ports? \d+/.test(reason.en);

describe('a row of ports', () => {
  test('is consecutive, and taken', async (t) => {
    const { tools } = openBox(t);
    const { ports, taken } = await tools.portRow(4);
    const [first = 0] = ports;
    assert.deepEqual(ports, [first, first + 1, first + 2, first + 3]);
    assert.deepEqual(taken, ports);
    for (const port of ports) assert.equal(await listen(t, port), 'EADDRINUSE');
  });

  test('leaves free ports to others, and keeps the taken ones', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(3);
    const [first = 0, second = 0, third = 0] = row.ports;
    await row.take(first, third);
    assert.deepEqual(row.taken, [first, third]);
    const program = await hop(tools, first);
    assert.deepEqual(readRefusals(program), [first]);
    assert.deepEqual(readListening(program), [`127.0.0.1:${second}`]);
    await row.free(third);
    assert.equal(await listen(t, third), null);
    assert.equal(await listen(t, first), 'EADDRINUSE');
  });

  test('can be taken again', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(2);
    await row.take();
    await row.take(...row.ports);
    for (const port of row.ports) assert.equal(await listen(t, port), 'EADDRINUSE');
  });

  test('does not claim ports that others took', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(2);
    await row.take();
    const [first = 0, second = 0] = row.ports;
    assert.equal(await listen(t, second), null);
    await assert.rejects(row.take(first, second), LOST);
  });

  test('knows which ports got a connection', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(2);
    const second = row.ports[1] ?? 0;
    const socket = net.connect(second, '127.0.0.1');
    t.after(() => socket.destroy());
    await new Promise((resolve) => socket.once('close', resolve).end());
    assert.deepEqual(row.visited, [second]);
  });

  test('is free after the check', async (t) => {
    const box = openBox(t);
    const { ports } = await box.tools.portRow(2);
    await box.close();
    for (const port of ports) assert.equal(await listen(t, port), null);
  });

  test('says in the story what happened', async (t) => {
    const { tools } = openBox(t);
    const { story } = await tools.phase('ports', async () => {
      const row = await tools.portRow(3);
      const [first = 0, second = 0] = row.ports;
      await row.take(first, second);
      await row.free(second);
      await row.take(...row.ports);
    });
    const told = story.map(({ en }) => en.replace(/\d{5}/g, 'P'));
    assert.deepEqual(told, [
      'taken: ports P and P; free: port P',
      'port P became free again',
      'ports P, P and P: all taken',
    ]);
  });
});

describe('the disturbance of a row', () => {
  test('is not reported where only the program took ports', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(3);
    const [first = 0] = row.ports;
    await row.take(first);
    const program = await hop(tools, first);
    await row.makeSure(program);
    assert.notEqual(program.exit, null);
  });

  test('is not reported for a port that was taken, and then freed', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(3);
    const [first = 0, second = 0] = row.ports;
    await row.take(first, second);
    const program = await hop(tools, first);
    await row.free(first);
    await row.makeSure(program);
  });

  test('is noticed where another program listens', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(3);
    const [first = 0, , third = 0] = row.ports;
    await row.take(first);
    const program = await hop(tools, first);
    assert.equal(await listen(t, third), null);
    await assert.rejects(row.makeSure(program), LOST);
  });

  test('is noticed where another program listened for a moment', async (t) => {
    const { tools } = openBox(t);
    const row = await tools.portRow(3);
    const [first = 0] = row.ports;
    await row.take(first);
    const stranger = net.createServer();
    await new Promise<void>((resolve) => {
      stranger.listen(first + 1, '127.0.0.1', resolve);
    });
    const program = await hop(tools, first);
    await new Promise((resolve) => stranger.close(resolve));
    assert.deepEqual(readRefusals(program), [first, first + 1]);
    await assert.rejects(row.makeSure(program), Inconclusive);
  });

  test('is reported where no row can be found', async (t) => {
    const { tools } = openBox(t);
    const holder = await tools.portRow(1);
    const findTaken = async () => holder.ports[0] ?? 0;
    await assert.rejects(openPortRow(2, new Story(), findTaken), ({ reason }: Inconclusive) =>
      reason.en.includes('no 2 free ports in a row'),
    );
  });
});

// Tests the scripted server with clients that stay, disconnect at once, and never connect.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UnmetExpectation } from '../../src/check/expectation-errors.ts';
import { openBox } from './tools-on-fixtures.ts';

const env = (port: number) => ({ PORT: String(port) });

describe('a scripted server', () => {
  test('answers a client that ended its side with its question', async (t) => {
    const { tools } = openBox(t);
    const server = await tools.listen();
    const client = tools.launch({ name: 'asks', environment: env(server.port) });
    const peer = await server.accept(client);
    await peer.expect('a question');
    await peer.writePieces(['an ', 'answer']);
    peer.end();
    assert.deepEqual(await client.untilExit(), { code: 0, signal: null });
    assert.deepEqual(client.lines('stdout'), ['answer: an answer']);
  });

  test('holds the next piece until no timer of the client runs', async (t) => {
    const { tools } = openBox(t);
    const server = await tools.listen();
    const client = tools.launch({ name: 'timer', environment: env(server.port) });
    const peer = await server.accept(client);
    await peer.writePieces(['half']);
    assert.equal(await client.untilNoTimer(), true);
    assert.deepEqual(client.lines('stdout'), ['answer: half']);
    assert.equal(await client.untilNoTimer(), false);
  });

  test('accepts clients that disconnect at once', async (t) => {
    const { tools } = openBox(t);
    for (let trial = 0; trial < 5; trial += 1) {
      const server = await tools.listen();
      const client = tools.launch({ name: 'passes-by', environment: env(server.port) });
      await client.untilExit();
      const peer = await server.accept(client);
      await peer.expectEnd();
    }
  });

  test('reports a client that ended without connecting', async (t) => {
    const { tools } = openBox(t);
    const server = await tools.listen();
    const client = tools.launch({ name: 'ends', environment: env(server.port) });
    await assert.rejects(server.accept(client), (error: UnmetExpectation) => {
      assert.ok(error instanceof UnmetExpectation);
      assert.equal(error.expected.en, 'the program connects');
      assert.equal(error.got.en, 'the program ended: exit code 0');
      return true;
    });
  });

  test('reports a client that never connected', async (t) => {
    const { tools } = openBox(t);
    const server = await tools.listen();
    const client = tools.launch({ name: 'never' });
    await assert.rejects(server.accept(client, 500), ({ got }: UnmetExpectation) => {
      assert.equal(got.en, 'nothing within 0.5 s');
      return true;
    });
  });
});

test('a program can be run again and again, in one process', async (t) => {
  const { tools } = openBox(t);
  const program = tools.launch({ name: 'counts', runs: 5 });
  assert.deepEqual(await program.untilExit(), { code: 0, signal: null });
  const lines = program.lines('stdout').map((line) => line.split(' '));
  assert.deepEqual(
    lines.map(([, run]) => run),
    ['1', '2', '3', '4', '5'],
  );
  assert.equal(new Set(lines.map(([pid]) => pid)).size, 1);
});

test("a program does not get a HOST that is a machine's name", async (t) => {
  const before = process.env.HOST;
  process.env.HOST = 'a-machine-with-a-name';
  t.after(() => {
    if (before === undefined) delete process.env.HOST;
    else process.env.HOST = before;
  });
  const { tools } = openBox(t);
  const program = tools.launch({ name: 'host' });
  await program.untilExit();
  assert.deepEqual(program.lines('stdout'), ['127.0.0.1']);
});

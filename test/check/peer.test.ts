// Tests the scripted peer against servers that read, don't read, hang up and reset.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Inconclusive, UnmetExpectation } from '../../src/check/expectation-errors.ts';
import { examineOnly, openBox } from './tools-on-fixtures.ts';

describe('pieces', () => {
  test('arrive one by one, in every trial', async (t) => {
    const { tools } = openBox(t);
    const text = 'I am 你好.\r\n';
    const bytes = Buffer.byteLength(text);
    for (let trial = 0; trial < 20; trial += 1) {
      const peer = await tools.connect({ name: 'sizes' });
      await peer.writeBytewise(text);
      await peer.expect('1\n'.repeat(bytes));
      peer.destroy();
    }
  });

  test('of several sizes arrive as they were cut', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'sizes' });
    await peer.writePieces(['one', Buffer.alloc(5), 'x', 'four']);
    await peer.expect('3\n5\n1\n4\n');
  });

  test('are inconclusive where they arrived as one', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'idle' });
    await peer.write('abc');
    const pieces = assert.rejects(peer.writePieces(['d']), Inconclusive);
    // The second client makes the server read from the first, which has written all four by now.
    await tools.connect({ name: 'idle' });
    await pieces;
  });

  test('end where the program hangs up', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'one-byte' });
    await peer.writeBytewise('a long story');
    const subject = await tools.server({ name: 'one-byte' });
    await subject.until({ en: 'its end', zh: '关闭' }, ({ kind }) => kind === 'close');
    assert.equal(subject.records.filter(({ kind }) => kind === 'data').length, 1);
  });

  test('are told as far as they were written', async () => {
    const { story } = await examineOnly(async ({ phase, connect }) => {
      await phase('short', async () => {
        const peer = await connect({ name: 'one-byte' });
        await peer.writePieces(['a', 'long', 'story']);
        await peer.expect('nothing of the kind');
      });
      return null;
    });
    const told = story.filter(({ en }) => en.includes('wrote'));
    assert.deepEqual(told, [
      {
        en: 'the peer wrote “along” (5 bytes), the first 2 of 3 pieces',
        zh: '对端写入“along”（5 字节），是 3 段里的前 2 段',
      },
    ]);
  });
});

describe('expectations', () => {
  test('are met by bytes in any chunks, and leave what follows', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'echo' });
    await peer.writePieces(['on', 'e\ntw', 'o\nrest']);
    await peer.expect('one\n');
    assert.equal(await peer.expectLine(), 'two');
    await peer.expect('rest');
    assert.equal(peer.pending.length, 0);
  });

  test('fail at once at the first wrong byte', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'echo' });
    await peer.write('one\n');
    const start = performance.now();
    await assert.rejects(peer.expect('once upon a time', 60_000), (error: UnmetExpectation) => {
      assert.ok(error instanceof UnmetExpectation);
      assert.equal(error.bytes?.toString(), 'one\n');
      assert.equal(error.expected.en, '“once upon a time” (16 bytes)');
      assert.equal(error.got.en, '“one\\n” (4 bytes)');
      assert.equal(error.got.zh, '“one\\n”（4 字节）');
      return true;
    });
    assert.ok(performance.now() - start < 10_000);
  });

  test('fail at their deadline, and report what came', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'echo' });
    await peer.write('on');
    await peer.expect('o');
    await assert.rejects(peer.expect('ne', 200), ({ got }: UnmetExpectation) => {
      assert.equal(got.en, 'only “n” (1 byte) within 0.2 s');
      return true;
    });
  });

  test('fail where nothing came', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'mute' });
    await peer.write('hello?');
    await assert.rejects(peer.expect('hello!', 200), ({ got }: UnmetExpectation) => {
      assert.equal(got.en, 'nothing within 0.2 s');
      return true;
    });
  });

  test('fail long before their deadline where the program has nothing left to do', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'echo' });
    await peer.write('on');
    await peer.expect('o');
    await assert.rejects(peer.expect('ne', 3_600_000), ({ got }: UnmetExpectation) => {
      assert.equal(got.en, 'only “n” (1 byte), and then the program just waits');
      assert.equal(got.zh, '只有“n”（1 字节），之后程序只是在等');
      return true;
    });
  });

  test('distinguish an end from a reset', async (t) => {
    const { tools } = openBox(t);
    const ended = await tools.connect({ name: 'one-byte' });
    await ended.write('x');
    await assert.rejects(ended.expect('y'), ({ got }: UnmetExpectation) => {
      assert.equal(got.en, 'the end of the connection');
      return true;
    });
    const reset = await tools.connect({ name: 'resets' });
    await reset.write('x');
    await assert.rejects(reset.expectEnd(), ({ got }: UnmetExpectation) => {
      assert.equal(got.en, 'the connection was reset');
      return true;
    });
  });

  test('of an end return the bytes before it', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'halves' });
    await peer.write('1234');
    peer.end();
    assert.equal(String(await peer.expectEnd()), 'total 4');
  });

  test('of a closing are met by an end and by a reset alike', async (t) => {
    const { tools } = openBox(t);
    for (const name of ['one-byte', 'resets']) {
      const peer = await tools.connect({ name });
      await peer.write('x');
      assert.equal(String(await peer.expectClosing()), '', name);
    }
    const late = await tools.connect({ name: 'halves' });
    await late.write('1234');
    late.end();
    assert.equal(String(await late.expectClosing()), 'total 4');
  });

  test('of a closing fail where the connection stays open', async (t) => {
    const { tools } = openBox(t);
    const peer = await tools.connect({ name: 'echo' });
    await peer.write('x');
    await assert.rejects(peer.expectClosing(200), ({ expected, got }: UnmetExpectation) => {
      assert.equal(expected.en, 'the connection is closed');
      assert.equal(got.en, 'only “x” (1 byte) within 0.2 s');
      return true;
    });
  });
});

test('a peer that does not read leaves the bytes where they are', async (t) => {
  const { tools } = openBox(t);
  const peer = await tools.connect({ name: 'echo' });
  peer.pause();
  await peer.write('later');
  const subject = await tools.server({ name: 'echo' });
  const written = { en: 'an echo', zh: '回声' };
  await subject.until(written, ({ kind }) => kind === 'write');
  assert.equal(peer.pending.length, 0);
  peer.resume();
  await peer.expect('later');
});

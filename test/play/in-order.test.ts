import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workInOrder } from '../../src/play/in-order.ts';

/** Works on letters, each of which is done when the test says so. */
function open(letters: string, atATime = 2, owed = '') {
  const running = new Map<string, (result: string | undefined) => void>();
  const begun: string[] = [];
  const told: string[] = [];
  const whole = workInOrder([...letters], {
    atATime,
    work(letter: string) {
      begun.push(letter);
      return new Promise<string | undefined>((resolve) => running.set(letter, resolve));
    },
    isOwedToOthers: (result) => result === owed,
    tell: (letter, result) => void told.push(letter + result),
  });
  return {
    begun,
    told,
    whole,
    async finish(letter: string, result: string | undefined) {
      running.get(letter)?.(result);
      await new Promise(setImmediate);
    },
  };
}

describe('work on many things', () => {
  it('is done side by side, and told in order', async () => {
    const { begun, told, whole, finish } = open('abc');
    assert.deepEqual(begun, ['a', 'b']);
    await finish('b', '1');
    assert.deepEqual([begun, told], [['a', 'b', 'c'], []]);
    await finish('a', '1');
    assert.deepEqual(told, ['a1', 'b1']);
    await finish('c', '1');
    await whole;
    assert.deepEqual(told, ['a1', 'b1', 'c1']);
  });

  it('is done once more, alone, where the others may be at fault', async () => {
    const { begun, told, whole, finish } = open('abc', 3, '?');
    await finish('a', '?');
    await finish('c', '?');
    assert.deepEqual(begun, ['a', 'b', 'c']);
    await finish('b', '1');
    assert.deepEqual(begun.slice(3), ['a']);
    await finish('a', '1');
    assert.deepEqual(
      [begun.slice(3), told],
      [
        ['a', 'c'],
        ['a1', 'b1'],
      ],
    );
    await finish('c', '?');
    await whole;
    assert.deepEqual(told, ['a1', 'b1', 'c?']);
  });

  it('is not done once more where there are no others', async () => {
    for (const [letters, atATime] of [
      ['a', 2],
      ['a', 1],
    ] as const) {
      const { told, whole, finish } = open(letters, atATime, '?');
      await finish('a', '?');
      await whole;
      assert.deepEqual(told, ['a?']);
    }
  });

  it('ends where it is called off', async () => {
    const { begun, told, whole, finish } = open('abc', 1);
    await finish('a', '1');
    await finish('b', undefined);
    await whole;
    assert.deepEqual([begun, told], [['a', 'b'], ['a1']]);
  });

  it('rejects with an error when all that had begun has ended', async () => {
    const begun: string[] = [];
    const work = workInOrder(['a', 'b'], {
      atATime: 2,
      async work(letter) {
        if (letter === 'a') throw new Error('broken');
        await new Promise(setImmediate);
        begun.push(letter);
        return letter;
      },
      isOwedToOthers: () => false,
      tell: () => {},
    });
    await assert.rejects(work, /broken/);
    assert.deepEqual(begun, ['b']);
  });
});

// Tests what is told of programs that could not run: the error itself, and no mistake of the exercise.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Outcome } from '../../src/check/examine.ts';
import { examineOnly } from './tools-on-fixtures.ts';

/** The outcome of a check that starts a program, waits for its end, and takes it for a known mistake, or for none. */
function examineProgram(name: string, mistake: 'slip' | null): Promise<Outcome> {
  return examineOnly(async ({ phase, launch, demand }) => {
    await phase('start', async () => {
      await launch({ name }).untilExit();
      demand(false, { en: 'more', zh: '更多' }, { en: 'less', zh: '更少' });
    });
    return mistake;
  });
}

describe('the cause of a failure', () => {
  test('is a name that means nothing, and no mistake of the exercise is named', async () => {
    const { cause, mistake } = await examineProgram('unnamed', 'slip');
    assert.equal(mistake, null);
    assert.equal(cause?.what.en, 'An error ended unnamed.ts');
    assert.match(cause?.meaning?.en ?? '', /^ReferenceError: There is nothing called dgram here/);
    assert.match(cause?.meaning?.zh ?? '', /^ReferenceError：/);
    assert.equal(cause?.isBroken, true);
  });

  test('is that nothing is in the program', async () => {
    const { cause } = await examineProgram('nothing', null);
    assert.match(cause?.what.en ?? '', /^nothing\.ts ended by itself/);
  });

  test('is another error, where no mistake is known', async () => {
    const { cause } = await examineProgram('misses', null);
    assert.equal(cause?.isBroken, false);
    assert.match(cause?.meaning?.en ?? '', /^\w+: /);
  });

  test('is a signal that the check did not send, and no mistake of the exercise is named', async () => {
    const { cause, mistake } = await examineProgram('killed', 'slip');
    assert.equal(mistake, null);
    assert.match(cause?.what.en ?? '', /^killed\.ts was killed by SIGKILL/);
  });

  test('is not told where a mistake is known that it says nothing about', async () => {
    for (const name of ['misses', 'nothing']) {
      const { cause, mistake } = await examineProgram(name, 'slip');
      assert.deepEqual([cause, mistake], [null, 'slip']);
    }
  });
});

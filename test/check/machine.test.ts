// Tests which errors and which words are taken for the machine's fault, and that the machine is asked before it is believed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findLack, hasSymptom, probeLoopback, probePrograms } from '../../src/check/machine.ts';
import type { TapRecord } from '../../src/stage/trace/record.ts';
import { unlessLong } from '../support/length.ts';
import { examineOnly, markPrograms } from './tools-on-fixtures.ts';

describe('an error of the checks themselves', () => {
  const lacks: [code: string, syscall: string, words: RegExp][] = [
    ['EAGAIN', 'spawn', /processes or threads/],
    ['EMFILE', 'open', /too few files/],
    ['ENETUNREACH', 'connect', /loopback/],
    ['EADDRNOTAVAIL', 'bind', /loopback/],
    ['EACCES', 'mkdtemp', /temporary folder/],
    ['ENOSPC', 'write', /temporary folder/],
  ];
  for (const [code, syscall, words] of lacks) {
    test(`is the machine's where it is ${code} of ${syscall}`, () => {
      assert.match(findLack(Object.assign(new Error(code), { code, syscall }))?.en ?? '', words);
    });
  }

  test("is the machine's where the compiler got no process", () => {
    const stopped = new Error('The service was stopped: write EPIPE');
    assert.match(findLack(stopped)?.en ?? '', /processes or threads/);
  });

  test('is not where a file is missing or a type wrong', () => {
    const missing = Object.assign(new Error('no'), { code: 'ENOENT', syscall: 'open' });
    assert.deepEqual([findLack(missing), findLack(new TypeError('no'))], [null, null]);
  });
});

describe('a symptom of a lack', () => {
  const print = (text: string): TapRecord[] => [{ t: 0, kind: 'stderr', text }];
  const words = [
    'Error: spawn /usr/bin/node EAGAIN',
    'Error: The service was stopped',
    'pthread_create: Resource temporarily unavailable',
    '  #  Assertion failed: (0) == (uv_thread_create(t.get(), start_thread, this))',
    "Error: EMFILE: too many open files, open '/x'",
    'connect ENETUNREACH 127.0.0.1:1',
    "EACCES: permission denied, mkdtemp '/tmp/x'",
  ];
  for (const text of words) {
    test(`is “${text.trim()}”`, () => assert.ok(hasSymptom({ exit: null, records: print(text) })));
  }

  test('is a program that hangs before it did anything', () => {
    assert.ok(hasSymptom({ exit: null, records: [{ t: 0, kind: 'start', text: 'server.ts' }] }));
  });

  test('is an abort, and a program that was not started', () => {
    assert.ok(hasSymptom({ exit: { code: null, signal: 'SIGABRT' }, records: [] }));
    assert.ok(hasSymptom({ exit: { code: 127, signal: null }, records: [] }));
  });

  test('is no error that a learner meets in the lessons', () => {
    const text = 'Error: listen EADDRINUSE: address already in use 127.0.0.1:6969';
    assert.ok(!hasSymptom({ exit: { code: 1, signal: null }, records: print(text) }));
  });
});

describe('a machine that lacks nothing', () => {
  // The next test asks it as well, as a check does.
  test('says so', { skip: unlessLong }, async () => {
    assert.deepEqual([await probeLoopback(), await probePrograms()], [null, null]);
  });

  test('does not excuse a program that says it does', async (t) => {
    const environment = markPrograms(t);
    const outcome = await examineOnly(async ({ phase, connect }) => {
      await phase('one', async () => void (await connect({ name: 'pretends', environment })));
      return null;
    });
    assert.equal(outcome.verdict, 'fail');
  });
});

// Tests how long a check waits, and when a program counts as idle.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isIdle, waitUntilIdle } from '../../src/check/wait-until-idle.ts';

const never = new Promise<string>(() => {});
/** Longer than any test. */
const LONG_MS = 3_600_000;

describe('a wait', () => {
  test('resolves to what comes', async () => {
    assert.equal(await waitUntilIdle(Promise.resolve('come'), LONG_MS, async () => null), 'come');
  });

  test('ends at its deadline while a program is busy', async () => {
    assert.equal(await waitUntilIdle(never, 300, async () => null), 'deadline');
  });

  test('ends when two looks in a row find the same idle state', async () => {
    let looks = 0;
    const look = async () => {
      looks += 1;
      return 'at rest';
    };
    assert.equal(await waitUntilIdle(never, LONG_MS, look), 'idle');
    assert.equal(looks, 2);
  });

  test('goes on where something happened between two looks, or a program was busy', async () => {
    const seen = ['3 records', '4 records', null, '4 records', '4 records'];
    let looks = 0;
    const look = async () => seen[looks++] ?? null;
    assert.equal(await waitUntilIdle(never, LONG_MS, look), 'idle');
    assert.equal(looks, seen.length);
  });

  test('takes what came during the last look', async () => {
    let come = (_: string) => {};
    const coming = new Promise<string>((resolve) => {
      come = resolve;
    });
    let looks = 0;
    const look = async () => {
      looks += 1;
      if (looks === 2) come('late');
      return 'at rest';
    };
    assert.equal(await waitUntilIdle(coming, LONG_MS, look), 'late');
  });
});

describe('a program is idle', () => {
  test('where only sockets and servers keep it alive', () => {
    assert.ok(isIdle(['TCPServerWrap', 'TCPSocketWrap', 'UDPWrap', 'SignalWrap']));
  });

  test('not while a timer runs, or something is connected, looked up or read', () => {
    for (const name of [
      'Timeout',
      'Immediate',
      'ConnectWrap',
      'GetAddrInfoReqWrap',
      'FSReqCallback',
    ])
      assert.equal(isIdle(['TCPServerWrap', name]), false, name);
  });

  test('not where nothing keeps it alive, or it does not answer', () => {
    assert.equal(isIdle([]), false);
    assert.equal(isIdle(null), false);
  });
});

// Tests the names of mistakes that any server can make.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandPlace, ListensElsewhere, nameCommon } from '../../src/check/any-server.ts';
import type { ProgramUnderCheck } from '../../src/check/program-under-check.ts';
import type { TapRecord } from '../../src/stage/trace/record.ts';

/** A server that was told port 40000 of 127.0.0.1, and did this. */
function told(records: Partial<TapRecord>[], host = '127.0.0.1'): ProgramUnderCheck {
  const address = records.findLast(({ kind }) => kind === 'listening')?.local ?? null;
  const port = address === null ? null : Number(/\d+$/.exec(address)?.[0]);
  return { asked: 40_000, host, records, address, port } as unknown as ProgramUnderCheck;
}

const listening = (local: string) => [{ kind: 'listening', local } as const];
const refused = (place: string) => [
  { kind: 'error', message: `listen EADDRINUSE: address already in use ${place}` } as const,
];

test('a port of its own is fixed, whether it is free or taken', () => {
  assert.equal(nameCommon([told(listening('127.0.0.1:6969'))], false), 'fixed-port');
  assert.equal(nameCommon([told(refused('127.0.0.1:6969'))], false), 'fixed-port');
});

test('the port that it was told, one of the next, and any free one are not fixed', () => {
  for (const port of [40_000, 40_003, 51_234]) {
    assert.equal(nameCommon([told(listening(`127.0.0.1:${port}`))], false), null);
  }
});

test('another address is told from all addresses', () => {
  assert.equal(nameCommon([told(listening('[::1]:40000'))], false), 'other-address');
  for (const all of ['[::]', '0.0.0.0', '127.0.0.1']) {
    assert.equal(nameCommon([told(listening(`${all}:40000`))], false), null);
  }
  // What a name stands for is the machine's affair.
  assert.equal(nameCommon([told(listening('[::1]:40000'), 'localhost')], false), null);
});

test('a server that is busy with itself has no other mistake', () => {
  assert.equal(nameCommon([told(listening('127.0.0.1:6969'))], true), 'blocks');
});

test('a server elsewhere is told where, and where it should be', () => {
  for (const local of ['127.0.0.1:6969', '[::1]:40000', '127.0.0.1:51234']) {
    assert.throws(
      () => demandPlace(told(listening(local))),
      (error) => error instanceof ListensElsewhere && /127\.0\.0\.1:40000/.test(error.expected.en),
    );
  }
  demandPlace(told(listening('[::]:40000')));
  demandPlace(told([]));
});

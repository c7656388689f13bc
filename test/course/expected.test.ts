import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogLine } from '../../src/course/block.ts';
import {
  findDifference,
  openExpectation,
  type PrintedLine,
  readPrinted,
} from '../../src/course/expected.ts';
import { KERNEL_STATES } from '../../src/course/run-options.ts';

/** `server │ text` lines as the prose holds them, the first on line 10. */
function log(...lines: string[]): LogLine[] {
  return lines.map((line, index) => ({ ...print(line), line: 10 + index }));
}

function print(line: string): PrintedLine {
  const [actor, text] = line.split(' │ ') as [string, string];
  return { actor, text };
}

function isMet(expected: LogLine[], ...lines: string[]): boolean {
  const expectation = openExpectation(expected);
  for (const line of lines) expectation.take(print(line));
  return expectation.isMet();
}

function differ(expected: LogLine[], ...lines: string[]): string | null {
  const difference = findDifference(expected, lines.map(print));
  if (!difference) return null;
  const { actor, line, expected: wanted, got } = difference;
  return `${actor}@${line}: ${wanted} / ${got}`;
}

test('order counts within an actor, never across', () => {
  const expected = log('server │ a', 'server │ b', 'client │ c');
  assert.equal(differ(expected, 'client │ c', 'server │ a', 'server │ b'), null);
  assert.equal(differ(expected, 'server │ a', 'client │ c', 'server │ b'), null);
  assert.equal(differ(expected, 'server │ b', 'server │ a', 'client │ c'), 'server@10: a / b');
});

test('the first difference names what was expected, and what came instead', () => {
  const expected = log('server │ a', 'server │ b');
  assert.equal(differ(expected, 'server │ a'), 'server@11: b / null');
  assert.equal(differ(expected, 'server │ a', 'server │ x'), 'server@11: b / x');
  assert.equal(differ(expected, 'server │ a', 'server │ b', 'server │ c'), 'server@11: null / c');
  assert.equal(differ(expected, 'server │ a', 'server │ b', 'client │ c'), 'client@null: null / c');
});

test('masks stand for what differs between runs, and for nothing else', () => {
  const one = (text: string, got: string) => differ(log(`server │ ${text}`), `server │ ${got}`);
  assert.equal(one('CONNECTED: 127.0.0.1:<port>', 'CONNECTED: 127.0.0.1:51324'), null);
  assert.notEqual(one('CONNECTED: 127.0.0.1:<port>', 'CONNECTED: 127.0.0.1:undefined'), null);
  assert.notEqual(one('at 127.0.0.1', 'at 127a0b0c1'), null);
  assert.equal(one('pid <pid>, <number> ms', 'pid 71, -3.25 ms'), null);
  assert.equal(one('in <path>:<number>', 'in /my files/server.ts:14'), null);
  assert.equal(one('Node.js <version>', 'Node.js v20.20.2'), null);
  assert.equal(one('You said "ONE…', 'You said "ONETWO"'), null);
  assert.notEqual(one('You said "ONE…', 'You said "TWO"'), null);
  assert.equal(one('<html> constructor', '<html> constructor'), null);
  assert.equal(one('', ''), null);
});

test('a line of … skips any number of lines, even none, and at the end too', () => {
  const crash = log('server │ up', 'server │ …', 'server │ TypeError', 'server │ …');
  assert.equal(differ(crash, 'server │ up', 'server │ TypeError'), null);
  assert.equal(
    differ(crash, 'server │ up', 'server │ x', 'server │ TypeError', 'server │ y'),
    null,
  );
  assert.equal(differ(crash, 'server │ up', 'server │ x'), 'server@12: TypeError / x');
  const ends = log('server │ …', 'server │ a', 'server │ b');
  assert.equal(differ(ends, 'server │ a', 'server │ x', 'server │ a', 'server │ b'), null);
  assert.equal(differ(ends, 'server │ a', 'server │ b', 'server │ x'), 'server@11: a / b');
  assert.equal(differ(ends, 'server │ b'), 'server@11: a / b');
  assert.equal(differ(log('server │ …'), 'server │ x', 'server │ · exit 1'), null);
});

test('an end is told as · exit N; one that is left out must be 0', () => {
  const told = log('client │ a', 'client │ · exit 0');
  assert.equal(differ(told, 'client │ a', 'client │ · exit 0'), null);
  assert.equal(differ(told, 'client │ a', 'client │ · exit 1'), 'client@11: · exit 0 / · exit 1');
  assert.equal(differ(told, 'client │ a'), 'client@11: · exit 0 / null');
  const untold = log('client │ a');
  assert.equal(differ(untold, 'client │ a', 'client │ · exit 0'), null);
  assert.equal(differ(untold, 'client │ a', 'client │ · exit 1'), 'client@10: null / · exit 1');
  assert.equal(differ(untold, 'client │ a', 'client │ · exit SIGSEGV')?.endsWith('SIGSEGV'), true);
});

test("the run's own port reads as 6969, other numbers stay", () => {
  const read = (text: string) =>
    readPrinted({ at: 0, actor: 'server', kind: 'stdout', text }, [45123])?.text;
  assert.equal(read('on 127.0.0.1:45123'), 'on 127.0.0.1:6969');
  assert.equal(read('CLOSED: 127.0.0.1 45123'), 'CLOSED: 127.0.0.1 6969');
  assert.equal(read('145123 451234'), '145123 451234');
  const told = { at: 0, actor: 'client', kind: 'stdout', text: 'by 45124 to 45123, 6969' } as const;
  assert.equal(readPrinted(told, [45123, 45124])?.text, 'by 6969 to 6969, 6969');
  assert.equal(readPrinted(told, [6969, 45124])?.text, 'by 6969 to 45123, 6969');
  const exit = { at: 0, actor: 'client', kind: 'exit', code: 1, signal: null } as const;
  assert.equal(readPrinted(exit, [1])?.text, '· exit 1');
  assert.equal(
    readPrinted({ ...exit, code: null, signal: 'SIGKILL' }, [1])?.text,
    '· exit SIGKILL',
  );
  assert.equal(readPrinted({ at: 0, actor: 'client', kind: 'write', bytes: 3 }, [1]), null);
});

test('a log is complete once all its lines have come', () => {
  const expected = log('server │ a', 'server │ …', 'server │ b', 'server │ c', 'client │ x');
  assert.equal(isMet(expected), false);
  assert.equal(isMet(expected, 'server │ a', 'server │ b', 'server │ c'), false);
  const lines = ['client │ x', 'server │ a', 'server │ b', 'server │ b', 'server │ c'];
  assert.equal(isMet(expected, ...lines), true);
  assert.equal(isMet(expected, ...lines.slice(0, -1)), false);
  assert.equal(isMet(log('server │ …'), 'server │ a'), true);
});

test('lines that must be last are waited for again when others follow', () => {
  const expected = log('server │ a', 'server │ …', 'server │ b', 'server │ c');
  assert.equal(isMet(expected, 'server │ a', 'server │ b', 'server │ c'), true);
  assert.equal(isMet(expected, 'server │ a', 'server │ b', 'server │ c', 'server │ d'), false);
  const twice = [
    'server │ a',
    'server │ b',
    'server │ c',
    'server │ d',
    'server │ b',
    'server │ c',
  ];
  assert.equal(isMet(expected, ...twice), true);
  assert.equal(isMet(expected, ...twice, 'server │ · exit 0'), true);
  assert.equal(isMet(expected, ...twice, 'server │ · exit 1'), false);
});

test('a log is hopeless once its beginning differs', () => {
  const hopeless = (...lines: string[]) => {
    const expectation = openExpectation(
      log('server │ a', 'server │ b', 'server │ …', 'server │ c'),
    );
    for (const line of lines) expectation.take(print(line));
    return expectation.isHopeless();
  };
  assert.equal(hopeless('server │ a'), false);
  assert.equal(hopeless('server │ a', 'server │ x'), true);
  assert.equal(hopeless('server │ a', 'server │ b', 'server │ x'), false);
});

test('states are held apart: each that is named, as often as it is, in any order', () => {
  const expected = log(
    'server │ up',
    'server │ · CLOSE-WAIT',
    'server │ bye',
    'client │ · LISTEN 3',
  );
  const lines = ['client │ · LISTEN 3', 'client │ · LISTEN', 'server │ up', 'server │ bye'];
  assert.equal(differ(expected, ...lines), 'server@11: · CLOSE-WAIT / null');
  assert.ok(!isMet(expected, ...lines));
  const all = [...lines, 'server │ · CLOSE-WAIT'];
  assert.equal(differ(expected, ...all), null);
  assert.ok(isMet(expected, ...all));
  assert.equal(differ(expected, ...all, 'server │ · ESTABLISHED', 'client-2 │ · TIME-WAIT'), null);
  for (const state of KERNEL_STATES) {
    const named = log(`server │ · ${state}`, 'server │ up');
    assert.equal(differ(named, 'server │ up', `server │ · ${state}`), null);
    assert.equal(differ(named, 'server │ up'), `server@10: · ${state} / null`);
  }
  const twice = log('server │ · TIME-WAIT', 'server │ · TIME-WAIT');
  assert.equal(differ(twice, 'server │ · TIME-WAIT'), 'server@11: · TIME-WAIT / null');
  assert.equal(differ(log('server │ · LISTEN <number>'), 'server │ · LISTEN 12'), null);
  const state = { at: 0, actor: 'server', kind: 'state' } as const;
  assert.equal(readPrinted({ ...state, state: 'LISTEN', waiting: 3 }, [1])?.text, '· LISTEN 3');
  assert.equal(readPrinted({ ...state, state: 'CLOSE-WAIT' }, [1])?.text, '· CLOSE-WAIT');
});

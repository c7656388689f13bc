// Tests what the tap saw, in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeEvent, dressRow } from '../../src/screen/row.ts';
import { createStyle } from '../../src/screen/style.ts';
import { isOutput } from '../../src/screen/view.ts';
import { KINDS, type TraceEvent } from '../../src/stage/trace/trace.ts';
import { LANGUAGES, type Language } from '../../src/text/language.ts';
import { event } from './events.ts';

const rows: [TraceEvent, en: string, zh: string][] = [
  [
    event('server', 'start', { text: 'server.ts', pid: 7 }),
    'start server.ts (pid 7)',
    '启动 server.ts（pid 7）',
  ],
  [event('server', 'listening', { local: '::1:1' }), 'listening on ::1:1', '正在监听 ::1:1'],
  [
    event('server', 'connection', { remote: '::1:9' }),
    'connection from ::1:9',
    '收到来自 ::1:9 的连接',
  ],
  // The client of a UNIX socket has no address.
  [event('server', 'connection', {}), 'connection', '收到一个连接'],
  [
    event('server', 'closing', { local: '::1:1' }),
    'server.close() on ::1:1',
    'server.close() ::1:1',
  ],
  [
    event('server', 'close', { local: '::1:1' }),
    'close (server on ::1:1)',
    'close（服务端 ::1:1）',
  ],
  [event('server', 'close', { protocol: 'udp' }), 'close', 'close'],
  [event('server', 'drop', { remote: '::1:9' }), 'drop ::1:9', 'drop ::1:9'],
  [
    event('client', 'lookup', { text: 'localhost', address: '::1' }),
    'lookup localhost → ::1',
    'lookup localhost → ::1',
  ],
  [
    event('client', 'connectionAttempt', { remote: '[::1]:9' }),
    'attempt to connect to [::1]:9',
    '尝试连接 [::1]:9',
  ],
  [
    event('client', 'connectionAttemptFailed', { message: 'connect ECONNREFUSED ::1:9' }),
    'attempt failed: connect ECONNREFUSED ::1:9',
    '尝试失败 connect ECONNREFUSED ::1:9',
  ],
  [
    event('client', 'connectionAttemptTimeout', { remote: '[::1]:9' }),
    'attempt timed out: [::1]:9',
    '尝试超时 [::1]:9',
  ],
  [event('server', 'arrived', { bytes: 5 }), 'arrived 5 bytes', '到达 5 字节'],
  [event('server', 'fin'), 'FIN (from the peer)', 'FIN（对端发来的）'],
  [event('server', 'fin', { isUnread: true }), 'FIN (nobody reads)', 'FIN（程序没有读取）'],
  [event('server', 'pause', { by: 'you' }), 'pause', 'pause'],
  [event('server', 'pause', { by: 'node' }), 'pause (by Node itself)', 'pause（Node 自己调用的）'],
  [
    event('server', 'pause', { by: 'node', text: 'pauseOnConnect' }),
    'pause (pauseOnConnect)',
    'pause（pauseOnConnect）',
  ],
  [event('server', 'resume'), 'resume', 'resume'],
  [
    event('server', 'close', { hadError: true, unread: 5 }),
    'close (after an error, 5 bytes never read)',
    'close（之前出过错，有 5 字节没有读取）',
  ],
  [event('client', 'write', { bytes: 1 }), 'write 1 byte', 'write 1 字节'],
  [event('client', 'write', { bytes: 8388608 }), 'write 8,388,608 bytes', 'write 8,388,608 字节'],
  [event('client', 'data', { bytes: 0 }), 'data 0 bytes', 'data 0 字节'],
  [event('client', 'write', { bytes: 3, protocol: 'udp' }), 'send 3 bytes', 'send 3 字节'],
  [event('server', 'data', { bytes: 3, protocol: 'udp' }), 'message 3 bytes', 'message 3 字节'],
  [
    event('client', 'unsent', { bytes: 3 }),
    'write 3 bytes (destroyed: not sent)',
    'write 3 字节（套接字已销毁，没有发出）',
  ],
  [
    event('client', 'write', { bytes: 65_527, protocol: 'udp' }),
    'send 65,527 bytes',
    'send 65,527 字节',
  ],
  [
    event('client', 'write', { bytes: 65_528, protocol: 'udp', isTooLarge: true }),
    'send 65,528 bytes (too large: not sent)',
    'send 65,528 字节（太大，没有发出）',
  ],
  [
    event('server', 'error', {
      text: 'tlsClientError',
      code: 'ECONNRESET',
      message: 'socket hang up',
    }),
    'tlsClientError ECONNRESET: socket hang up',
    'tlsClientError ECONNRESET: socket hang up',
  ],
  [event('client', 'end', { by: 'you' }), 'end', 'end'],
  [event('client', 'end', { by: 'node' }), 'end (by Node itself)', 'end（Node 自己调用的）'],
  [event('client', 'end', { by: 'peer' }), 'end (from the peer)', 'end（对端发来的）'],
  [event('client', 'close', { hadError: true }), 'close (after an error)', 'close（之前出过错）'],
  [event('client', 'close', { hadError: false }), 'close', 'close'],
  [event('client', 'exit', { code: 0, signal: null }), 'exit 0', 'exit 0'],
  [
    event('client', 'exit', { code: null, signal: 'SIGKILL' }),
    'ended by SIGKILL',
    '被 SIGKILL 终止',
  ],
];

for (const [one, en, zh] of rows) {
  test(`${en} | ${zh}`, () => {
    assert.equal(describeEvent(one, 'en'), en);
    assert.equal(describeEvent(one, 'zh'), zh);
  });
}

test('a row names its connection once', () => {
  const style = createStyle({ colour: false, links: false });
  const say = (one: TraceEvent, language: Language) =>
    dressRow(one, { style, language }, ':41070').text;
  for (const language of LANGUAGES) {
    const from = (remote: string) => say(event('server', 'connection', { remote }), language);
    assert.equal(from('127.0.0.1:41070').match(/:41070/g)?.length, 1);
    assert.match(from('127.0.0.1:4107'), / :41070$/);
    assert.match(from('127.0.0.1:410701'), / :41070$/);
    const closed = event('client', 'close', { connection: 41070, hadError: false });
    assert.match(say(closed, language), /^close :41070$/);
  }
});

test('an error says its code once', () => {
  const say = (code: string, message?: string) =>
    describeEvent(event('client', 'error', { code, ...(message && { message }) }), 'en');
  assert.equal(say('ECONNRESET', 'read ECONNRESET'), 'error read ECONNRESET');
  assert.equal(
    say('ABORT_ERR', 'The operation was aborted'),
    'error ABORT_ERR: The operation was aborted',
  );
  assert.equal(say('EPIPE'), 'error EPIPE');
});

test('every kind has words in both languages, even without details', () => {
  for (const kind of KINDS.filter((kind) => !isOutput(event('server', kind)))) {
    for (const language of ['en', 'zh'] as const) {
      const words = describeEvent(event('server', kind), language);
      assert.ok(
        words.length > 0 && !words.includes('undefined') === (kind !== 'exit'),
        `${kind}: ${words}`,
      );
    }
  }
});

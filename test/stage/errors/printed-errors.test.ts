import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  readErrorEvents,
  readErrorPlace,
  readPrintedErrors,
} from '../../../src/stage/errors/printed-errors.ts';

// Messages as Node 20.20, 22.23 and 24.21 print them.
const PLACES: [
  message: string,
  call: string,
  host: string | null,
  port: number | null,
  path: string | null,
][] = [
  ['listen EADDRINUSE: address already in use 127.0.0.1:6969', 'listen', '127.0.0.1', 6969, null],
  ['listen EADDRINUSE: address already in use :::6969', 'listen', '::', 6969, null],
  ['listen EADDRINUSE: address already in use /tmp/x.sock', 'listen', null, null, '/tmp/x.sock'],
  ['listen EADDRNOTAVAIL: address not available 192.0.2.1', 'listen', '192.0.2.1', null, null],
  ['listen EACCES: permission denied 127.0.0.1:80', 'listen', '127.0.0.1', 80, null],
  ['listen EACCES: permission denied /root/x.sock', 'listen', null, null, '/root/x.sock'],
  ['listen EINVAL: invalid argument /tmp/long name', 'listen', null, null, '/tmp/long name'],
  ['bind EADDRINUSE 127.0.0.1:58819', 'bind', '127.0.0.1', 58819, null],
  ['connect ECONNREFUSED ::1:6969', 'connect', '::1', 6969, null],
  ['connect ECONNREFUSED 127.0.0.1', 'connect', '127.0.0.1', null, null],
  ['connect ECONNREFUSED /tmp/stale.sock', 'connect', null, null, '/tmp/stale.sock'],
  ['connect ENOENT /tmp/nope.sock', 'connect', null, null, '/tmp/nope.sock'],
  ['connect ETIMEDOUT 127.0.0.1:7000', 'connect', '127.0.0.1', 7000, null],
  ['connect ENETUNREACH 8.8.8.8:6969 - Local (0.0.0.0:0)', 'connect', '8.8.8.8', 6969, null],
  ['getaddrinfo ENOTFOUND no-such-host.invalid', 'getaddrinfo', null, null, 'no-such-host.invalid'],
  ['read ECONNRESET', 'read', null, null, null],
  ['recvmsg ECONNREFUSED', 'recvmsg', null, null, null],
  ['send EMSGSIZE 127.0.0.1:9', 'send', '127.0.0.1', 9, null],
  ['sorry', '', null, null, null],
];

describe('readPlace', () => {
  for (const [message, call, host, port, path] of PLACES) {
    it(`reads ${message}`, () => {
      assert.deepEqual(readErrorPlace(message), { call, host, port, path });
    });
  }
});

describe('readComplaints', () => {
  it('finds an uncaught error, and not the object that Node prints below it', () => {
    const stderr = [
      'node:events:502',
      "      throw er; // Unhandled 'error' event",
      '      ^',
      '',
      'Error: connect ECONNREFUSED 127.0.0.1:1',
      '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1634:16)',
      "Emitted 'error' event on Socket instance at:",
      '    at emitErrorNT (node:internal/streams/destroy:170:8) {',
      '  errno: -111,',
      "  code: 'ECONNREFUSED',",
      '}',
    ];
    const message = 'connect ECONNREFUSED 127.0.0.1:1';
    const found = { name: 'Error', code: 'ECONNREFUSED', message, line: 4 };
    assert.deepEqual(readPrintedErrors(stderr), [found]);
  });

  it('takes a code in brackets, and one in a line of the program’s own', () => {
    const complaints = readPrintedErrors([
      'TypeError [ERR_INVALID_ARG_TYPE]: The "chunk" argument must be …',
      'could not connect: connect ECONNREFUSED 127.0.0.1:1',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ]);
    assert.deepEqual(
      complaints.map(({ name, code, message }) => [name, code, message.slice(0, 16)]),
      [
        ['TypeError', 'ERR_INVALID_ARG_TYPE', 'The "chunk" argu'],
        ['', 'ECONNREFUSED', 'connect ECONNREF'],
        ['FATAL ERROR', null, 'Reached heap lim'],
      ],
    );
  });
});

describe('an AggregateError', () => {
  it('is told whole, also where nothing listened for it', () => {
    const stderr = [
      'AggregateError [ECONNREFUSED]: ',
      '    at internalConnectMultiple (node:net:1122:18)',
      "Emitted 'error' event on Socket instance at:",
      '    at emitErrorNT (node:internal/streams/destroy:169:8) {',
      "  code: 'ECONNREFUSED',",
      '  [errors]: [',
      '    Error: connect ECONNREFUSED ::1:7508',
      '        at createConnectionError (node:net:1652:14) {',
      "      code: 'ECONNREFUSED',",
      '    },',
      '    Error: connect ECONNREFUSED 127.0.0.1:7508',
      '        at createConnectionError (node:net:1652:14) {',
      "      code: 'ECONNREFUSED',",
      '    }',
    ];
    assert.deepEqual(
      readPrintedErrors(stderr).map(({ message }) => message),
      ['connect ECONNREFUSED ::1:7508; connect ECONNREFUSED 127.0.0.1:7508'],
    );
  });
});

describe('readErrorEvents', () => {
  it('takes errors with a code', () => {
    const events = [
      { at: 0, actor: 'client', kind: 'error', code: 'EPIPE', message: 'write EPIPE' },
      { at: 1, actor: 'client', kind: 'error', code: null, message: 'mine' },
      { at: 2, actor: 'client', kind: 'exit', code: 1 },
    ] as const;
    assert.deepEqual(readErrorEvents(events), [
      { name: 'Error', code: 'EPIPE', message: 'write EPIPE', line: -1 },
    ]);
  });
});

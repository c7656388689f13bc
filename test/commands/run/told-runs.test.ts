// Tests what `run` says of programs that were once told wrongly: their rows, their explanation, the exit code.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layRun } from '../../support/fixture-runs.ts';
import { few } from '../../support/length.ts';
import { runTour } from '../../support/tour.ts';

/** A run of programs in a folder of the fixtures. A port, such as 7000, stands for a free one. */
interface Case {
  folder: string;
  words: string;
  code: number;
  /** What rows and notes must hold, and must not; `{7000}` is that port. */
  has?: readonly string[];
  hasNot?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    folder: 'server-crash-at-close',
    words: 'server.mjs client.mjs',
    code: 1,
    has: ['There is nothing called sock here'],
  },
  {
    folder: 'server-crash-at-close',
    words: 'slow-exit.mjs client.mjs',
    code: 1,
    has: ['There is nothing called sock here'],
  },
  {
    folder: 'server-close-waits',
    words: 'server.mjs client.mjs --for 8',
    code: 0,
    has: ['told to close() and waits'],
    hasNot: ['a server listening on 127.0.0.1:{7000}'],
  },
  {
    folder: 'which-server-closed',
    words: 'server.mjs client.mjs',
    code: 1,
    has: ['a server listens on 127.0.0.1:{7002}'],
    hasNot: ['a server listens on 127.0.0.1:{7001}'],
  },
  {
    folder: 'which-server-closed',
    words: 'server.mjs --for 8',
    code: 0,
    has: ['a server listening on 127.0.0.1:{7002}'],
    hasNot: ['a server listening on 127.0.0.1:{7001}'],
  },
  {
    folder: 'udp-sender-stays',
    words: 'sender.mjs --for 8',
    code: 0,
    has: ['an open UDP socket'],
    hasNot: ['does not say why'],
  },
  {
    folder: 'two-jsons-at-once',
    words: 'server.mjs client.mjs',
    code: 1,
    has: ['a whole JSON text, and more behind it'],
    hasNot: ['only the beginning'],
  },
  {
    folder: 'enoent-lesson',
    words: 'server.mjs',
    code: 1,
    has: ['key.pem'],
    hasNot: ['explains it'],
  },
  {
    folder: 'path-looks-like-address',
    words: 'server.mjs client.mjs --for 30',
    code: 1,
    has: ['path of a UNIX socket'],
    hasNot: ['In this run a server listens on localhost:{7000}'],
  },
  {
    folder: 'several-addresses',
    words: 'server.mjs refused.mjs',
    code: 1,
    has: ['127.0.0.1:{7999}', '[::1]:{7999}'],
  },
  {
    folder: 'no-explanation',
    words: 'mute.mjs http-get.mjs',
    code: 1,
    has: ['socket hang up'],
  },
  {
    folder: 'no-explanation',
    words: 'greeter.mjs http-get.mjs',
    code: 1,
    has: ['HPE_INVALID_CONSTANT:'],
  },
  {
    folder: 'no-explanation',
    words: 'greeter.mjs https-get.mjs',
    code: 1,
    has: ['TLS'],
  },
  {
    folder: 'no-explanation',
    words: 'quiet.mjs early.mjs',
    code: 1,
    has: ['ERR_SOCKET_CLOSED_BEFORE_CONNECTION:'],
  },
  {
    folder: 'no-explanation',
    words: 'killed.mjs',
    code: 1,
    has: ['SIGKILL ended it at once'],
  },
  {
    folder: 'server-in-worker',
    words: 'server.mjs client.mjs',
    code: 0,
    has: ['listening on 127.0.0.1:{7000}', 'exit 0'],
    hasNot: ['had not begun to listen'],
  },
  {
    folder: 'server-in-worker',
    words: 'child.mjs client.mjs',
    code: 0,
    has: ['listening on 127.0.0.1:{7000} (in a child process or worker: not watched)', 'exit 0'],
    hasNot: ['had not begun to listen'],
  },
  {
    folder: 'write-at-end',
    words: 'server.mjs client.mjs',
    code: 0,
    has: ['· write 12 bytes', '· data 12 bytes'],
  },
  {
    folder: 'write-of-number',
    words: 'server.mjs client.mjs',
    code: 1,
    has: ['they were given type number (42)'],
    hasNot: ['write 0 bytes', 'stage/tap/'],
  },
];

describe('run tells the truth of', { concurrency: 3 }, () => {
  for (const { folder, words, code, has = [], hasNot = [] } of few(CASES, 8)) {
    it(`${folder}: ${words}`, async (t) => {
      const { cwd, fill } = await layRun(t, folder);
      // Without a terminal a run lasts 10 s, which is little on a busy machine.
      const time = words.includes('--for ') ? [] : ['--for', '60'];
      const all = [
        'run',
        ...words.split(' '),
        ...time,
        '--plain',
        '--lang',
        'en',
        '--width',
        '400',
      ];
      const outcome = await runTour(all, { cwd });
      // Notes are wrapped; what is looked for may stand on two lines.
      const told = `${outcome.stdout}\n${outcome.stderr}`.replace(/\s+/g, ' ');
      for (const text of has) assert.ok(told.includes(fill(text)), `${fill(text)} in\n${told}`);
      for (const text of hasNot) assert.ok(!told.includes(fill(text)), `${fill(text)} in\n${told}`);
      assert.equal(outcome.code, code, told);
    });
  }
});

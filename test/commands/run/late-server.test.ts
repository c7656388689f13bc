// Tests `run` with a server that does not listen yet when the run is ended.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { TOUR } from '../../support/command.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const NEVER = 'setInterval(() => {}, 1000);\n';
const SERVER = "import net from 'node:net';\nnet.createServer().listen(0, '127.0.0.1');\n";
const SENTENCE = {
  en: 'server.mjs had not begun to listen by then, so no client was started.',
  zh: 'server.mjs 到这时还没有开始监听，所以没有启动客户端。',
};

/** A folder with a server and a client that stays. */
function lay(t: TestContext, server: string): string {
  const folder = makeFolder(t);
  writeFileSync(path.join(folder, 'server.mjs'), server);
  writeFileSync(path.join(folder, 'client.mjs'), NEVER);
  return folder;
}

function run(t: TestContext, server: string, ...words: string[]) {
  const files = ['server.mjs', 'client.mjs'];
  return runTour(['run', ...files, ...words], { cwd: lay(t, server) });
}

/** A run without an end, and what it has printed so far. */
function start(t: TestContext, folder: string, ...words: string[]) {
  const [command, ...own] = TOUR;
  const { PATH = '', HOME = '' } = process.env;
  const files = ['server.mjs', 'client.mjs'];
  const all = [...own, 'run', ...files, '--lang', 'en', '--plain', '--for', '300', ...words];
  const child = spawn(command, all, {
    cwd: folder,
    env: { PATH, HOME, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGTERM'));
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
    });
  }
  return {
    child,
    printed,
    async until(name: 'stdout' | 'stderr', what: RegExp) {
      while (!what.test(printed[name])) await once(child[name], 'data');
    },
  };
}

/** How often a text has the sentence, however it is wrapped. */
function count(text: string): number {
  return text.replaceAll('\n', ' ').split(SENTENCE.en).length - 1;
}

describe('a server that does not listen yet when the time is up', () => {
  it('is reported and is a failure', async (t) => {
    const { code, stderr } = await run(t, NEVER, '--for', '1', '--lang', 'en');
    assert.equal(code, 1);
    const [first, ...rest] = stderr.split('\n');
    assert.equal(first, 'Stopped after 1 s.');
    assert.ok(rest.join(' ').startsWith(SENTENCE.en), stderr);
    assert.match(stderr, /^server\.mjs was still alive: /m);
  });

  it('is reported beside the trace, in Chinese', async (t) => {
    const { code, stdout, stderr } = await run(t, NEVER, '--for', '1', '--json', '--lang', 'zh');
    assert.equal(code, 1);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TraceEvent);
    assert.ok(events.every(({ actor }) => actor === 'server'));
    assert.ok(stderr.replaceAll('\n', ' ').includes(SENTENCE.zh), stderr);
  });

  it('ends many runs with the first', async (t) => {
    const { code, stderr } = await run(t, NEVER, '--for', '1', '--times', '5', '--lang', 'en');
    assert.equal(code, 1);
    assert.match(stderr, /^Stopped after 1 of 5 runs\.$/m);
    assert.equal(count(stderr), 1, stderr);
  });

  it('is not reported for one that is alone', async (t) => {
    const words = ['run', 'server.mjs', '--for', '1', '--lang', 'en'];
    const { code, stderr } = await runTour(words, { cwd: lay(t, NEVER) });
    assert.equal(code, 0, stderr);
    assert.equal(count(stderr), 0, stderr);
  });
});

describe('a server that does not listen yet', { skip: process.platform === 'win32' }, () => {
  it('is reported when the learner ends the run, which is no failure', async (t) => {
    const { child, printed, until } = start(t, lay(t, NEVER));
    await until('stdout', /start server\.mjs/);
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    assert.equal(code, 0);
    assert.equal(count(printed.stderr), 1, printed.stderr);
    assert.doesNotMatch(printed.stderr, /Stopped after/);
  });

  it('is not reported once it listens', async (t) => {
    const { child, printed, until } = start(t, lay(t, SERVER));
    await until('stdout', /listening on/);
    child.kill('SIGINT');
    await once(child, 'close');
    assert.equal(count(printed.stderr), 0, printed.stderr);
  });

  it('is not reported for a run that a save ends', async (t) => {
    const folder = lay(t, NEVER);
    const { child, printed, until } = start(t, folder, '--watch');
    await until('stdout', /start server\.mjs/);
    writeFileSync(path.join(folder, 'server.mjs'), `${NEVER}console.log('second');\n`);
    await until('stderr', /^Saved: server\.mjs$/m);
    assert.equal(count(printed.stderr), 0, printed.stderr);
    await until('stdout', /second/);
    child.kill('SIGINT');
    await once(child, 'close');
    assert.equal(count(printed.stderr), 1, printed.stderr);
  });
});

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Run } from '../../src/course/block.ts';
import type { RunOptions } from '../../src/course/run-options.ts';
import { playRunBlock, readLog } from '../../src/play/playback.ts';
import { openRunAddress } from '../../src/play/run-address.ts';
import { findFreePort } from '../../src/stage/free-port.ts';
import { openStage } from '../../src/stage/stage.ts';
import { copyCourse } from '../course/copy.ts';
import { unlessLong } from '../support/length.ts';
import { FIXTURE_LOADER } from '../support/stage.ts';
import { playToTimeWait } from '../support/time-wait.ts';

const hello = fileURLToPath(new URL('../fixtures/course-small/01-hello', import.meta.url));
const LISTENING = 'server │ Server listening on 127.0.0.1:6969';
const VISIT = [
  'client │ CONNECTED FROM: <port>',
  'client │ DATA: hello',
  'client │ Connection closed',
];

/** `run server client=other.ts` with these options, and its log. */
function blockWith(options: RunOptions, words: string, ...lines: string[]): Run {
  const programs = words.split(' ').map((word) => {
    const [actor, file] = word.split('=') as [string, string | undefined];
    return { actor, file: file ?? `${actor.split('-')[0]}.ts` };
  });
  const log = lines.map((line, index) => {
    const [actor, text] = line.split(' │ ') as [string, string];
    return { actor, text, line: index + 2 };
  });
  return { kind: 'run', line: 1, info: `run ${words}`, programs, options, log };
}

/** The same without options. */
function block(words: string, ...lines: string[]): Run {
  return blockWith({}, words, ...lines);
}

/** A stage, and how to play blocks on it one after the other. */
async function open(t: TestContext, { logMs = 10_000, directory = hello } = {}) {
  // What a test has written is not compiled.
  const stage = openStage(directory === hello ? { loader: FIXTURE_LOADER } : {});
  t.after(() => stage.stop());
  const port = await findFreePort();
  const place = await openRunAddress({ environment: {}, port });
  return {
    stage,
    play: (run: Run) => playRunBlock(stage, directory, run, { place, logMs }),
    log: (since: number) => readLog(stage.after(since), [port]).map(({ text }) => text),
  };
}

test('a block settles when its log has come and its clients have ended', async (t) => {
  const { stage, play, log } = await open(t);
  const started = await play(block('server', LISTENING));
  assert.deepEqual([started.end, started.since], ['settled', 0]);
  const visited = await play(block('client client-2', ...VISIT, ...VISIT.map(toSecond)));
  assert.equal(visited.end, 'settled');
  assert.deepEqual(await stage.program('client')?.exited, { code: 0, signal: null });
  assert.deepEqual(await stage.program('client-2')?.exited, { code: 0, signal: null });
  await stage.settled();
  assert.equal(stage.program('server')?.exit, null);
  assert.equal(log(visited.since).filter((text) => text === '· exit 0').length, 2);
});

test('a program has the variables and arguments that the block gives it', async (t) => {
  const copy = copyCourse(t);
  const code = 'console.log(process.env.NAME, process.argv.slice(2));\n';
  copy.write('told.ts', code);
  const { stage, play, log } = await open(t, { directory: join(copy.root, '01-hello') });
  const told = { actor: 'client', file: 'told.ts' };
  const programs = [{ ...told, arguments: ['3', 'a b'], variables: { NAME: 'ann' } }];
  const line = "ann [ '3', 'a b' ]";
  const { end, since } = await play({ ...block('client', `client │ ${line}`), programs });
  await stage.settled();
  assert.equal(end, 'settled');
  assert.deepEqual(log(since), [line, '· exit 0']);
  const start = stage.after(since).find(({ kind }) => kind === 'start');
  assert.equal(start?.text, "NAME=ann told.ts 3 'a b'");
});

function toSecond(line: string): string {
  return line.replace('client', 'client-2');
}

test('a client that lingers after its log is waited for', { skip: unlessLong }, async (t) => {
  const copy = copyCourse(t);
  copy.write('lingering.ts', "console.log('done');\nsetTimeout(() => {}, 100);\n");
  const { stage, play } = await open(t, { directory: join(copy.root, '01-hello') });
  const { end } = await play(block('client=lingering.ts', 'client │ done'));
  assert.equal(end, 'settled');
  assert.deepEqual(stage.program('client')?.exit, { code: 0, signal: null });
});

test('a client that begins late is waited for, whatever its log says', {
  skip: unlessLong,
}, async (t) => {
  const copy = copyCourse(t);
  copy.write('late.ts', "setTimeout(() => import('./client.ts'), 1500);\n");
  const { play, log } = await open(t, { directory: join(copy.root, '01-hello') });
  const { end, since } = await play(block('server client=late.ts', LISTENING, 'client │ …'));
  assert.equal(end, 'settled');
  assert.equal(log(since).at(-1), '· exit 0');
});

test('a running server is stopped before it starts again, on the same port', async (t) => {
  const { stage, play } = await open(t);
  await play(block('server', LISTENING));
  const first = stage.program('server');
  const again = await play(block('server=server.ts client', LISTENING, ...VISIT));
  assert.equal(again.end, 'settled');
  assert.notEqual(stage.program('server'), first);
  assert.notEqual(first?.exit, null);
});

test('a second server starts when the first one listens, however long that takes', {
  skip: unlessLong,
}, async (t) => {
  const copy = copyCourse(t);
  copy.write('slow.ts', "setTimeout(() => import('./server.ts'), 400);\n");
  const { stage, play } = await open(t, { directory: join(copy.root, '01-hello') });
  const taken = ['server-2 │ …', 'server-2 │ · exit 1'];
  const { end } = await play(block('server=slow.ts server-2', LISTENING, ...taken));
  assert.equal(end, 'settled');
  assert.equal(stage.program('server')?.exit, null);
  assert.ok(stage.events.some(({ actor, code }) => actor === 'server-2' && code === 'EADDRINUSE'));
});

test('a program that ends without its log is at its end at once', async (t) => {
  const { play, log } = await open(t);
  const { end, since } = await play(block('client', ...VISIT));
  assert.equal(end, 'exit');
  assert.match(log(since).join('\n'), /ECONNREFUSED 127\.0\.0\.1:6969[\s\S]*· exit 1$/);
});

test("a log that can't come any more is not waited for", async (t) => {
  const { play } = await open(t);
  assert.equal((await play(block('server', 'server │ Listening'))).end, 'differs');
  assert.equal((await play(block('client', ...VISIT, 'server │ CLOSED'))).end, 'exit');
});

test('a log that may still come is waited for until the deadline', {
  skip: unlessLong,
}, async (t) => {
  const { play } = await open(t, { logMs: 400 });
  assert.equal((await play(block('server', LISTENING, 'server │ more'))).end, 'deadline');
});

test('a block that asks for a proxy runs through it, and the next one does not', async (t) => {
  const { stage, play } = await open(t);
  const pieces = ['he', 'll', 'o'].map((text) => `client │ DATA: ${text}`);
  const split = blockWith({ split: 2 }, 'server client', LISTENING, ...pieces);
  const first = await play(split);
  const [port, proxyPort] = first.ports;
  assert.equal(first.ports.length, 2);
  const printed = readLog(stage.events, first.ports).filter(({ actor }) => actor === 'client');
  assert.deepEqual(
    printed.map(({ text }) => text).filter((text) => text.startsWith('DATA')),
    ['DATA: he', 'DATA: ll', 'DATA: o'],
  );
  const connected = stage.events.find(
    ({ actor, kind }) => actor === 'client' && kind === 'connect',
  );
  assert.equal(connected?.remote, `127.0.0.1:${proxyPort}`);
  const second = await play(block('client', ...VISIT));
  assert.deepEqual([second.end, second.ports], ['settled', [port]]);
});

test('a block whose client has no server to connect to starts no proxy', async (t) => {
  const { stage, play } = await open(t);
  const { end } = await play(blockWith({ split: 1 }, 'client', ...VISIT));
  assert.equal(end, 'notProxied');
  assert.equal(stage.program('client'), undefined);
});

test('states that the log names are waited for, and only asked for where the block says so', async (t) => {
  const { stage, play } = await open(t);
  const named = ['server │ · LISTEN', 'server │ · TIME-WAIT'];
  const states = blockWith({ states: true }, 'server client', LISTENING, ...VISIT, ...named);
  const { end } = await playToTimeWait(
    () => play(states),
    (played) => played.end === 'settled',
  );
  assert.equal(end, 'settled');
  const { count } = stage;
  assert.equal((await play(block('client', ...VISIT))).end, 'settled');
  assert.ok(stage.after(count).every(({ kind }) => kind !== 'state'));
});

test('a command runs in place of a program, where it is installed', async (t) => {
  const { play, log } = await open(t);
  const lines = [LISTENING, 'client │ heard hello', 'client │ · exit 7'];
  const ask = `const s = require('net').connect(process.argv[2], process.argv[1]);
s.once('data', (d) => { console.log('heard ' + String(d).trim()); process.exit(7); });`;
  const run = block('server client', ...lines);
  const command = `node -e "${ask.replaceAll('\n', ' ')}" {host} {port}`;
  const asked = run.programs.map((each) => (each.actor === 'client' ? { ...each, command } : each));
  const { end, since } = await play({ ...run, programs: asked });
  assert.equal(end, 'settled', log(since).join('\n'));
  // Its server may be up already.
  const alone = await play({ ...run, programs: asked.slice(1), log: run.log.slice(1) });
  assert.equal(alone.end, 'settled', log(alone.since).join('\n'));
  const absent = run.programs.map((each) => ({ ...each, command: 'no-such-program {port}' }));
  const stood = await play({ ...block('server client', LISTENING, ...VISIT), programs: absent });
  assert.equal(stood.end, 'settled', log(stood.since).join('\n'));
});

// Tests `run --watch`: each save runs again at once, in its spares.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { TOUR } from '../../support/command.ts';
import { unlessLong } from '../../support/length.ts';
import {
  canFindProcesses,
  createMarker,
  findProcesses,
  MARKER,
  waitForNoProcess,
} from '../../support/processes.ts';
import { makeFolder } from '../../support/tour.ts';

/** How long anything here may take, in ms. */
const DEADLINE_MS = 60_000;
/** How often to poll, in ms. */
const LOOK_MS = 5;
/** The time between two saves, in ms. */
const RAPID_MS = 100;

// Reports whether the previous server is still alive, whose process id is in a file.
const SERVER = `import fs from 'node:fs';
import net from 'node:net';
try {
  process.kill(Number(fs.readFileSync('lock', 'utf8')), 0);
  console.log('two servers at once');
} catch {}
// In one step: the program may be stopped at this moment.
fs.writeFileSync('lock.new', String(process.pid));
fs.renameSync('lock.new', 'lock');
const server = net.createServer((socket) => socket.end('WORD'));
server.listen(Number(process.env.PORT), '127.0.0.1');
`;
const CLIENT = `import net from 'node:net';
const client = net.connect(Number(process.env.PORT), '127.0.0.1');
client.on('data', (data) => console.log('heard', String(data)));
`;

/** Starts `run --watch` on a server that says `one` and its client. */
function watch(t: TestContext, ...options: string[]) {
  const folder = makeFolder(t);
  const marker = createMarker();
  const events: TraceEvent[] = [];
  const save = (word: string) =>
    writeFileSync(path.join(folder, 'server.mjs'), SERVER.replace('WORD', word));
  writeFileSync(path.join(folder, 'client.mjs'), CLIENT);
  save('one');
  const [command = '', ...words] = TOUR;
  // Not the whole environment: npm's would make file names relative to the folder that npm was started in.
  const { PATH, HOME } = process.env;
  const files = ['server.mjs', 'client.mjs'];
  const runner: ChildProcess = spawn(
    command,
    [...words, 'run', ...files, '--watch', '--json', '--for', '300', ...options],
    {
      cwd: folder,
      env: { PATH, HOME, [MARKER]: marker, PORT: '0' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  createInterface({ input: runner.stdout as NodeJS.ReadableStream }).on('line', (line) => {
    if (line !== '') events.push(JSON.parse(line));
  });
  t.after(async () => {
    if (runner.exitCode === null && runner.signalCode === null) {
      runner.kill('SIGTERM');
      await once(runner, 'exit');
    }
    await waitForNoProcess(marker);
  });
  const until = async (what: string, test: () => boolean) => {
    const end = performance.now() + DEADLINE_MS;
    while (!test()) {
      if (performance.now() > end) throw new Error(`waited ${DEADLINE_MS} ms for ${what}`);
      await pause(LOOK_MS);
    }
  };
  const hasHeard = (word: string) => events.some(({ text }) => text === `heard ${word}`);
  return {
    events,
    runner,
    save,
    until,
    untilHeard: (word: string) => until(`the client to hear ${word}`, () => hasHeard(word)),
    /** Waits until the latest run is over. */
    untilRest: () =>
      until(
        'the server to be stopped',
        () => events.at(-1)?.actor === 'server' && events.at(-1)?.kind === 'exit',
      ),
    find: (file: string) =>
      findProcesses(marker).flatMap(({ pid, command: line }) =>
        line.includes(file) && pid !== runner.pid ? pid : [],
      ),
  };
}

describe('run --watch', { skip: !canFindProcesses && 'needs /proc' }, () => {
  it('runs a save in its spares, and leaves none behind', async (t) => {
    const { runner, events, save, until, untilHeard, untilRest, find } = watch(t);
    await untilHeard('one');
    await untilRest();
    for (const word of ['two', 'three']) {
      await until(
        'spares',
        () => find('server.mjs').length === 1 && find('client.mjs').length === 1,
      );
      const waiting = [...find('server.mjs'), ...find('client.mjs')];
      const since = events.length;
      save(word);
      await untilHeard(word);
      const starts = events.slice(since).filter(({ kind }) => kind === 'start');
      assert.deepEqual(
        starts.map(({ actor, pid }) => [actor, pid]),
        [
          ['server', waiting[0]],
          ['client', waiting[1]],
        ],
      );
      await untilRest();
    }
    await until('spares', () => find('server.mjs').length === 1 && find('client.mjs').length === 1);
    runner.kill('SIGINT');
    await once(runner, 'exit');
  });

  it('runs the last of many saves, and never two servers at once', async (t) => {
    const { events, save, until, untilHeard, untilRest, find } = watch(t);
    await untilHeard('one');
    for (let count = 1; count <= 8; count += 1) {
      save(`save ${count}`);
      await pause(RAPID_MS);
    }
    await untilHeard('save 8');
    await untilRest();
    assert.ok(!events.some(({ text }) => text === 'two servers at once'));
    assert.ok(!events.some(({ code }) => code === 'EADDRINUSE'));
    const kinds = events.flatMap(({ actor, kind }) =>
      actor === 'server' && (kind === 'start' || kind === 'exit') ? kind : [],
    );
    assert.ok(kinds.every((kind, index) => kind === (index % 2 === 0 ? 'start' : 'exit')));
    // SIGTERM, behind this, leaves none of them either.
    await until('spares', () => find('server.mjs').length > 0 && find('client.mjs').length > 0);
  });

  it('keeps no spares with --no-spares', { skip: unlessLong }, async (t) => {
    const { save, untilHeard, untilRest, find } = watch(t, '--no-spares');
    for (const word of ['one', 'two']) {
      if (word !== 'one') save(word);
      await untilHeard(word);
      await untilRest();
      assert.deepEqual([...find('server.mjs'), ...find('client.mjs')], []);
    }
  });

  it('leaves no process behind when it is killed', { skip: unlessLong }, async (t) => {
    const { runner, until, untilHeard, find } = watch(t);
    await untilHeard('one');
    await until('spares', () => find('server.mjs').length > 0 && find('client.mjs').length > 0);
    runner.kill('SIGKILL');
    await once(runner, 'exit');
  });
});

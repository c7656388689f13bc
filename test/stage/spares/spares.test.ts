// Tests the spares of a runner: replaced, retired, and never in the way.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProgramOptions } from '../../../src/stage/launch.ts';
import { playSession } from '../../../src/stage/session.ts';
import { openSpares, type Spares, type SparesOptions } from '../../../src/stage/spares/spares.ts';
import { openStage } from '../../../src/stage/stage.ts';
import { few, unlessLong } from '../../support/length.ts';
import {
  canFindProcesses,
  createMarker,
  type FoundProcess,
  findProcesses,
  MARKER,
  waitForNoProcess,
} from '../../support/processes.ts';

/** How long anything here may take, in ms. */
const DEADLINE_MS = 60_000;
/** How often to poll, in ms. */
const LOOK_MS = 5;

/** No TypeScript, so that no compiler waits beside its spare: tests of that name another one. */
const PROGRAM = 'program.mjs';

/** Waits until a condition is true. */
async function until(what: string, test: () => boolean): Promise<void> {
  const end = performance.now() + DEADLINE_MS;
  while (!test()) {
    if (performance.now() > end) throw new Error(`waited ${DEADLINE_MS} ms for ${what}`);
    await pause(LOOK_MS);
  }
}

/** A folder with a program that says `word`, a runner's spares and a stage; all are removed when the test ends. */
function set(
  t: TestContext,
  {
    name = PROGRAM,
    code = say('one'),
    how,
  }: { name?: string; code?: string; how?: SparesOptions } = {},
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'spares-test-'));
  const marker = createMarker();
  const spares = openSpares(how);
  const stage = openStage({ spares });
  t.after(async () => {
    spares.close();
    await stage.stop();
    await waitForNoProcess(marker);
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write('package.json', '{ "type": "module" }');
  write(name, code);
  const describe = (actor: string, more: Partial<ProgramOptions> = {}): ProgramOptions => ({
    actor,
    file: path.join(folder, name),
    cwd: folder,
    environment: { [MARKER]: marker },
    ...more,
  });
  return { folder, marker, spares, stage, write, describe };
}

function say(word: string): string {
  return `console.log('${word}');\n`;
}

/** Prepares a spare for a program, waits until it is ready, and returns its process id. */
async function expectOne(spares: Spares, options: ProgramOptions): Promise<number> {
  spares.expect([options]);
  await spares.settled();
  const [pid = 0] = spares.pids;
  assert.ok(pid > 0);
  return pid;
}

type Set = ReturnType<typeof set>;

/** Runs the program to its end; returns its process id and its output. */
async function run({ stage, describe }: Set, more: Partial<ProgramOptions> = {}) {
  const since = stage.events.length;
  const program = stage.start(describe('server', more));
  const exit = await program.exited;
  await stage.settled();
  const events = stage.events.slice(since);
  const said = events.flatMap(({ kind, text }) => (kind === 'stdout' ? [text] : []));
  return { pid: program.pid, exit, said, kinds: events.map(({ kind }) => kind) };
}

/** What makes a program differ from the one that the spare is for. */
const CHANGES: [what: string, change: (here: Set) => Partial<ProgramOptions>][] = [
  ['variable that Node reads when it starts', () => ({ environment: { NODE_OPTIONS: '' } })],
  ['option of the resolver', () => ({ environment: { RES_OPTIONS: 'attempts:1' } })],
  ['argument', () => ({ arguments: ['one'] })],
  ['tsconfig.json', ({ write }) => rewrite(() => write('tsconfig.json', '{}'))],
  ['package.json', ({ write }) => rewrite(() => write('package.json', '{}'))],
];

function rewrite(change: () => void): Partial<ProgramOptions> {
  change();
  return {};
}

describe('a spare', { concurrency: 2 }, () => {
  it('becomes the program it gets, and another one takes its place', async (t) => {
    const here = set(t);
    const pid = await expectOne(here.spares, here.describe('server'));
    const first = await run(here);
    assert.equal(first.pid, pid);
    assert.deepEqual(first.kinds, ['start', 'stdout', 'exit']);
    await until('the next spare', () => here.spares.pids.length === 1);
    const [next] = here.spares.pids;
    const second = await run(here);
    assert.equal(second.pid, next);
    assert.notEqual(second.pid, pid);
    assert.deepEqual(second.said, ['one']);
  });

  it('starts when it gets the program, not when it began to wait', async (t) => {
    const here = set(t);
    await expectOne(here.spares, here.describe('server'));
    const since = performance.now();
    await run(here);
    const [start, last] = [here.stage.events[0], here.stage.events.at(-1)];
    assert.equal(start?.kind, 'start');
    assert.ok((last?.at ?? 0) - (start?.at ?? 0) < performance.now() - since);
  });

  it('runs the file and its imports as they are then', async (t) => {
    const here = set(t, {
      name: 'program.ts',
      code: "import { word } from './word.ts';\nconsole.log(word);\n",
    });
    here.write('word.ts', "export const word = 'old';\n");
    await expectOne(here.spares, here.describe('server'));
    // It has a compiler beside it.
    if (canFindProcesses) assert.equal(findProcesses(here.marker).length, 2);
    here.write('word.ts', "export const word = 'new';\n");
    assert.deepEqual((await run(here)).said, ['new']);
    await until('the next spare', () => here.spares.pids.length === 1);
    await here.spares.settled();
    here.write('program.tmp', say('renamed'));
    renameSync(path.join(here.folder, 'program.tmp'), path.join(here.folder, 'program.ts'));
    const [pid] = here.spares.pids;
    const { said, pid: used } = await run(here);
    assert.deepEqual(said, ['renamed']);
    assert.equal(used, pid);
  });

  it('is the last one where spares are not refilled', { skip: unlessLong }, async (t) => {
    const here = set(t, { how: { isRefilled: false } });
    const pid = await expectOne(here.spares, here.describe('server'));
    assert.equal((await run(here)).pid, pid);
    assert.deepEqual(here.spares.pids, []);
    assert.deepEqual((await run(here)).said, ['one'], 'a new process, where there is no spare');
    assert.deepEqual(here.spares.pids, []);
  });

  it('is not followed by the next one as long as the machine is to be left alone', async (t) => {
    const here = set(t);
    await expectOne(here.spares, here.describe('server'));
    here.spares.hold(DEADLINE_MS);
    await run(here);
    here.spares.fill();
    assert.deepEqual(here.spares.pids, []);
    here.spares.hold(0);
    await until('the next spare', () => here.spares.pids.length === 1);
  });

  it('for a client is started beside the server that the client waits for', async (t) => {
    const here = set(t, { how: { isRefilled: false } });
    here.write(
      'server.mjs',
      "import net from 'node:net';\nconst server = net.createServer((socket) => socket.end());\nserver.listen(0, '127.0.0.1', () => server.on('connection', () => server.close()));\n",
    );
    here.write(
      'client.mjs',
      "import net from 'node:net';\nnet.connect(Number(process.env.PORT));\n",
    );
    const find = (name: string) => ({ file: path.join(here.folder, name) });
    const playing = playSession(here.stage, {
      server: here.describe('server', find('server.mjs')),
      clients: [here.describe('client', find('client.mjs'))],
      isPortPassed: true,
    });
    // Before the server can listen, which takes a process many turns of this one.
    await new Promise((resolve) => setImmediate(resolve));
    const [pid] = here.spares.pids;
    assert.ok(pid);
    assert.deepEqual(await playing, { kind: 'ended' });
    assert.equal(here.stage.program('client')?.pid, pid);
  });

  it('is waited for while it is not ready', { skip: unlessLong }, async (t) => {
    const here = set(t);
    here.spares.expect([here.describe('server')]);
    const [pid] = here.spares.pids;
    const { said, pid: used, kinds } = await run(here);
    assert.equal(used, pid);
    assert.deepEqual(said, ['one']);
    assert.deepEqual(kinds, ['start', 'stdout', 'exit']);
  });

  it('stopped before it began ends as a program that was just started', {
    skip: unlessLong,
  }, async (t) => {
    const here = set(t);
    here.spares.expect([here.describe('server')]);
    const program = here.stage.start(here.describe('server'));
    assert.deepEqual(await program.stop(), { code: null, signal: 'SIGTERM' });
    await here.stage.settled();
    assert.deepEqual(
      here.stage.events.map(({ kind }) => kind),
      ['start', 'exit'],
    );
    assert.deepEqual((await run(here)).said, ['one']);
  });

  it('that died leaves the program to a new process, and is replaced after it', {
    skip: unlessLong,
  }, async (t) => {
    const here = set(t);
    const pid = await expectOne(here.spares, here.describe('server'));
    process.kill(pid, 'SIGKILL');
    await until('its end', () => here.spares.pids.length === 0);
    const { said, pid: used } = await run(here);
    assert.notEqual(used, pid);
    assert.deepEqual(said, ['one']);
    await until('the next spare', () => here.spares.pids.length === 1);
    const [next] = here.spares.pids;
    assert.equal((await run(here)).pid, next);
  });

  it('that always dies is not started over and over', { skip: unlessLong }, async (t) => {
    const here = set(t);
    const { environment } = here.describe('server');
    const broken = { environment: { ...environment, NODE_OPTIONS: '--no-such-option' } };
    here.spares.expect([here.describe('server', broken)]);
    await until('its end', () => here.spares.pids.length === 0);
    const { exit } = await run(here, broken);
    assert.deepEqual(exit, { code: 9, signal: null });
    const texts = here.stage.events.map(({ text }) => text ?? '');
    assert.equal(texts.filter((text) => /no-such-option/.test(text)).length, 1);
    await until('the end of the next one', () => here.spares.pids.length === 0);
    for (let time = 0; time < 3; time += 1) here.spares.fill();
    assert.deepEqual(here.spares.pids, []);
  });

  it("has the program's environment and folder", async (t) => {
    const here = set(t, {
      code: 'console.log(process.env.NAME, process.env.GONE, process.cwd());\n',
    });
    const { environment } = here.describe('server');
    const before = { environment: { ...environment, GONE: 'no', NAME: 'old' } };
    const pid = await expectOne(here.spares, here.describe('server', before));
    const { said, pid: used } = await run(here, { environment: { ...environment, NAME: 'new' } });
    assert.deepEqual(said, [`new undefined ${here.folder}`]);
    assert.equal(used, pid);
  });

  it('runs in the folder of that name, even if that has been replaced', {
    skip: unlessLong,
  }, async (t) => {
    const code = "import fs from 'node:fs';\nconsole.log(process.cwd(), fs.readdirSync('.'));\n";
    const here = set(t, { code });
    const cwd = path.join(here.folder, 'work');
    mkdirSync(cwd);
    const pid = await expectOne(here.spares, here.describe('server', { cwd }));
    rmdirSync(cwd);
    mkdirSync(cwd);
    writeFileSync(path.join(cwd, 'new'), '');
    const { said, pid: used } = await run(here, { cwd });
    assert.deepEqual(said, [`${cwd} [ 'new' ]`]);
    assert.equal(used, pid);
  });

  for (const [what, change] of few(CHANGES, 4)) {
    it(`does not stand in for a program with another ${what}`, async (t) => {
      const here = set(t);
      here.write('tsconfig.json', '{ "compilerOptions": {} }');
      const pid = await expectOne(here.spares, here.describe('server'));
      const more = change(here);
      const environment = { ...here.describe('server').environment, ...more.environment };
      const { said, pid: used } = await run(here, { ...more, environment });
      assert.notEqual(used, pid);
      assert.deepEqual(said, ['one']);
    });
  }
});

describe('the spares of a runner', { skip: !canFindProcesses && 'needs /proc' }, () => {
  it('are one for each actor, and four at most', async (t) => {
    const here = set(t);
    const actors = ['server', 'client', 'client-2', 'client-3', 'client-4', 'client-5'];
    for (const actor of actors) here.spares.expect([here.describe(actor), here.describe(actor)]);
    await here.spares.settled();
    assert.equal(here.spares.pids.length, 4);
    const isProgram = ({ command }: FoundProcess) => command.includes(PROGRAM);
    const count = () => findProcesses(here.marker).filter(isProgram).length;
    await until('the others to be gone', () => count() === 4);
    here.spares.close();
    await waitForNoProcess(here.marker);
  });

  it('are there for the first of many programs expected at once', {
    skip: unlessLong,
  }, async (t) => {
    const here = set(t);
    const actors = ['client', 'client-2', 'client-3', 'client-4', 'client-5', 'client-6'];
    here.spares.expect(actors.map((actor) => here.describe(actor)));
    const [first] = here.spares.pids;
    assert.equal(here.spares.pids.length, 4);
    assert.equal(here.spares.take(here.describe('client'))?.child.pid, first);
    here.spares.close();
    process.kill(first ?? 0, 'SIGKILL');
    await waitForNoProcess(here.marker);
  });

  it('are none before a program was started, or expected', async (t) => {
    const here = set(t);
    assert.deepEqual(here.spares.pids, []);
    await run(here);
    await until('a spare', () => here.spares.pids.length === 1);
  });

  it('are none for a file that is not there', async (t) => {
    const here = set(t);
    here.spares.expect([here.describe('server', { file: path.join(here.folder, 'gone.ts') })]);
    assert.deepEqual(here.spares.pids, []);
  });

  it('are refilled while a program runs without output', async (t) => {
    const here = set(t, { code: "console.log('on');\nsetInterval(() => {}, 1000);\n" });
    here.stage.start(here.describe('server'));
    await here.stage.until('its line', ({ text }) => text === 'on', DEADLINE_MS);
    await until('a spare', () => here.spares.pids.length === 1);
    assert.deepEqual(
      here.stage.programs.map(({ actor }) => actor),
      ['server'],
    );
  });

  it('are refilled while a program floods', { skip: unlessLong }, async (t) => {
    const here = set(t, { code: "for (;;) console.log('on and on');\n" });
    const program = here.stage.start(here.describe('server'));
    await until('a spare', () => here.spares.pids.length === 1);
    program.signal('SIGKILL');
    await program.exited;
  });
});

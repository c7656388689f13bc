// Tests what `run` does with its standard input, a pipe or a terminal.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { unlessLong } from '../../support/length.ts';
import {
  canFindProcesses,
  createMarker,
  type FoundProcess,
  findProcesses,
  waitForNoProcess,
} from '../../support/processes.ts';
import { openTestTerminal, type TestTerminal, tourCommand } from '../../support/terminal.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const ECHO = `import net from 'node:net';
net.createServer((s) => s.on('error', () => {}).pipe(s)).listen(Number(process.env.PORT), '127.0.0.1');
process.stdin.on('data', (text) => console.log('server heard ' + text));
`;
/** Sends each line that it reads, and prints what comes back. */
const TYPIST = `import net from 'node:net';
import readline from 'node:readline';
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
const lines = readline.createInterface({ input: process.stdin });
console.log('terminal:', process.stdin.isTTY === true);
lines.on('line', (line) => socket.write(line + '\\n')).on('close', () => socket.end());
socket.setEncoding('utf8').on('data', (text) => console.log('echo ' + text.trim()));
`;
const QUIET = 'process.stdin.on("data", () => console.log("not me"));\n';

function lay(t: TestContext, files: Record<string, string> = {}): string {
  const folder = makeFolder(t);
  for (const [name, text] of Object.entries({
    'server.mjs': ECHO,
    'client.mjs': TYPIST,
    ...files,
  })) {
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** What the programs printed, each line with its program. */
function readPrinted(stdout: string): string[] {
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TraceEvent);
  return events.flatMap(({ kind, actor, text }) => (kind === 'stdout' ? `${actor} ${text}` : []));
}

describe('standard input of run, a pipe', () => {
  for (const spares of [[], ['--no-spares']]) {
    it(`goes to the last program ${spares}`, async (t) => {
      const files = ['server.mjs', 'server.mjs', 'client.mjs'];
      const cwd = lay(t, { 'quiet.mjs': `console.log(process.env.PORT ? 'on' : '');${QUIET}` });
      const words = [
        'run',
        files[0] ?? '',
        'quiet.mjs',
        'client.mjs',
        '--json',
        '--for',
        '60',
        ...spares,
      ];
      const { code, stdout, stderr } = await runTour(words, { cwd, input: 'hi\n' });
      assert.equal(code, 0, stderr);
      assert.deepEqual(readPrinted(stdout).sort(), [
        'client on',
        'client-2 echo hi',
        'client-2 terminal: false',
      ]);
    });
  }

  it('is empty where nothing is piped', async (t) => {
    const { code, stdout } = await runTour(
      ['run', 'server.mjs', 'client.mjs', '--json', '--for', '60'],
      {
        cwd: lay(t),
      },
    );
    assert.equal(code, 0);
    assert.deepEqual(readPrinted(stdout), ['client terminal: false']);
  });

  it('goes to none of many runs', { skip: unlessLong }, async (t) => {
    const cwd = lay(t, { 'client.mjs': TYPIST.replace("console.log('terminal:'", 'void (0') });
    const words = ['run', 'server.mjs', 'client.mjs', '--times', '3', '--json', '--for', '60'];
    const { code, stdout, stderr } = await runTour(words, { cwd, input: 'hi\n' });
    assert.equal(code, 0, stderr);
    assert.deepEqual(JSON.parse(stdout).actors, []);
  });
});

/** A run in a terminal, and a wait for what it shows. */
function open(t: TestContext, cwd: string, ...words: string[]) {
  const marker = createMarker();
  const terminal = openTestTerminal(tourCommand('run', ...words), {
    cwd,
    marker,
    environment: { PORT: undefined },
  });
  t.after(() => terminal.close());
  const see = (what: RegExp) => terminal.waitFor(what, { what: String(what), scrollback: true });
  return { terminal, see, marker };
}

async function assertEnd(terminal: TestTerminal, marker: string, code: number): Promise<void> {
  assert.equal((await terminal.waitForExit()).code, code);
  await waitForNoProcess(marker);
}

describe('standard input of run, a terminal', { skip: process.platform === 'win32' }, () => {
  it('is the last program’s: lines, and Ctrl-D for the end', async (t) => {
    const { terminal, see, marker } = open(t, lay(t), 'server.mjs', 'client.mjs');
    await see(/terminal: true/);
    await see(/connected to/);
    terminal.press('hi', 'enter');
    await see(/echo hi/);
    await see(/client stays alive: [\s\S]*it reads its standard input\s\(Ctrl-D ends it\)/);
    terminal.press('ctrl-d');
    await see(/· exit 0/);
    await assertEnd(terminal, marker, 0);
  });

  it('gives keys to a program in raw mode', { skip: unlessLong }, async (t) => {
    const raw = `process.stdin.setRawMode(true).on('data', (key) => {
  console.log('key', key[0]);
  if (key[0] === 3) process.exit();
});
console.log('ready');
`;
    const { terminal, see, marker } = open(t, lay(t, { 'raw.mjs': raw }), 'raw.mjs');
    await see(/ready/);
    terminal.press('x');
    await see(/key 120/);
    terminal.press('ctrl-c');
    await see(/key 3/);
    await assertEnd(terminal, marker, 0);
  });

  it('is handed on with each save', { skip: unlessLong }, async (t) => {
    const cwd = lay(t);
    const { terminal, see, marker } = open(t, cwd, 'server.mjs', 'client.mjs', '--watch');
    await see(/connected to/);
    terminal.press('one', 'enter');
    await see(/echo one/);
    writeFileSync(path.join(cwd, 'client.mjs'), TYPIST.replace('echo ', 'again '));
    await see(/Saved: client\.mjs[\s\S]*connected to/);
    terminal.press('two', 'enter');
    await see(/again two/);
    terminal.press('ctrl-c');
    await assertEnd(terminal, marker, 0);
  });
});

const BASH = '/bin/bash';
/** How long the programs may take to stop after Ctrl-Z, and how often to look, in ms. */
const STOP_MS = 60_000;
const LOOK_MS = 20;

describe('run as a job of a shell', { skip: !existsSync(BASH) }, () => {
  function openShell(t: TestContext) {
    const cwd = lay(t);
    const command = tourCommand('run', 'server.mjs', 'client.mjs').map((word) => `'${word}'`);
    // Not by `exec`: as under npm, the tour is not the only process of its job.
    writeFileSync(path.join(cwd, 'go.sh'), `${command.join(' ')}\necho "over $?"\n`);
    const marker = createMarker();
    const shell = openTestTerminal([BASH, '--norc', '--noprofile', '-i'], {
      cwd,
      marker,
      environment: { PS1: 'shell> ', PORT: undefined },
    });
    t.after(() => shell.close());
    const see = (what: RegExp) => shell.waitFor(what, { what: String(what), scrollback: true });
    /** Types lines that the shell alone can answer. */
    const askShell = async () => {
      for (const number of [1, 2, 3, 4]) {
        shell.press(`echo shell$((${number} * 111))`, 'enter');
        await see(new RegExp(`^shell${number * 111}$`, 'm'));
      }
    };
    /** Waits until the client is stopped: the shell has its prompt before the tour has heard of Ctrl-Z. */
    const seeStop = async () => {
      const end = performance.now() + STOP_MS;
      const isClient = ({ command }: FoundProcess) => command.endsWith(`${cwd}/client.mjs`);
      for (;;) {
        const { pid } = findProcesses(marker).find(isClient) ?? {};
        if (pid !== undefined && /^State:\s*T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')))
          return;
        assert.ok(performance.now() < end, `the client is not stopped after ${STOP_MS} ms`);
        await pause(LOOK_MS);
      }
    };
    return { shell, see, askShell, seeStop };
  }

  it('leaves the lines to the shell while it is stopped', {
    skip: !canFindProcesses,
  }, async (t) => {
    const { shell, see, askShell, seeStop } = openShell(t);
    await see(/^shell> *$/m);
    shell.press('sh go.sh', 'enter');
    await see(/connected to/);
    shell.press('ctrl-z');
    await see(/Stopped/);
    await seeStop();
    await askShell();
    shell.press('fg', 'enter', 'hi', 'enter');
    await see(/echo hi/);
    shell.press('ctrl-d');
    const shown = await see(/^over 0$/m);
    // The client's, and the server's answer.
    assert.equal(shown.filter((line) => line.includes('write 3 bytes')).length, 2);
    assert.equal(shown.filter((line) => line.includes('· write ')).length, 2);
  });

  it('has no input in the background', { skip: process.platform !== 'linux' }, async (t) => {
    const { shell, see, askShell } = openShell(t);
    await see(/^shell> *$/m);
    shell.press('sh go.sh &', 'enter');
    await see(/terminal: false/);
    await askShell();
    await see(/over 0$/m);
  });
});

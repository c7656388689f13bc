// Tests what `run` draws: bytes beside rows, a chart below them, and one of many runs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { unlessLong } from '../../support/length.ts';
import { openTestTerminal, tourCommand } from '../../support/terminal.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const SERVER = `
import net from 'node:net';
const server = net.createServer((socket) => {
  socket.on('data', () => socket.write('ok'));
  socket.on('error', () => {});
});
server.listen(Number(process.env.PORT), '127.0.0.1');
`;

// The second piece is sent once the first was read, so the cut is at the same place in every run.
const CLIENT = `
import net from 'node:net';
const bytes = Buffer.from('你好!');
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
socket.write(bytes.subarray(0, 2));
socket.once('data', () => socket.end(bytes.subarray(2)));
socket.on('close', () => console.log('done'));
socket.on('error', () => {});
`;

/** Writes programs of these names into a folder of their own, which is returned. */
function place(test: TestContext, changes: Record<string, string> = {}): string {
  const folder = makeFolder(test);
  const files = { 'server.mjs': SERVER, 'client.mjs': CLIENT, ...changes };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

function runPair(cwd: string, ...words: string[]) {
  return runTour(['run', 'server.mjs', 'client.mjs', '--port', '0', '--for', '60', ...words], {
    cwd,
  });
}

describe('run --hex', () => {
  it('shows bytes under their rows, and these rows without the wire too', async (t) => {
    const { stdout, stderr, code } = await runPair(
      place(t),
      ...['--hex', '--no-wire', '--width', '80'],
    );
    assert.equal(code, 0, stderr);
    const rows = stdout.replace(/^ *[\d.]+s?/gm, '').split('\n');
    const indexes = [
      rows.findIndex((row) => / ◀──┼─ · write 2 bytes$/.test(row)),
      rows.findIndex((row) => / · data 2 bytes +│$/.test(row)),
    ];
    assert.match(rows[(indexes[0] ?? 0) + 1] ?? '', /│ {4}e4 bd {2}\.\.$/);
    assert.match(rows[(indexes[1] ?? 0) + 1] ?? '', /^ +e4 bd {2}\.\. +│$/);
    assert.doesNotMatch(stdout, /listening|connecting/);
  });

  it('is in the lane as well', { skip: unlessLong }, async (t) => {
    const lane = await runPair(place(t), '--hex', '--plain');
    assert.match(
      lane.stdout,
      /^client │ · write 5 bytes\nclient │ {3}a0 e5 a5 bd 21 {2}\.\.\.\.!$/m,
    );
  });
});

describe('run --chart', () => {
  it('draws a ruler of bytes below the rows', async (t) => {
    const { stdout, stderr, code } = await runPair(place(t), '--chart', 'bytes', '--width', '60');
    assert.equal(code, 0, stderr);
    const [, picture = ''] = stdout.split('\n\n');
    assert.match(picture, /^server :\d+ · 7 bytes in 2 chunks$/m);
    assert.match(picture, /^0 {2}e4 bd┃a0 e5 a5 bd 21\n {3}你───╂─┘ 好─────┘ !\n {8}↑$/m);
    const plain = await runPair(place(t), '--chart', 'bytes', '--plain', '--lang', 'zh');
    assert.match(plain.stdout, /^第 1 块，2 字节：e4 bd；切在 你 中间$/m);
  });

  it('draws how a connection ends, and what waited', { skip: unlessLong }, async (t) => {
    const cwd = place(t, {
      'server.mjs': SERVER.replace("socket.write('ok')", 'socket.write(Buffer.alloc(2 ** 25))'),
    });
    const waiting = await runPair(cwd, '--chart', 'buffered', '--plain', '--no-wire');
    assert.match(waiting.stdout, /^server · bytes waiting in the process$/m);
    assert.match(waiting.stdout, /^Peak: (32|64) MiB, at [\d.]+ ms\./m);
    const closing = await runPair(place(t), '--chart', 'closing', '--no-wire');
    assert.match(closing.stdout, /^client → server +━+┤$/m);
    assert.match(closing.stdout, /^ +[\d.]+ {2}client ends its half$/m);
    assert.match(closing.stdout, /^ +[\d.]+ {2}Node ends the half of server by itself$/m);
  });

  it('ends the trace with an object where it is JSON, which has all bytes beside them', async (t) => {
    const { stdout } = await runPair(place(t), '--chart', 'chunks', '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.ok(lines.slice(0, -1).every(({ kind }) => kind !== undefined));
    const writes = lines.filter(({ actor, kind }) => actor === 'client' && kind === 'write');
    assert.deepEqual(
      writes.map(({ hex, bytes }) => [hex, bytes]),
      [
        ['e4bd', 2],
        ['a0e5a5bd21', 5],
      ],
    );
    const { chart, runs, failed, connections } = lines.at(-1);
    assert.deepEqual([chart, runs, failed], ['chunks', 1, 0]);
    const sizes = Object.fromEntries(
      connections.map((one: { actor: string; sizes: number[] }) => [one.actor, one.sizes]),
    );
    assert.deepEqual(sizes, { server: [2, 5], client: [2, 2] });
  });
});

describe('run --times', () => {
  it('shows no rows, and a histogram of all runs', async (t) => {
    const { stdout, stderr, code } = await runPair(place(t), '--times', '2', '--width', '60');
    assert.equal(code, 0, stderr);
    assert.equal(stderr, '');
    assert.match(
      stdout,
      /^server · data events for each connection, over 2 runs\n(.+\n)*2 chunks █+ 2 +100%\n\nclient · /,
    );
    assert.doesNotMatch(stdout, /done|write|\r/);
  });

  it('counts runs that fail, explains the first, and still draws', async (t) => {
    const cwd = place(t, { 'client.mjs': `${CLIENT}socket.on('close', () => process.exit(3));\n` });
    const { stdout, stderr, code } = await runPair(cwd, '--times', '2', '--json');
    assert.equal(code, 1);
    const { chart, runs, failed, actors } = JSON.parse(stdout);
    assert.deepEqual([chart, runs, failed], ['chunks', 2, 2]);
    assert.deepEqual(actors[0], { actor: 'server', counts: { 2: 2 } });
    assert.match(stderr, /^2 of 2 runs failed\./m);
    assert.match(stderr, /client\.mjs failed: exit code 3\./);
  });

  it('ends at once when the server never listens', { skip: unlessLong }, async (t) => {
    const cwd = place(t, { 'server.mjs': 'throw new Error("no");\n' });
    const { stderr, code } = await runPair(cwd, '--times', '50');
    assert.equal(code, 1);
    assert.match(stderr, /Stopped after 1 of 50 runs\./);
    assert.match(stderr, /server\.mjs ended \(exit code 1\) before it listened/);
  });

  it('rejects one run, too many runs, and --watch', async (t) => {
    const cwd = place(t);
    for (const words of [
      ['--times', '1'],
      ['--times', '201'],
      ['--times', '2', '--watch'],
      ['--chart', 'pie'],
    ]) {
      const { code, stdout, stderr } = await runPair(cwd, ...words);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(
        stderr,
        /--times (is a whole number from 2 to 200|and --watch)|--chart is one of chunks, /,
      );
    }
  });

  it('shows its progress in a terminal, and draws the runs so far after Ctrl-C', {
    skip: unlessLong,
  }, async (t) => {
    const words = [
      'run',
      'server.mjs',
      'client.mjs',
      '--port',
      '0',
      '--for',
      '60',
      '--times',
      '150',
    ];
    const terminal = openTestTerminal(tourCommand(...words), { cwd: place(t), columns: 60 });
    t.after(() => terminal.close());
    await terminal.waitFor(/^ +2\/150 ▕.+▏$/m, { what: 'the progress', ms: 60_000 });
    terminal.press('ctrl-c');
    await terminal.waitFor(/over [2-9] runs\n/, { what: 'the chart' });
    await terminal.waitFor(/Stopped after [2-9] of 150 runs\./, { what: 'the note' });
    assert.doesNotMatch(terminal.screen().join('\n'), /\/150 ▕/);
    assert.equal((await terminal.waitForExit()).code, 0);
  });
});

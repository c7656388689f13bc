// Tests that a run can be kept as a file, and a trace be shown again.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { makeFolder, runTour } from '../../support/tour.ts';

const SERVER = `
import net from 'node:net';
net.createServer((socket) => socket.pipe(socket)).listen(Number(process.env.PORT), '127.0.0.1');
`;
const CLIENT = `
import net from 'node:net';
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
socket.end('hello');
socket.on('data', (chunk) => console.log('got', chunk.toString()));
`;

describe('run --save and --from', () => {
  it('keeps a run, shows the same rows of it, and draws it', async (t) => {
    const cwd = makeFolder(t);
    writeFileSync(path.join(cwd, 'server.mjs'), SERVER);
    writeFileSync(path.join(cwd, 'client.mjs'), CLIENT);
    const view = ['--width', '100', '--lang', 'en'];
    const run = await runTour(
      [
        'run',
        'server.mjs',
        'client.mjs',
        '--port',
        '0',
        '--for',
        '60',
        '--save',
        'run.jsonl',
        ...view,
      ],
      { cwd },
    );
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, /The run is saved in run\.jsonl\./);
    const again = await runTour(['run', '--from', 'run.jsonl', '--save', 'run.svg', ...view], {
      cwd,
    });
    assert.equal(again.code, 0, again.stderr);
    assert.equal(again.stdout, run.stdout);
    const svg = readFileSync(path.join(cwd, 'run.svg'), 'utf8');
    assert.match(svg, /<desc[^>]*>[^<]*client {2}write 5 bytes/);
    const chart = await runTour(
      ['run', '--from', 'run.jsonl', '--chart', 'chunks', '--plain', '--lang', 'en'],
      { cwd },
    );
    assert.match(chart.stdout, /server.*5 bytes/);
    // Its own file may be written again.
    const third = await runTour(['run', '--from', 'run.jsonl', '--save', 'run.svg'], { cwd });
    assert.equal(third.code, 0, third.stderr);
  });

  it('leaves what it did not write, and says what it can write and read', async (t) => {
    const cwd = makeFolder(t);
    writeFileSync(path.join(cwd, 'mine.svg'), '<svg/>');
    writeFileSync(path.join(cwd, 'trace.jsonl'), '{"at":0,"actor":"a","kind":"start"}\nno\n');
    const cases: [words: string[], message: RegExp][] = [
      [['--save', 'mine.svg'], /mine\.svg exists, and the tour didn't write it/],
      [['--save', 'run.png'], /\.svg, \.mmd, \.jsonl/],
      [['--save', 'none/run.svg'], /there is no such file or folder/],
      [['--save', 'run.svg', '--times', '2'], /--times and --save do not go together/],
      [['--from', 'trace.jsonl'], /trace\.jsonl, line 2, is no event/],
      [['--from', 'none.jsonl'], /none\.jsonl: there is no such file/],
      [['server.mjs', '--from', 'trace.jsonl'], /server\.mjs is not started/],
    ];
    for (const [words, message] of cases) {
      const { code, stderr } = await runTour(['run', ...words, '--lang', 'en'], { cwd });
      assert.equal(code, 2, words.join(' '));
      assert.match(stderr, message);
    }
    assert.equal(readFileSync(path.join(cwd, 'mine.svg'), 'utf8'), '<svg/>');
    assert.ok(!existsSync(path.join(cwd, 'run.svg')));
  });
});

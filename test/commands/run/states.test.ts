// Tests `run --states`: its rows in each view, its note, and what it does not go together with.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findProgram } from '../../stage/programs.ts';
import { unlessLong } from '../../support/length.ts';
import { playToTimeWait } from '../../support/time-wait.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const file = findProgram('states.mts');
const PAIR = [`${file} server follows`, `${file} client ends`];

describe('run --states', () => {
  it('shows what the kernel says beside the other rows, and how often it was asked', async (t) => {
    const cwd = makeFolder(t);
    const words = ['run', ...PAIR, '--for', '60', '--states', '--width', '100', '--port', '0'];
    const { code, stdout, stderr } = await playToTimeWait(() => runTour(words, { cwd }));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^ *[\d.]+ · kernel: LISTEN +│$/m);
    assert.match(stdout, /^ *[\d.]+ +│ {2}· kernel: TIME-WAIT$/m);
    assert.ok(stdout.indexOf('listening on') < stdout.indexOf('kernel: LISTEN'), stdout);
    assert.match(
      stderr.replace(/\s+/g, ' '),
      /The kernel was asked \d+ times? for its connections/,
    );
  });

  it('shows it without the wire too, in Chinese, and in one lane', {
    skip: unlessLong,
  }, async (t) => {
    const cwd = makeFolder(t);
    const words = ['run', ...PAIR, '--for', '60', '--port', '0'];
    const how = ['--states', '--no-wire', '--plain', '--lang', 'zh'];
    const { stdout, stderr } = await playToTimeWait(() => runTour([...words, ...how], { cwd }));
    const rows = stdout.trim().split('\n');
    assert.ok(rows.includes('server │ · 内核：LISTEN'), stdout);
    assert.ok(rows.includes('client │ · 内核：TIME-WAIT'), stdout);
    assert.ok(
      rows.every((row) => row.includes('内核：')),
      stdout,
    );
    assert.match(stderr, /一共向内核查询了 \d+ 次/);
  });

  it('is saved with the run, and shown again', async (t) => {
    const cwd = makeFolder(t);
    const words = [
      'run',
      ...PAIR,
      '--for',
      '60',
      '--states',
      '--json',
      '--port',
      '0',
      '--save',
      'run.jsonl',
    ];
    const { stdout } = await playToTimeWait(() => {
      // What is there already is not saved over.
      rmSync(path.join(cwd, 'run.jsonl'), { force: true });
      return runTour(words, { cwd });
    });
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    // One look may see the end of the connection and the socket that listens, in either order.
    const last = events.findLast(({ kind, connection }) => kind === 'state' && connection);
    assert.equal(last?.state, 'TIME-WAIT');
    assert.equal(last.actor, 'client');
    assert.equal(last.local, `127.0.0.1:${last.connection}`);
    const connect = events.find(({ kind }) => kind === 'connect');
    assert.deepEqual([last.connection, last.remote], [connect.connection, connect.remote]);
    assert.ok(!('since' in last));
    const again = await runTour(['run', '--from', 'run.jsonl', '--save', 'run.svg'], { cwd });
    assert.match(again.stdout, /kernel: TIME-WAIT/);
    const picture = await runTour(['run', '--from', 'run.jsonl', '--save', 'run.mmd'], { cwd });
    assert.equal(picture.code, 0, picture.stderr);
    for (const name of ['run.svg', 'run.mmd']) {
      assert.match(readFileSync(path.join(cwd, name), 'utf8'), /kernel.*TIME-WAIT/, name);
    }
  });

  it('says nothing of the kernel unless asked', { skip: unlessLong }, async (t) => {
    const { stdout, stderr } = await runTour(
      ['run', ...PAIR, '--for', '60', '--json', '--port', '0'],
      {
        cwd: makeFolder(t),
      },
    );
    assert.ok(!stdout.includes('"state"') && !stderr.includes('kernel'), stderr);
  });

  it('does not go together with --times', async (t) => {
    const { code, stderr } = await runTour(
      ['run', ...PAIR, '--for', '60', '--states', '--times', '2'],
      {
        cwd: makeFolder(t),
      },
    );
    assert.equal(code, 2);
    assert.match(stderr, /--times and --states do not go together/);
  });
});

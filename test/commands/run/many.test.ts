// Tests `run --clients`: a summary in place of rows, what the machine can't do, and that nothing is left behind.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { findShortage } from '../../../src/commands/run/capacity.ts';
import { TOUR } from '../../support/command.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const SERVER = `
import net from 'node:net';
const server = net.createServer((socket) => {
  socket.on('error', () => {});
  socket.pipe(socket);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
`;
/** It stays as long as STAY is set. */
const CLIENT = `
import net from 'node:net';
const socket = net.connect(Number(process.env.PORT), '127.0.0.1');
socket.on('data', (chunk) => {
  console.log('heard ' + chunk);
  if (!process.env.STAY) socket.end();
});
socket.write('hello');
`;

function place(test: TestContext): string {
  const folder = makeFolder(test);
  writeFileSync(path.join(folder, 'server.mjs'), SERVER);
  writeFileSync(path.join(folder, 'client.mjs'), CLIENT);
  return folder;
}

const MANY = ['run', 'server.mjs', 'client.mjs', '--port', '0', '--clients', '4'];

describe('run --clients', () => {
  it('sums up the clients, without a row of theirs', async (t) => {
    const { stdout, stderr, code } = await runTour([...MANY, '--plain'], { cwd: place(t) });
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stdout, /client-\d|· connecting|· connection from/);
    assert.match(stdout, /^client │ · 4 ended$/m);
    assert.match(stdout, /^client\.mjs: 4 clients\n {2}4 ended\n {2}4 connections made; time/m);
    assert.match(stdout, /20 bytes written, 20 read/);
    assert.match(stdout, /4 × heard hello/);
    assert.match(stdout, /^server\.mjs\n {2}4 connections accepted, [1-4] at the same time/m);
  });

  it('keeps them in a saved trace, and prints every event and the counts as JSON', async (t) => {
    const cwd = place(t);
    const run = await runTour([...MANY, '--json', '--save', 'run.jsonl'], { cwd });
    const lines = run.stdout.trimEnd().split('\n');
    const counts = JSON.parse(lines.at(-1) ?? '');
    assert.deepEqual([counts.clients, counts.started, counts.states.ended], [4, 4, 4]);
    const exits = lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'exit');
    assert.ok(exits.some(({ actor }) => actor === 'client-4'));
    const shown = await runTour(['run', '--from', 'run.jsonl', '--width', '100'], { cwd });
    assert.match(shown.stdout, /client\.mjs × 4/);
    assert.match(shown.stdout, /^client\.mjs: 4 clients$/m);
  });

  it('leaves none behind when it is ended', { skip: process.platform === 'win32' }, async (t) => {
    const [command, ...own] = TOUR;
    const { PATH = '', HOME = '' } = process.env;
    const words = [...own, ...MANY, '--json', '--for', '60'];
    const child = spawn(command, words, { cwd: place(t), env: { PATH, HOME, STAY: '1' } });
    const pids: number[] = [];
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.match(/"kind":"connect"/g)?.length === 4) child.kill('SIGINT');
    });
    await once(child, 'close');
    for (const [, pid] of said.matchAll(/"kind":"start".*"pid":(\d+)/g)) pids.push(Number(pid));
    assert.equal(pids.length, 5);
    for (const pid of pids) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });

  it('refuses what makes no sense', async (t) => {
    const cwd = place(t);
    for (const [words, why] of [
      [['server.mjs', '--clients', '4'], /server\.mjs is a server/],
      [['server.mjs', 'client.mjs', '--rate', '4'], /Name both/],
      [['server.mjs', 'client.mjs', '--clients', '4', '--times', '3'], /do not go together/],
      [['server.mjs', 'client.mjs', '--clients', '4', '--save', 'a.svg'], /Save the trace/],
    ] as const) {
      const { code, stderr } = await runTour(['run', ...words], { cwd });
      assert.equal(code, 2);
      assert.match(stderr, why);
    }
  });
});

describe('findShortage', () => {
  const plenty = { descriptors: 1e6, processes: 1e6, memory: 1e6 };

  it('finds nothing in the way where there is plenty', () => {
    assert.equal(findShortage(1000, plenty), null);
  });

  it('names what is scarcest, and how many would fit', () => {
    const shortage = findShortage(200, { ...plenty, descriptors: 864, memory: 2000 });
    assert.deepEqual(shortage, { kind: 'memory', needed: 6600, left: 2000, fitting: 56 });
    const files = findShortage(201, { ...plenty, descriptors: 864 });
    assert.deepEqual([files?.kind, files?.fitting], ['descriptors', 200]);
    assert.equal(findShortage(200, { ...plenty, descriptors: 864 }), null);
  });

  it('never fits less than nothing', () => {
    assert.equal(findShortage(2, { ...plenty, processes: 3 })?.fitting, 0);
  });
});

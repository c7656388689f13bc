// Tests programs of `run` that are not Node's; `node -e` stands for one, because it is on every machine.
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readOperand } from '../../../src/commands/run/operand.ts';
import { findFreePort } from '../../../src/stage/free-port.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { Failure } from '../../../src/text/failure.ts';
import { unlessLong } from '../../support/length.ts';
import { openOtherServer } from '../../support/other-server.ts';
import { createMarker, MARKER, waitForNoProcess } from '../../support/processes.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const SERVER = `import net from 'node:net';
net.createServer((s) => s.on('error', () => {}).pipe(s)).listen(process.env.PORT, '127.0.0.1');
`;
const CLIENT = `import net from 'node:net';
const s = net.connect(process.env.PORT, '127.0.0.1', () => s.write('hi'));
s.on('data', (d) => { console.log('got ' + d); s.end(); });
`;
/** Sends its last argument, and prints what comes back. */
const ASK = `const s = require('net').connect(process.argv[2], process.argv[1], () => s.end(process.argv[3]));
s.on('data', (d) => console.log('heard ' + d));`;
/** Echoes, after a moment in which nothing listens, and starts a child that would stay. */
const SERVE = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
setTimeout(() => require('net').createServer((s) => s.on('error', () => {}).pipe(s)).listen(process.argv[1], '127.0.0.1'), 200);`;
/** Serves the first connection only: it must be the client's. */
const ONCE = `const server = require('net').createServer((s) => { server.close(); s.on('error', () => {}).pipe(s); }).listen(process.argv[1], '127.0.0.1');`;
/** A program of no kind that Node is started for by itself. */
const foreign = (code: string, words: string) => `node -e "${code.replaceAll('\n', ' ')}" ${words}`;

async function run(t: TestContext, operands: readonly string[], ...options: string[]) {
  const cwd = makeFolder(t);
  writeFileSync(path.join(cwd, 'server.mjs'), SERVER);
  writeFileSync(path.join(cwd, 'client.mjs'), CLIENT);
  const marker = createMarker();
  const words = ['run', ...operands, '--for', '60', '--lang', 'en', ...options];
  const outcome = await runTour(words, { cwd, environment: { [MARKER]: marker } });
  await waitForNoProcess(marker);
  return outcome;
}

function readEvents(stdout: string): TraceEvent[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TraceEvent);
}

describe('a program that is not Node’s', { skip: process.platform === 'win32' }, () => {
  it('is a client that is told where the server is', async (t) => {
    const client = foreign(ASK, '{host} {port} word');
    const { code, stdout, stderr } = await run(t, ['server.mjs', client], '--json');
    assert.equal(code, 0, stderr);
    const events = readEvents(stdout);
    const own = events.filter(({ actor }) => actor === 'client');
    assert.deepEqual(
      own.map(({ kind }) => kind),
      ['start', 'stdout', 'exit'],
    );
    const port = /:(\d+)$/.exec(events.find(({ kind }) => kind === 'listening')?.local ?? '')?.[1];
    assert.ok(own[0]?.text?.endsWith(` 127.0.0.1 ${port} word`), own[0]?.text);
    assert.equal(own[1]?.text, 'heard word');
    assert.ok(events.some(({ kind, actor }) => actor === 'server' && kind === 'data'));
  });

  it('says in the heading that its times are those of arrival', async (t) => {
    const { stdout } = await run(
      t,
      ['server.mjs', foreign(ASK, '{host} {port} a')],
      '--width',
      '200',
    );
    assert.match(stdout.split('\n')[0] ?? '', /│ {2}timed on arrival: node -e/);
  });

  it('goes through the proxy', async (t) => {
    const client = foreign(ASK, '{host} {port} word');
    const { code, stdout } = await run(t, ['server.mjs', client], '--json', '--split', '1');
    assert.equal(code, 0);
    const sizes = readEvents(stdout).flatMap(({ actor, kind, bytes }) =>
      actor === 'server' && kind === 'data' ? [bytes] : [],
    );
    assert.deepEqual(sizes, [1, 1, 1, 1]);
  });

  it('is a server that is ready when its port is open, and is stopped with its children', async (t) => {
    const { code, stdout, stderr } = await run(
      t,
      [foreign(SERVE, '{port}'), 'client.mjs'],
      '--json',
    );
    assert.equal(code, 0, stderr);
    const events = readEvents(stdout);
    const order = events.map(({ actor, kind }) => `${actor} ${kind}`);
    assert.ok(order.indexOf('server listening') < order.indexOf('client start'), stdout);
    assert.ok(events.some(({ text }) => text === 'got hi'));
  });

  it('gets no connection but the client’s', async (t) => {
    const { code, stdout, stderr } = await run(t, [foreign(ONCE, '{port}'), 'client.mjs']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /got hi/);
  });

  it('is known to listen when the time is up', { skip: unlessLong }, async (t) => {
    const stays = foreign('setInterval(() => {}, 1000)', '');
    const { code, stderr } = await run(t, [foreign(SERVE, '{port}'), stays], '--for', '6');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Stopped after 6 s\.\nserver was still alive: a server listening on/m);
  });

  it('may listen on a port that is named beside it', { skip: unlessLong }, async (t) => {
    const port = String(await findFreePort());
    const { code, stdout } = await run(t, [foreign(SERVE, port), 'client.mjs'], '--port', port);
    assert.equal(code, 0);
    assert.match(stdout, /got hi/);
  });

  it('is not started where somebody else has the port, or nobody knows it', async (t) => {
    const { port } = await openOtherServer(t);
    const held = await run(t, [foreign(SERVE, '{port}'), 'client.mjs'], '--port', String(port));
    assert.equal(held.code, 2);
    assert.match(held.stderr, /^A program that is not part of this run listens on port/);
    const unknown = await run(t, [foreign(SERVE, '7000'), 'client.mjs']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /^Where .* will listen is not known/);
  });

  it('fails by its exit code, which Node’s do not explain', async (t) => {
    const { code, stderr } = await run(t, ['server.mjs', foreign('process.exit(13)', '')]);
    assert.equal(code, 1);
    assert.match(stderr, /^node -e .*failed: exit code 13\.\n$/s);
  });

  it('is found in PATH, or by its path; else it is told which package has it', (t) => {
    const cwd = makeFolder(t);
    writeFileSync(path.join(cwd, 'own.sh'), '#!/bin/sh\n');
    chmodSync(path.join(cwd, 'own.sh'), 0o755);
    assert.deepEqual(readOperand(cwd, './own.sh'), {
      file: path.join(cwd, 'own.sh'),
      isForeign: true,
    });
    assert.equal(readOperand(cwd, 'sh -c x').isForeign, true);
    const { PATH } = process.env;
    t.after(() => {
      process.env.PATH = PATH;
    });
    process.env.PATH = cwd;
    const refuse = (operand: string, en: RegExp, zh: RegExp) =>
      assert.throws(
        () => readOperand(cwd, operand),
        (error) => error instanceof Failure && en.test(error.text.en) && zh.test(error.text.zh),
      );
    refuse('nc 127.0.0.1 7000', /no program nc is installed\. .* package netcat-openbsd/, /netcat/);
    refuse('nosuch 1', /no program nosuch is installed\.$/, /也没有安装/);
  });
});

// Tests the port at which programs of the learner's own meet.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { findFreePort } from '../../../src/stage/free-port.ts';
import { holdPort } from '../../support/other-server.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const server = (port: string) => `import net from 'node:net';
net.createServer((s) => s.end()).listen(${port}, '127.0.0.1');
console.log('PORT', process.env.PORT);
`;
const client = (port: string) => `import net from 'node:net';
const s = net.connect(${port}, '127.0.0.1').resume();
s.on('connect', () => console.log('at', s.remotePort));
`;

/** Runs two programs, by default through nothing; resolves to what they print, which must end well. */
async function run(
  t: TestContext,
  ports: [string, string],
  environment: Record<string, string> = {},
) {
  const cwd = makeFolder(t);
  writeFileSync(path.join(cwd, 'server.mjs'), server(ports[0]));
  writeFileSync(path.join(cwd, 'client.mjs'), client(ports[1]));
  const words = [
    'run',
    'server.mjs',
    'client.mjs',
    '--plain',
    '--no-wire',
    '--lang',
    'en',
    '--for',
    '60',
  ];
  const { code, stdout, stderr } = await runTour(words, { cwd, environment });
  assert.equal(code, 0, stdout + stderr);
  const [, own] = /PORT (\w+)/.exec(stdout) ?? [];
  const [, met] = /at (\d+)/.exec(stdout) ?? [];
  return { own, met, stderr };
}

describe('the port of programs of one’s own', () => {
  it('is theirs alone where the client reads PORT', async (t) => {
    // Where that fails, somebody else has the port, which is as good.
    await holdPort(t, 6969);
    const { own, met, stderr } = await run(t, ['process.env.PORT', 'process.env.PORT']);
    assert.equal(met, own);
    assert.notEqual(own, '6969');
    assert.match(
      stderr,
      /^Port 6969 is in use outside this run, so the programs get \d+ instead\./,
    );
  });

  it('is the one in the environment where there is one', async (t) => {
    const port = String(await findFreePort());
    const both = 'process.env.PORT ?? 1';
    assert.equal((await run(t, [both, both], { PORT: port })).met, port);
  });

  it('is told to a client whose server has another one', async (t) => {
    const port = String(await findFreePort());
    assert.equal((await run(t, [port, 'process.env.PORT'])).met, port);
  });

  it('stays that of a client which reads none, though the server would take another', async (t) => {
    const port = String(await findFreePort());
    const { own, met } = await run(t, [`process.env.PORT ?? ${port}`, port]);
    assert.deepEqual([own, met], ['undefined', port]);
  });
});

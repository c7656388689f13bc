// Tests that a server counts which listens in a child process or in a thread without a tap.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { findFreePort } from '../../src/stage/free-port.ts';
import { playSession } from '../../src/stage/session.ts';
import { openStage } from '../support/stage.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'readiness-test-'));
after(() => rmSync(folder, { recursive: true }));

const SERVE = `require('node:net')
  .createServer((socket) => socket.end('hello'))
  .listen(Number(process.env.PORT), '127.0.0.1');`;

const SERVERS = {
  'a worker thread made of text': `import { Worker } from 'node:worker_threads';
new Worker(${JSON.stringify(SERVE)}, { eval: true });`,
  'a child process': `import { spawn } from 'node:child_process';
spawn(process.execPath, ['-e', ${JSON.stringify(SERVE)}]);`,
};

const CLIENT = `import net from 'node:net';
net.connect(Number(process.env.PORT), '127.0.0.1').on('data', (chunk) => console.log(String(chunk)));`;

const isLinux = process.platform === 'linux';

describe('a server that no tap watches', { skip: process.platform === 'win32' }, () => {
  for (const [what, code] of Object.entries(SERVERS)) {
    for (const any of isLinux ? [false, true] : [false]) {
      it(`is found in ${what}, on ${any ? 'any port' : 'the port that it is told'}`, async (t) => {
        const stage = openStage();
        t.after(() => stage.stop());
        const PORT = any ? '0' : String(await findFreePort());
        const lay = (actor: string, text: string) => {
          const file = path.join(folder, `${actor}.mjs`);
          writeFileSync(file, text);
          return { actor, file, cwd: folder, environment: { PORT } };
        };
        const end = await playSession(stage, {
          server: lay('server', code),
          clients: [lay('client', CLIENT)],
          isPortPassed: true,
          listenMs: 60_000,
        });
        assert.equal(end.kind, 'ended');
        await stage.settled();
        const listening = stage.events.filter(({ kind }) => kind === 'listening');
        assert.deepEqual(
          listening.map(({ actor, isUnwatched }) => ({ actor, isUnwatched })),
          [{ actor: 'server', isUnwatched: true }],
        );
        assert.ok(any || listening[0]?.local === `127.0.0.1:${PORT}`);
        const heard = stage.events.filter(({ kind }) => kind === 'stdout');
        assert.deepEqual(
          heard.map(({ actor, text }) => `${actor}: ${text}`),
          ['client: hello'],
        );
      });
    }
  }

  it('is not taken for one that says so itself', async (t) => {
    const stage = openStage();
    t.after(() => stage.stop());
    const lay = (actor: string, text: string) => {
      const file = path.join(folder, `own-${actor}.mjs`);
      writeFileSync(file, text);
      return { actor, file, cwd: folder, environment: { PORT: '0' } };
    };
    // Its port is open while it is too busy to say so.
    const server = `import net from 'node:net';
const server = net.createServer((socket) => socket.end('hello'));
server.listen(0);
const end = performance.now() + 1000;
while (performance.now() < end);`;
    await playSession(stage, {
      server: lay('server', server),
      clients: [lay('client', CLIENT)],
      isPortPassed: true,
      listenMs: 60_000,
    });
    await stage.settled();
    const listening = stage.events.filter(({ kind }) => kind === 'listening');
    assert.deepEqual(
      listening.map(({ isUnwatched }) => isUnwatched),
      [undefined],
    );
  });
});

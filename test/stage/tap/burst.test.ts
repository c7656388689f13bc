// Tests that many reports of one tick, which are written together, are all there, and in order.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { playSession } from '../../../src/stage/session.ts';
import { openStage } from '../../support/stage.ts';
import { perform } from '../programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'burst-test-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, code: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, code);
  return file;
}

const WRITES = 3000;

const ENDS = {
  'process.exit()': 'process.exit(3)',
  'process.reallyExit()': 'process.reallyExit(3)',
  'process.abort()': 'process.abort()',
  'a signal to itself': "process.kill(process.pid, 'SIGKILL')",
  'an error': "throw new Error('no')",
  'the next turn': 'setImmediate(() => process.exit())',
};

describe('many writes in one tick', () => {
  for (const [what, code] of Object.entries(ENDS)) {
    it(`are all reported before ${what}`, async () => {
      const file = write(
        'floods.mjs',
        `import net from 'node:net';
const server = net.createServer(() => {}).listen(0, '127.0.0.1', () => {
  server.unref();
  const socket = net.connect(server.address().port, '127.0.0.1', () => {
    for (let i = 0; i < ${WRITES}; i += 1) socket.write('tick');
    ${code};
  });
});
`,
      );
      const { events } = await perform(file, { file, cwd: folder });
      const writes = events.filter(({ kind }) => kind === 'write');
      assert.equal(writes.length, WRITES);
      // The last one may not have ended when the program did.
      assert.ok(writes.slice(0, -1).every(({ buffered }) => typeof buffered === 'number'));
    });
  }

  it('come before what is read of them, even where the tick goes on', async (t) => {
    const environment = { PORT: '0' };
    const lay = (actor: string, code: string) => ({
      actor,
      file: write(`${actor}.mjs`, `import net from 'node:net';\n${code}`),
      environment,
    });
    const stage = openStage();
    t.after(() => stage.stop());
    const server = lay(
      'server',
      `const server = net.createServer((socket) => {
  socket.on('data', () => {}).on('end', () => socket.end() && server.close());
}).listen(0, '127.0.0.1');`,
    );
    const client = lay(
      'client',
      `const socket = net.connect(Number(process.env.PORT), '127.0.0.1', () => setImmediate(() => {
  for (let i = 0; i < 100; i += 1) socket.write('tick');
  const end = performance.now() + 300;
  while (performance.now() < end);
  socket.end();
}));`,
    );
    const seen: { kind: string; bytes: number }[] = [];
    const { events } = stage;
    await playSession(stage, { server, clients: [client], isPortPassed: true });
    await stage.settled();
    for (const { actor, kind, bytes = 0 } of events) {
      if (kind === (actor === 'client' ? 'write' : 'data')) seen.push({ kind, bytes });
    }
    let ahead = 0;
    for (const { kind, bytes } of seen) {
      ahead += kind === 'write' ? bytes : -bytes;
      assert.ok(ahead >= 0, 'read before it was written');
    }
    assert.equal(ahead, 0);
    assert.equal(seen.filter(({ kind }) => kind === 'write').length, 100);
  });
});

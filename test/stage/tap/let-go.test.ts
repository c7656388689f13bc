// Tests that a worker thread which its program has let go is not taken for one that keeps it alive.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../../../src/stage/program.ts';

/** Node tells of a new worker only in the next turn: after the call, where a program lets it go at once. */
const CODE = `import net from 'node:net';
import { Worker } from 'node:worker_threads';
const worker = new Worker(
  'setInterval(() => require("node:worker_threads").parentPort.postMessage(1), 50)',
  { eval: true },
);
LET_GO
net.createServer().listen(0, () => worker.on('message', () => console.log('here')));
`;

for (const [letGo, wanted] of [
  ['worker.unref();', ['TCPServerWrap']],
  ['worker.unref(); worker.ref();', ['TCPServerWrap', 'Worker']],
] as const) {
  test(`${letGo} leaves ${wanted.join(' and ')}`, async (t) => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'let-go-test-'));
    t.after(() => rmSync(cwd, { recursive: true }));
    const file = path.join(cwd, 'program.mjs');
    writeFileSync(file, CODE.replace('LET_GO', letGo));
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const options = { actor: 'program', file, cwd };
    const program = startProgram(options, {}, ({ kind }) => kind === 'stdout' && begin());
    t.after(() => program.stop());
    await Promise.race([begun, program.exited]);
    let answer: string[] | null = null;
    while (answer === null && program.exit === null) answer = await program.resources();
    const own = answer?.filter((name) => ['TCPServerWrap', 'Worker'].includes(name));
    assert.deepEqual(own?.sort(), wanted);
  });
}

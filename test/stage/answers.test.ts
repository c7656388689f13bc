// Tests that the answer to a question is never one to an earlier question.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../../src/stage/program.ts';
import { openSpares } from '../../src/stage/spares/spares.ts';

/** Hears nothing for longer than an answer may take; then it has a timer, and in the end a server alone. */
const CODE = `import { writeFileSync } from 'node:fs';
import net from 'node:net';
console.log('busy');
const end = performance.now() + 1500;
while (performance.now() < end);
setTimeout(() => net.createServer().listen(0, () => writeFileSync('done', '')), 100);
`;
/** How long that may take, in ms. */
const DEADLINE_MS = 60_000;

for (const isSpare of [false, true]) {
  test(`a late answer is not taken for that to the next question${isSpare ? ', in a spare' : ''}`, async (t) => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'answers-test-'));
    t.after(() => rmSync(cwd, { recursive: true }));
    const file = path.join(cwd, 'busy.mjs');
    writeFileSync(file, CODE);
    const options = { actor: 'program', file, cwd };
    const spares = isSpare ? openSpares() : undefined;
    spares?.expect([options]);
    await spares?.settled();
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const program = startProgram(options, { spares }, ({ kind }) => kind === 'stdout' && begin());
    spares?.close();
    t.after(() => program.stop());
    // A spare gets it with its cue.
    const first = program.resources();
    await begun;
    await first;
    const late = await program.resources();
    // Until all is done, this process reads no answer.
    const deadline = performance.now() + DEADLINE_MS;
    while (!existsSync(path.join(cwd, 'done'))) assert.ok(performance.now() < deadline);
    assert.equal(late, null);
    let answer: string[] | null = null;
    while (answer === null) answer = await program.resources();
    assert.deepEqual(answer, ['TCPServerWrap']);
  });
}

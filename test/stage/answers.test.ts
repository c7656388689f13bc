// Tests that the answer to a question is never one to an earlier question.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../../src/stage/program.ts';
import { openSpares } from '../../src/stage/spares/spares.ts';

/** Says what it is doing, hears nothing for longer than an answer may take, and goes on with a timer. */
const CODE = `import net from 'node:net';
const end = performance.now() + 1500;
console.log('busy');
while (performance.now() < end);
console.log('again');
setInterval(() => {}, 2 ** 30);
`;

for (const isSpare of [false, true]) {
  test(`a late answer is not taken for that to the next question${isSpare ? ', in a spare' : ''}`, async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'answers-test-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'busy.mjs');
    writeFileSync(file, CODE);
    const options = { actor: 'program', file };
    const spares = isSpare ? openSpares() : undefined;
    spares?.expect([options]);
    await spares?.settled();
    let say: (text: string) => void = () => {};
    const said = () =>
      new Promise<string>((resolve) => {
        say = resolve;
      });
    const busy = said();
    const program = startProgram(options, { spares }, ({ kind, text = '' }) => {
      if (kind === 'stdout') say(text);
    });
    spares?.close();
    t.after(() => program.stop());
    // Asked at once: a spare gets it with its cue.
    const first = program.resources();
    assert.equal(await busy, 'busy');
    const again = said();
    await first;
    assert.equal(await program.resources(), null);
    // Those questions are still to be answered, when this one is asked.
    assert.equal(await again, 'again');
    let answer: string[] | null = null;
    while (answer === null) answer = await program.resources();
    assert.deepEqual(answer, ['Timeout']);
  });
}

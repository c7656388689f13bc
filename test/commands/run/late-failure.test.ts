// Tests that a program which fails by itself while its run is brought to an end makes that run fail, and is told of.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import type { Job } from '../../../src/commands/run/job.ts';
import { playOnce } from '../../../src/commands/run/once.ts';
import { lessonsRoot } from '../../../src/course/folders.ts';
import { keepContext } from '../../support/context.ts';
import { makeFolder } from '../../support/tour.ts';

/** Its end takes longer than anybody waits for it. */
const SLOW_END = `process.on('exit', () => {
  console.log('ending');
  const end = performance.now() + 10_000;
  while (performance.now() < end);
});
`;

for (const [code, wanted] of [
  ["throw new Error('boom');", 1],
  ['process.exit();', 0],
] as const) {
  it(`${code} just before the stop`, async (t) => {
    const folder = makeFolder(t);
    const file = path.join(folder, 'program.mjs');
    writeFileSync(file, SLOW_END + code);
    const { context, errors } = keepContext(folder, { lessonsRoot });
    const time = new AbortController();
    const server = { actor: 'server', file, cwd: folder };
    const job: Job = {
      context,
      options: {},
      target: {
        server,
        relays: [],
        clients: [],
        isLesson: false,
        isPortRead: false,
        folders: [],
        notes: [],
      },
      proxy: null,
      address: null,
      limit: { signal: time.signal, ms: 1000 },
      signals: [time.signal],
      onStage: (stage) => stage.watch(({ kind }) => kind === 'stdout' && time.abort()),
      saving: null,
    };
    assert.equal(await playOnce(job), wanted);
    const told = /program\.mjs failed: an error that nothing caught was ending it when SIGTERM/;
    assert.equal(told.test(errors.join(' ')), wanted === 1);
  });
}

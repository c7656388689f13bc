// Tests that a saved trace has the rows of the run that it was saved from.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { layRun } from '../../support/fixture-runs.ts';
import { few } from '../../support/length.ts';
import { runTour } from '../../support/tour.ts';

/** Folders of test/fixtures/runs, and the words of `run` in them. */
const RUNS: readonly [folder: string, words: string][] = [
  ['arrows', 'up.mjs middle.mjs last.mjs'],
  ['enoent-lesson', 'server.mjs'],
  ['line-without-newline', 'server.mjs client.mjs'],
  ['no-arguments', 'server.mjs'],
  ['no-explanation', 'greeter.mjs http-get.mjs'],
  ['no-explanation', 'quiet.mjs early.mjs'],
  ['path-looks-like-address', 'server.mjs client.mjs'],
  ['server-close-waits', 'server.mjs client.mjs'],
  ['server-crash-at-close', 'server.mjs client.mjs'],
  ['server-in-worker', 'server.mjs client.mjs'],
  ['several-addresses', 'server.mjs refused.mjs'],
  ['stdin-empty', 'server.mjs client.mjs'],
  ['two-jsons-at-once', 'server.mjs client.mjs --hex'],
  ['udp-sender-stays', 'sender.mjs'],
  ['which-server-closed', 'server.mjs client.mjs --no-wire'],
];
/** The widths at which there is a lane, and columns; and both languages. */
const VIEWS = ['60', '100', '140'].flatMap((width) => [
  ['--width', width, '--lang', 'en'],
  ['--width', width, '--lang', 'zh'],
]);

describe('run --from shows the rows of', { concurrency: 3 }, () => {
  for (const [index, [folder, words]] of few(RUNS.entries(), 8)) {
    const view = VIEWS[index % VIEWS.length] ?? [];
    const [files, ...options] = words.split(/ (?=--)/);
    it(`${folder}: ${words} ${view.join(' ')}`, async (t) => {
      const { cwd } = await layRun(t, folder);
      const shown = [...options, ...view];
      const programs = files?.split(' ') ?? [];
      const first = ['run', ...programs, ...shown, '--for', '10', '--save', 'run.jsonl'];
      const run = await runTour(first, { cwd });
      assert.ok(run.stdout.split('\n').length > 3, run.stdout + run.stderr);
      const again = await runTour(['run', '--from', 'run.jsonl', ...shown], { cwd });
      assert.equal(again.code, 0, again.stderr);
      assert.equal(again.stdout, run.stdout);
    });
  }
});

// Tests `run` with programs that flood: it is no faster than its reader, and loses nothing.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../../../src/commands/run.ts';
import { keepContext } from '../../support/context.ts';
import { makeFolder } from '../../support/tour.ts';

const LINES = 60_000;
/** How many unread lines may be written: those under way when the reader stopped. */
const UNREAD = 20_000;
/** How long the reader takes over the first lines, in ms. */
const READER_MS = 1000;

it('a slow reader makes the programs wait', async (t) => {
  const written = { lines: 0, unread: 0, most: 0 };
  let patience = READER_MS;
  let isTaking = true;
  let take = () => {};
  const count = (text: string) => {
    const lines = text.split('\n').filter((line) => / line \d+$/.test(line)).length;
    written.lines += lines;
    if (isTaking) return;
    written.unread += lines;
    written.most = Math.max(written.most, written.unread);
    if (written.unread > UNREAD) take();
  };
  const { context } = keepContext(makeFolder(t));
  const stdout = {
    ...context.stdout,
    print: () => {},
    write(text: string) {
      count(text);
      isTaking = false;
      return false;
    },
    async drained() {
      // The reader comes back after some time, or when it sees that the programs did not wait.
      const timer = new AbortController();
      take = () => timer.abort();
      await pause(patience, undefined, timer).catch(() => {});
      patience = 0;
      isTaking = true;
      written.unread = 0;
    },
  };
  const file = fileURLToPath(new URL('../../fixtures/programs/flood.ts', import.meta.url));
  process.env.LINES = String(LINES);
  t.after(() => delete process.env.LINES);
  const code = await run({ ...context, stdout }, { plain: true, for: 60_000 }, [file]);
  assert.equal(code, 0);
  assert.equal(written.lines, LINES);
  assert.ok(written.most < UNREAD, `${written.most} lines that nobody had room for`);
});

// The examiner: what was asked for, and must not begin any more.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createStyle } from '../../src/screen/style.ts';
import { Examiner } from '../../src/tour/examiner.ts';

/** An examiner of a lesson without checks, all that its status was, and when it has begun for the first time. */
function open(): { examiner: Examiner; seen: (string | null)[]; begun: Promise<void> } {
  const style = createStyle({ colour: false, links: false });
  const seen: (string | null)[] = [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const examiner = new Examiner({
    text: {
      language: 'en',
      lesson: { folder: '00-none' },
      layout: { columns: 80, style, language: 'en' },
    } as never,
    workspace: { updateProgress() {}, readProgress: () => ({ lessons: {} }) } as never,
    directory: '/nowhere',
    hasSpares: false,
    terminal: {} as never,
    page: { print() {} } as never,
    getChecks: () => undefined,
    getFailed: () => [],
    onChange: () => {
      seen.push(examiner.status);
      if (examiner.status !== null) begin();
    },
  });
  return { examiner, seen, begun };
}

it('begins nothing that was asked for before a stop', async () => {
  const { examiner, seen } = open();
  const asked = [examiner.check(), examiner.check()];
  await examiner.stop();
  await Promise.all(asked);
  await turn();
  assert.deepEqual(
    seen.filter((status) => status !== null),
    [],
  );
});

it('begins the latest of two wishes behind one that is ended', async () => {
  const { examiner, seen, begun } = open();
  const first = examiner.check();
  await begun;
  seen.length = 0;
  const others = [examiner.check(), examiner.check()];
  await Promise.all([first, ...others]);
  assert.equal(seen.filter((status) => status !== null).length, 1);
});

it('begins nothing once it is closed', async () => {
  const { examiner, seen } = open();
  await examiner.close();
  await examiner.check();
  assert.deepEqual(
    seen.filter((status) => status !== null),
    [],
  );
});

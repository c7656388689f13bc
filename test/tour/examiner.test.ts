// The examiner: what was asked for, and must not begin any more.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { createStyle } from '../../src/screen/style.ts';
import { Failure } from '../../src/text/failure.ts';
import { Examiner } from '../../src/tour/examiner.ts';
import { LessonText } from '../../src/tour/lesson-text.ts';

/** An examiner of a lesson without checks, all that its status was, and when it has begun for the first time. */
function open(getChecks = (): readonly string[] | undefined => undefined) {
  const style = createStyle({ colour: false, links: false });
  const seen: (string | null)[] = [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const told: string[] = [];
  const printed: string[][] = [];
  const examiner: Examiner = new Examiner({
    text: {
      language: 'en',
      tell: (...notes: string[]) => void told.push(...notes),
      tellFailure: LessonText.prototype.tellFailure,
      lesson: { folder: '00-none' },
      layout: { columns: 80, style, language: 'en' },
    } as never,
    workspace: { updateProgress() {}, readProgress: () => ({ lessons: {} }) } as never,
    directory: '/nowhere',
    hasSpares: false,
    terminal: {} as never,
    page: { print: (...lines: string[]) => void printed.push(lines) } as never,
    getChecks,
    getFailed: () => [],
    onChange: () => {
      seen.push(examiner.status);
      if (examiner.status !== null) begin();
    },
  });
  return { examiner, seen, begun, told, printed };
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

it('prints what it found only after something else, or not at all', async () => {
  for (const isStopped of [false, true]) {
    const { examiner, printed } = open();
    // What examines is loaded by then.
    await examiner.check();
    printed.length = 0;
    let happen = () => {};
    const check = examiner.check(
      new Promise<void>((resolve) => {
        happen = resolve;
      }),
    );
    for (let count = 0; count < 20; count += 1) await turn();
    assert.equal(printed.length, 0);
    if (isStopped) await examiner.stop();
    else happen();
    await check;
    assert.equal(printed.length, isStopped ? 0 : 1);
  }
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

for (const [name, fault, expected] of [
  ['a malformed file', new Failure({ en: 'hints.md:3: no id', zh: '…' }), /^hints\.md:3: no id$/],
  ['a fault of a check', new TypeError('no such phase'), /could not do their work: no such phase/],
] as const) {
  it(`tells ${name}, and goes on`, async () => {
    let isBroken = true;
    const { examiner, told } = open(() => {
      if (isBroken) throw fault;
      return undefined;
    });
    await examiner.check();
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', expected);
    assert.equal(examiner.status, null);
    isBroken = false;
    await examiner.check();
    assert.equal(told.length, 1);
  });
}

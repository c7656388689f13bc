// The steps, with a page, a terminal and programs that only note what is asked of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Block, Lesson } from '../../src/course/block.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { Key } from '../../src/terminal/terminal.ts';
import { walkMessages } from '../../src/text/messages/walk.ts';
import { Steps, type StepsOptions } from '../../src/tour/steps.ts';
import { openCourse, predict, programs, prose, run, turn } from './standing-course.ts';

interface Desk {
  steps: Steps;
  text: { lesson: Lesson };
  /** What was done so far. */
  done: string[];
  /** Cuts off the question that is open, or leaves it by a key. */
  leaveQuestion(key: Key | null): void;
}

/** Opens steps of which all is noted; a question stays open until it is left. */
function openDesk(blocks: readonly Block[][]): Desk {
  const done: string[] = [];
  let leaveQuestion: (key: Key | null) => void = () => {};
  const { lesson } = openCourse(blocks);
  const titled = name(lesson, 'step');
  const style = createStyle({ colour: false, links: false });
  const layout = { columns: 80, style, language: 'en' } as const;
  const text = { lesson: titled, layout, style, say: walkMessages.en };
  const options: StepsOptions = {
    text,
    directory: '/copy',
    cwd: '/',
    terminal: {
      select: () =>
        new Promise((resolve) => {
          leaveQuestion = (left) => resolve({ left });
        }),
      confirm: async () => true,
      leaveQuestion: () => leaveQuestion(null),
    },
    page: {
      print: (...lines) => void done.push(...lines.filter((line) => /step \w|hangs up/.test(line))),
    },
    programs: {
      hasServer: false,
      expect() {},
      prepare() {},
      async play() {
        done.push('play');
      },
      async calm() {},
    },
    onStep: (step) => void done.push(`at ${step}`),
    onFinish: () => void done.push('finish'),
    onChange() {},
    onKey: (key) => void done.push(`key ${key}`),
    hasPassed: () => false,
    async onAside(key) {
      done.push(`aside ${key}`);
    },
  };
  return { steps: new Steps(options), text, done, leaveQuestion: (key) => leaveQuestion(key) };
}

function name(lesson: Lesson, title: string): Lesson {
  const steps = lesson.steps.map((step, index) => ({ ...step, title: `${title} ${index}` }));
  // The files of this course don't exist.
  return { ...lesson, files: [], steps };
}

const titles = (done: readonly string[]) => done.filter((line) => /^at /.test(line));

describe('the steps', () => {
  it('go on by one, however often Enter is pressed in one moment, and not past the last', async () => {
    const { steps, done } = openDesk([[prose()], [prose()], [prose()]]);
    await steps.enter(0);
    for (const expected of [1, 2]) {
      await Promise.all([steps.advance(), steps.advance(), steps.advance()]);
      assert.equal(steps.step, expected);
    }
    assert.deepEqual(titles(done), ['at 0', 'at 1', 'at 2']);
    assert.equal(steps.stand.at, 'finish');
    await steps.advance();
    assert.deepEqual([done.at(-1), steps.step], ['finish', 2]);
  });

  it('begin with the last one where an earlier course had more of them', async () => {
    const { steps } = openDesk([[prose()], [prose()]]);
    await steps.enter(7);
    assert.equal(steps.step, 1);
  });

  it('print at once what follows from a key', () => {
    const { steps, done } = openDesk([[prose()]]);
    void steps.enter(0);
    assert.equal(done[0], 'at 0');
    assert.match(done[1] ?? '', /step 0/);
  });

  it('ask again after an aside, and forget the question where the learner goes elsewhere', async () => {
    const { steps, text, done, leaveQuestion } = openDesk([[predict(), run({}, 'server')]]);
    const entered = steps.enter(0);
    leaveQuestion('?');
    await new Promise(setImmediate);
    assert.equal(steps.stand.at, 'question');
    text.lesson = name(openCourse([[run({}, 'server')]]).lesson, 'other step');
    const again = steps.translate();
    await Promise.all([entered, again]);
    assert.equal(steps.stand.at, 'run');
    await steps.advance();
    assert.deepEqual(
      done.filter((line) => !/step/.test(line)),
      ['at 0', 'aside ?', 'at 0', 'play'],
    );
  });

  it('offer a talk, and say how to end it, where the turn has a server', async () => {
    for (const [actor, offers] of [
      ['server', 1],
      ['client', 0],
    ] as const) {
      const { steps, done } = openDesk([[turn([], { programs: programs(actor), options: {} })]]);
      await steps.enter(0);
      assert.equal(done.filter((line) => /^t lets you talk .* hangs up/.test(line)).length, offers);
    }
  });

  it('do nothing once they are closed', async () => {
    const { steps, done, leaveQuestion } = openDesk([[predict()], [prose()]]);
    const entered = steps.enter(0);
    steps.close();
    leaveQuestion('b');
    await entered;
    await steps.goBack();
    await steps.enter(1);
    assert.deepEqual(titles(done), ['at 0']);
  });
});

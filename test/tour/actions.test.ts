// What each key does, whatever runs or is being checked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import { type ActionsOptions, listIdleKeys, openActions } from '../../src/tour/actions.ts';
import { LessonText } from '../../src/tour/lesson-text.ts';
import { openWholeCourse } from './standing-course.ts';

/** What the keys find. */
interface Found {
  status?: string;
  running?: string[];
  isBusy?: boolean;
  isEmpty?: boolean;
  isUnexplained?: boolean;
  hasFailed?: boolean;
  /** From 0; at first that of the turn. */
  step?: number;
}

interface Desk {
  /** Presses a key; resolves to what was called since the last one. */
  press(key: string): Promise<string[]>;
  /** Has `stop` settle only when the function returned is called. */
  holdStop(): () => void;
}

/** Keys, and what they act on. */
function openDesk(found: Found = {}): Desk {
  let calls: string[] = [];
  let stopped: Promise<void> = Promise.resolve();
  const call =
    (name: string) =>
    async (...words: unknown[]) => {
      const told = words.filter((word) => typeof word === 'string');
      calls.push([name, ...told].join(' '));
    };
  const print = (...lines: readonly string[]) => void calls.push(`print ${lines.join(' ')}`);
  const page = { print, clean: () => void calls.push('clean') };
  const text = new LessonText({
    terminal: { columns: 80 },
    page,
    style: createStyle({ colour: false, links: false }),
    language: 'en',
    lesson: openWholeCourse().lesson,
    runAddress: { port: 6969 },
    onTranslate: (language) => openWholeCourse(language).lesson,
  });
  const {
    status = null,
    running = [],
    isBusy = false,
    isEmpty = false,
    isUnexplained = false,
    hasFailed = false,
    step = text.lesson.steps.findIndex(({ blocks }) => blocks.some(({ kind }) => kind === 'try')),
  } = found;
  let isWired = true;
  const options: ActionsOptions = {
    text,
    page,
    terminal: { suspend: call('suspend') },
    rows: {
      switchWire() {
        isWired = !isWired;
        return isWired;
      },
      hex: false,
      refresh: () => void calls.push(`rows ${text.language}`),
    },
    programs: {
      isEmpty,
      running,
      isBusy,
      hasStates: false,
      explainNow: async () => isUnexplained && calls.push('explain') > 0,
      expect: (list) => void calls.push(`expect ${list.map(({ actor }) => actor)}`),
      async replay(onHalt) {
        calls.push('replay');
        onHalt();
      },
      stop() {
        calls.push('stop');
        return stopped;
      },
      kill: () => void calls.push('kill'),
    },
    examiner: {
      status,
      hasFailed,
      check: call('check'),
      prepare: () => {},
      show: call('show'),
      hint: call('hint'),
      solution: call('solution'),
      others: call('others'),
      callOff: call('callOff'),
    },
    steps: {
      step,
      goBack: call('back'),
      advance: call('advance'),
      translate: async () => void calls.push(`translate ${text.lesson.language}`),
    },
    talk: call('talk'),
    edit: call('edit'),
    leave: call('leave'),
  };
  const actions = openActions(options);
  return {
    async press(key) {
      calls = [];
      const done = actions[key]?.();
      // What is waited for does not hold the test up.
      await Promise.race([done, new Promise(setImmediate)]);
      return calls;
    },
    holdStop() {
      let release = () => {};
      stopped = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}

describe('keys that have nothing to do', () => {
  const { lesson } = openWholeCourse();
  const turn = lesson.steps.findIndex(({ blocks }) => blocks.some(({ kind }) => kind === 'try'));
  const list = (step: number, hasUnexplained = false, hasFailed = false, address = 'there') => {
    const programs = { hasUnexplained, address: address || null };
    const around = { text: { lesson }, programs, examiner: { hasFailed }, steps: { step } };
    return [...listIdleKeys(around)].join('');
  };

  it('are hints before the turn, unless a failure waits to be explained or a check has failed', () => {
    assert.ok(turn > 0);
    assert.equal(list(turn - 1), 'hv');
    assert.equal(list(turn - 1, true), 'v');
    assert.equal(list(turn - 1, false, true), '');
    assert.equal(list(turn), 'v');
  });

  it('are a view without a failed check, and a talk without a server', () => {
    assert.equal(list(turn, false, true), '');
    assert.equal(list(turn, false, true, ''), 't');
  });
});

describe('the key k', () => {
  it("switches the kernel's states on for the next run, and off again", async () => {
    const { press } = openDesk();
    assert.match((await press('k')).join(), /states .* are shown from the next run on/);
    assert.match((await press('k')).join(), /states .* are no longer shown from the next run on/);
  });
});

describe('a key', () => {
  const keys: [key: string, calls: string[]][] = [
    ['enter', ['advance']],
    ['b', ['back']],
    ['r', ['replay', 'clean', 'print running again']],
    ['e', ['edit']],
    ['t', ['talk']],
    ['l', ['leave lessons']],
    ['B', ['print This is the first lesson.']],
    ['L', ['rows zh', 'translate zh']],
    ['c', ['check']],
    ['v', ['show']],
    ['h', ['hint']],
    ['s', ['solution']],
    ['o', ['others']],
    ['q', ['leave quit']],
    ['ctrl-c', ['kill', 'leave quit']],
  ];
  for (const [key, calls] of keys) {
    it(`${key} does one thing where nothing runs`, async () => {
      assert.deepEqual(await openDesk().press(key), calls);
    });
  }

  it('h asks first what an error means, where nobody has told it', async () => {
    assert.deepEqual(await openDesk({ isUnexplained: true }).press('h'), ['explain']);
  });

  it('h gives no hint before the turn, but to those whose code was checked', async () => {
    const [said] = await openDesk({ step: 0 }).press('h');
    assert.match(said ?? '', /^print Hints are for your turn, which comes in step \d/);
    assert.deepEqual(await openDesk({ step: 0, hasFailed: true }).press('h'), ['hint']);
  });

  it('w and x say what is shown, by turns', async () => {
    const desk = openDesk();
    for (const key of ['w', 'x']) {
      const [first, second, third] = [
        await desk.press(key),
        await desk.press(key),
        await desk.press(key),
      ];
      assert.match(first.join(), /^print /);
      assert.notDeepEqual(second, first);
      assert.deepEqual(third, first);
    }
  });

  it('? lists the keys', async () => {
    assert.match((await openDesk().press('?')).join(), /^print /);
  });

  it('r runs the lesson’s own programs where nothing ran yet', async () => {
    const done = await openDesk({ isEmpty: true }).press('r');
    assert.deepEqual(done.slice(0, 2), ['expect server,client', 'replay']);
  });

  it('ctrl-z is the shell’s, but on Windows', async () => {
    const calls = process.platform === 'win32' ? [] : ['suspend'];
    assert.deepEqual(await openDesk().press('ctrl-z'), calls);
  });
});

describe('while something is being checked', () => {
  it('Enter and Ctrl-C call it off, and do no more', async () => {
    const desk = openDesk({ status: 'checking', running: ['server'] });
    for (const key of ['enter', 'ctrl-c']) assert.deepEqual(await desk.press(key), ['callOff']);
  });

  it('c, h and s begin anew', async () => {
    const desk = openDesk({ status: 'checking' });
    assert.deepEqual(await desk.press('c'), ['check']);
    assert.deepEqual(await desk.press('h'), ['hint']);
    assert.deepEqual(await desk.press('s'), ['solution']);
  });
});

describe('Ctrl-C', () => {
  it('stops what runs or is being started, and says so', async () => {
    for (const found of [{ running: ['server'] }, { isBusy: true }]) {
      const done = await openDesk(found).press('ctrl-c');
      assert.equal(done[0], 'stop');
      assert.match(done[1] ?? '', /^print /);
    }
  });

  it('pressed again while that takes its time kills what runs and leaves', async () => {
    const desk = openDesk({ running: ['server'] });
    const release = desk.holdStop();
    assert.deepEqual(await desk.press('ctrl-c'), ['stop']);
    assert.deepEqual(await desk.press('ctrl-c'), ['kill', 'leave quit']);
    release();
  });
});

// Tests phases: what happens to expectations, crashes and the programs that they leave.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openBox } from './tools-on-fixtures.ts';

const YES = { en: 'yes', zh: '是' };
const NO = { en: 'no', zh: '否' };

describe('a phase', () => {
  test('succeeds when all that it expects comes', async (t) => {
    const { tools, phases } = openBox(t);
    const phase = await tools.phase('echo', async () => {
      const peer = await tools.connect({ name: 'echo' });
      await peer.write('hello\n');
      await peer.expect('hello\n');
    });
    assert.equal(phase.isOk, true);
    assert.equal(phase.unmet, null);
    assert.equal(phase.exit, null);
    assert.deepEqual(phases, [phase]);
    const story = phase.story.map(({ en }) => en.replace(/\d+/, 'N'));
    assert.deepEqual(story, [
      'echo.ts was started',
      'a peer connected (port N)',
      'the peer wrote “hello\\n” (N bytes)',
      'the program sent “hello\\n” (N bytes)',
    ]);
  });

  test('has what a peer of an earlier phase does in it', async (t) => {
    const { tools, phases } = openBox(t);
    let peer: Awaited<ReturnType<typeof tools.connect>> | undefined;
    await tools.phase('opens', async () => {
      peer = await tools.connect({ name: 'echo' });
    });
    await tools.phase('speaks', async () => {
      await peer?.write('hello\n');
      await peer?.expect('hello\n');
    });
    const stories = phases.map(({ story }) => story.map(({ en }) => en.replace(/\d+/, 'N')));
    assert.deepEqual(stories, [
      ['echo.ts was started', 'a peer connected (port N)'],
      ['the peer wrote “hello\\n” (N bytes)', 'the program sent “hello\\n” (N bytes)'],
    ]);
  });

  test('has its own crash, with what was printed during the phase', async (t) => {
    const { tools } = openBox(t);
    const before = await tools.phase('before', async () => {
      await tools.connect({ name: 'throws' });
    });
    const crash = await tools.phase('crash', async () => {
      const peer = await tools.connect({ name: 'throws' });
      await peer.write('hello');
      await peer.expect('HELLO');
    });
    const after = await tools.phase('after', async () => {
      await tools.connect({ name: 'throws' });
    });
    assert.deepEqual([before.hasCrashed, crash.hasCrashed, after.hasCrashed], [false, true, false]);
    assert.deepEqual(crash.exit, { code: 1, signal: null });
    assert.equal(crash.printed(/shout is not a function/), true);
    assert.equal(crash.printed(/^about to fail$/), true);
    assert.equal(before.printed(/about to fail/), false);
    assert.equal(after.printed(/shout is not a function/), false);
    assert.equal(after.isOk, true);
  });

  test('knows what its programs had printed before it, and of which start each line is', async (t) => {
    const { tools } = openBox(t);
    const run = async () => void (await tools.launch({ name: 'ends' }).untilExit());
    await tools.phase('other', run);
    await tools.phase('begin', async () => {
      const server = await tools.server({ name: 'greets' });
      await server.until(YES, ({ kind }) => kind === 'stdout');
    });
    const failed = await tools.phase('silent', async () => tools.demand(false, YES, NO));
    assert.deepEqual(failed.output, []);
    assert.deepEqual(
      failed.before.map(({ start, text }) => `${start} ${text}`),
      ['1 ready'],
    );
  });

  test('gives the next phase a fresh server', async (t) => {
    const { tools, launcher } = openBox(t);
    await tools.phase('one', async () => void (await tools.connect({ name: 'echo' })));
    await tools.phase('two', async () => void (await tools.connect({ name: 'echo' })));
    assert.equal(launcher.subjects.length, 1);
    await tools.phase('three', async () => {
      await tools.connect({ name: 'echo' });
      tools.demand(false, YES, NO);
    });
    await tools.phase('four', async () => void (await tools.connect({ name: 'echo' })));
    assert.equal(launcher.subjects.length, 2);
  });

  test("does not count the course's own programs", async (t) => {
    const { tools, launcher } = openBox(t);
    const phase = await tools.phase('course', async () => {
      const program = tools.launch({ name: 'throws-at-once', isCourses: true });
      await program.untilExit();
      tools.demand(false, YES, NO);
    });
    assert.equal(phase.hasCrashed, false);
    assert.deepEqual(launcher.subjects, []);
  });

  test('passes on an error of the check itself', async (t) => {
    const { tools } = openBox(t);
    const phase = tools.phase('broken', async () => {
      throw new TypeError('the author is to blame');
    });
    await assert.rejects(phase, TypeError);
  });
});

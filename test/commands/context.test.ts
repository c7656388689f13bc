import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { createContext, knowsLinks, wantsColour } from '../../src/commands/context.ts';
import type { Options } from '../../src/commands/options.ts';
import { createOutput } from '../../src/terminal/output.ts';
import { makeFolder } from '../support/tour.ts';

function contextOf(cwd: string, environment: NodeJS.ProcessEnv = {}, options: Options = {}) {
  const output = createOutput(new PassThrough(), environment);
  return createContext(options, {
    stdout: output,
    stderr: output,
    isStdinTerminal: false,
    environment,
    cwd,
  });
}

function save(t: TestContext, text: string): { cwd: string; file: string } {
  const cwd = makeFolder(t);
  mkdirSync(path.join(cwd, 'my-lessons', '05-both-sides'), { recursive: true });
  const file = path.join(cwd, 'my-lessons', '.progress.json');
  writeFileSync(file, text);
  return { cwd, file };
}

describe('the language', () => {
  it('is the locale’s, LC_ALL first', (t) => {
    const cwd = makeFolder(t);
    assert.equal(contextOf(cwd, { LANG: 'zh_CN.UTF-8' }).language, 'zh');
    assert.equal(contextOf(cwd, { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }).language, 'en');
    assert.equal(contextOf(cwd, { LANG: 'de_DE.UTF-8' }).language, 'en');
  });

  it('is the option’s, else the saved one, else the locale’s', (t) => {
    const { cwd } = save(t, '{ "language": "zh" }');
    assert.equal(contextOf(cwd).language, 'zh');
    assert.equal(contextOf(cwd, {}, { lang: 'en' }).language, 'en');
  });

  it('is the locale’s where the saved one can’t be read, and that file stays as it is', (t) => {
    for (const text of ['{ broken', '{ "language": null }', '[]', 'null', '{ "language": 7 }']) {
      const { cwd, file } = save(t, text);
      assert.equal(contextOf(cwd, { LANG: 'zh_CN' }).language, 'zh');
      assert.equal(readFileSync(file, 'utf8'), text);
    }
  });
});

describe('the folders', () => {
  it('of the learner is in the working directory, or around it', (t) => {
    const { cwd } = save(t, '{}');
    const myLessons = path.join(cwd, 'my-lessons');
    assert.equal(contextOf(cwd).myLessons, myLessons);
    assert.equal(contextOf(myLessons).myLessons, myLessons);
    assert.equal(contextOf(path.join(myLessons, '05-both-sides')).myLessons, myLessons);
  });

  it('of file names is the caller’s also when the script is in my-lessons', (t) => {
    const { cwd } = save(t, '{}');
    const myLessons = path.join(cwd, 'my-lessons');
    const caller = path.join(myLessons, '05-both-sides');
    const npm = { INIT_CWD: caller, npm_package_name: 'my-lessons', npm_lifecycle_event: 'start' };
    assert.equal(contextOf(myLessons, npm).cwd, caller);
    assert.equal(contextOf(myLessons, npm).myLessons, myLessons);
  });

  it('of the learner is the caller’s own where the clone is read-only', (t) => {
    const home = makeFolder(t);
    const caller = path.join(home, 'own');
    mkdirSync(path.join(home, 'clone'));
    const npm = { INIT_CWD: caller, npm_package_name: 'socket-tour' };
    const { myLessons } = contextOf(path.join(home, 'clone'), npm);
    assert.equal(myLessons, path.join(home, 'clone', 'my-lessons'));
    // Root can't write to a folder that isn't there either.
    const other = contextOf(path.join(home, 'gone'), npm).myLessons;
    assert.equal(other, path.join(caller, 'my-lessons'));
  });

  it('of the learner may have a pipe for its progress, which does not block', (t) => {
    const { cwd, file } = save(t, '{}');
    rmSync(file);
    if (spawnSync('mkfifo', [file]).status !== 0) return t.skip('there are no pipes with names');
    assert.equal(contextOf(cwd).language, 'en');
  });

  it('of another user’s my-lessons isn’t taken for the learner’s', (t) => {
    const cwd = path.join(makeFolder(t), 'my-lessons', 'guitar');
    assert.equal(contextOf(cwd).myLessons, path.join(cwd, 'my-lessons'));
  });

  it('of file names is the caller’s, also under npm start', (t) => {
    const cwd = makeFolder(t);
    const caller = path.join(cwd, 'homework');
    assert.equal(contextOf(cwd, { INIT_CWD: caller }).cwd, cwd);
    const npm = { INIT_CWD: caller, npm_package_name: 'socket-tour' };
    assert.equal(contextOf(cwd, npm).cwd, caller);
    assert.equal(contextOf(cwd, npm).myLessons, path.join(cwd, 'my-lessons'));
  });
});

describe('wantsColour', () => {
  it('follows the option, FORCE_COLOR, NO_COLOR and the terminal, in this order', () => {
    assert.equal(wantsColour(false, { FORCE_COLOR: '1' }, true), false);
    assert.equal(wantsColour(true, { FORCE_COLOR: '0' }, false), true);
    assert.equal(wantsColour(undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, false), true);
    assert.equal(wantsColour(undefined, { FORCE_COLOR: '' }, false), true);
    assert.equal(wantsColour(undefined, { FORCE_COLOR: '0' }, true), false);
    assert.equal(wantsColour(undefined, { FORCE_COLOR: 'false' }, true), false);
    assert.equal(wantsColour(undefined, { NO_COLOR: '1' }, true), false);
    assert.equal(wantsColour(undefined, { NO_COLOR: '' }, true), true);
    assert.equal(wantsColour(undefined, { TERM: 'dumb' }, true), false);
    assert.equal(wantsColour(undefined, {}, false), false);
  });
});

describe('knowsLinks', () => {
  it('trusts only known terminals', () => {
    assert.equal(knowsLinks({ TERM: 'xterm-256color' }), false);
    assert.equal(knowsLinks({ TERM: 'xterm-256color', VTE_VERSION: '7600' }), true);
    assert.equal(knowsLinks({ TERM: 'xterm-256color', TERM_PROGRAM: 'vscode' }), true);
    assert.equal(knowsLinks({ TERM: 'tmux-256color', TERM_PROGRAM: 'iTerm.app' }), false);
    assert.equal(knowsLinks({}), false);
  });
});

describe('an output', () => {
  it('is as wide as COLUMNS says where there is no terminal, else 80', () => {
    assert.equal(createOutput(new PassThrough(), {}).columns, 80);
    assert.equal(createOutput(new PassThrough(), { COLUMNS: '120' }).columns, 120);
    assert.equal(createOutput(new PassThrough(), { COLUMNS: 'wide' }).columns, 80);
  });

  it('is drained when its reader has taken everything', async () => {
    const stream = new PassThrough({ highWaterMark: 10 });
    const output = createOutput(stream, {});
    assert.equal(output.write('x'.repeat(100)), false);
    let isDrained = false;
    const drained = output.drained().then(() => {
      isDrained = true;
    });
    await new Promise(setImmediate);
    assert.equal(isDrained, false);
    stream.resume();
    await drained;
  });

  it('is drained at once when its reader is gone', async () => {
    const stream = new PassThrough();
    const output = createOutput(stream, {});
    stream.destroy();
    await output.drained();
  });
});

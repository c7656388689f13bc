import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeError } from '../../src/commands/error-lines.ts';
import { Failure } from '../../src/text/failure.ts';

describe('describeError', () => {
  const failure = new Failure({ en: 'It broke.\nFix it.', zh: '坏了。\n修好它。' }, 3);

  it('prints a Failure in the language, with its exit code', () => {
    assert.deepEqual(describeError(failure, { language: 'en', environment: {} }), {
      lines: ['It broke.', 'Fix it.'],
      exitCode: 3,
    });
    const chinese = describeError(failure, { language: 'zh', environment: {} });
    assert.deepEqual(chinese.lines, ['坏了。', '修好它。']);
  });

  it('calls any other error a bug, in one line and without its stack', () => {
    const error = new TypeError('x is not a function\n  and more');
    const { lines, exitCode } = describeError(error, { language: 'en', environment: {} });
    assert.equal(exitCode, 1);
    assert.equal(lines[0], 'socket-tour: TypeError: x is not a function');
    assert.match(lines[1] ?? '', /bug of the tour.*DEBUG=socket-tour/);
    assert.equal(lines.length, 2);
  });

  it('shows the stack under DEBUG=socket-tour', () => {
    for (const DEBUG of ['socket-tour', 'net,socket-tour', '*']) {
      const { lines } = describeError(failure, { language: 'en', environment: { DEBUG } });
      assert.match(lines.at(-1) ?? '', /\n +at /);
    }
    const { lines } = describeError(failure, { language: 'en', environment: { DEBUG: 'net' } });
    assert.equal(lines.length, 2);
  });

  it('knows what the file system refuses, which is no bug', () => {
    const error = Object.assign(new Error('EROFS: read-only file system, open'), {
      code: 'EROFS',
      path: '/mnt/cdrom/a',
    });
    const { lines } = describeError(error, { language: 'zh', environment: {} });
    assert.match(lines.join(''), /^socket-tour：无法使用 \/mnt\/cdrom\/a：文件系统是只读的/);
  });

  it('says what the machine has too little of', () => {
    const tell = (code: string, syscall: string) => {
      const error = Object.assign(new Error(`${code}: it failed, ${syscall}`), { code, syscall });
      const { lines, exitCode } = describeError(error, { language: 'en', environment: {} });
      return [...lines, exitCode];
    };
    assert.match(
      tell('EMFILE', 'open').join(),
      /^socket-tour: this process .* \(ulimit -n\), then .*,3$/,
    );
    assert.match(tell('EAGAIN', 'spawn node').join(), /^socket-tour: no process can be started/);
    assert.match(tell('EAGAIN', 'read').join(), /bug of the tour.*,1$/);
    const stopped = new Error('The service was stopped: spawn /x/esbuild EAGAIN');
    const { lines, exitCode } = describeError(stopped, { language: 'zh', environment: {} });
    assert.match(lines.join(), /^socket-tour：[^,]*（ulimit -u）/);
    assert.equal(exitCode, 3);
  });

  it('says that the temporary folder is missing', (t) => {
    const { TMPDIR, TEMP, TMP } = process.env;
    t.after(() => Object.assign(process.env, { TMPDIR, TEMP, TMP }));
    for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = '/nowhere/at-all';
    const error = { code: 'ENOENT', syscall: 'lstat', path: '/nowhere/at-all' };
    const { lines } = describeError(error, { language: 'en', environment: {} });
    assert.match(
      lines.join('|'),
      /^socket-tour: the temporary folder \/nowhere\/at-all .*TMPDIR[^|]*$/,
    );
  });

  it('takes any thrown value', () => {
    const { lines } = describeError('hello', { language: 'en', environment: {} });
    assert.equal(lines[0], 'socket-tour: hello');
    assert.equal(describeError(undefined, { language: 'en', environment: {} }).exitCode, 1);
  });
});

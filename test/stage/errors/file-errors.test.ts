// Tests what the file system refuses a program: named with its path and its call, and without a lesson on sockets.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explain } from '../../../src/stage/errors/explain.ts';
import { readFileFault } from '../../../src/stage/errors/file-errors.ts';

const READINGS: [message: string, code: string, call: string, path: string | null][] = [
  ["EACCES: permission denied, open '/etc/shadow'", 'EACCES', 'open', '/etc/shadow'],
  ["ENOENT: no such file or directory, open './key.pem'", 'ENOENT', 'open', './key.pem'],
  ["EISDIR: illegal operation on a directory, open '/tmp'", 'EISDIR', 'open', '/tmp'],
  ['EISDIR: illegal operation on a directory, read', 'EISDIR', 'read', null],
  ["ENOTDIR: not a directory, scandir 'a.txt/b'", 'ENOTDIR', 'scandir', 'a.txt/b'],
  ["EROFS: read-only file system, mkdir '/cd/new'", 'EROFS', 'mkdir', '/cd/new'],
  ['ENOSPC: no space left on device, write', 'ENOSPC', 'write', null],
  ["EMFILE: too many open files, open 'it's.txt'", 'EMFILE', 'open', "it's.txt"],
  ["ENOENT: no such file or directory, rename 'a' -> 'b'", 'ENOENT', 'rename', 'a'],
  ["[Error: EACCES: permission denied, unlink '/x y'] {", 'EACCES', 'unlink', '/x y'],
  ['EXDEV: cross-device link not permitted, rename', 'EXDEV', 'rename', null],
  ['spawn git ENOENT', 'ENOENT', 'spawn', 'git'],
  ['spawn EACCES', 'EACCES', 'spawn', null],
];

describe('readFileFault', () => {
  for (const [message, code, call, path] of READINGS) {
    it(`reads ${message}`, () => assert.deepEqual(readFileFault(message), { code, call, path }));
  }

  it('ignores the errors of sockets', () => {
    for (const message of [
      'listen EACCES: permission denied 127.0.0.1:80',
      'listen EACCES: permission denied /root/x.sock',
      'connect ENOENT /tmp/nope.sock',
      'listen EADDRINUSE: address already in use 127.0.0.1:6969',
      'accept EMFILE',
    ]) {
      assert.equal(readFileFault(message), null, message);
    }
  });
});

function explainLine(line: string) {
  const report = { actor: 'server', exit: null, events: [], stderr: [line] };
  return explain(report, () => true);
}

describe('a fault of a file', () => {
  for (const [message, code, , path] of READINGS) {
    it(`is explained as one: ${message}`, async () => {
      const line = message.startsWith('[') ? message : `Error: ${message}`;
      const found = await explainLine(line);
      assert.equal(found?.code, code);
      assert.equal(found.lesson, null);
      assert.match(found.text.en, /^The program could not /);
      assert.match(found.text.zh, /^程序无法/);
      for (const text of Object.values(found.text)) {
        if (path !== null) assert.ok(text.includes(path), text);
        assert.doesNotMatch(text, /[?？]|undefined|null/);
      }
    });
  }

  it('says what to do', async () => {
    const denied = await explainLine("Error: EACCES: permission denied, open '/etc/shadow'");
    assert.equal(
      denied?.text.en,
      'The program could not open /etc/shadow: the user who runs it may not. See who owns the file and its folder.',
    );
    assert.equal(
      denied.text.zh,
      '程序无法打开 /etc/shadow：运行程序的用户没有这个权限。看看这个文件和它所在的目录属于谁。',
    );
    const strange = await explainLine("Error: ESTALE: stale file handle, fsync '/net/a'");
    assert.equal(strange, null);
  });
});

describe('an error that names no place', () => {
  for (const code of ['EACCES', 'ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL', 'ENOENT', 'EINVAL']) {
    it(`is explained without one: ${code}`, async () => {
      const found = await explainLine(`Error: it failed (${code})`);
      assert.equal(found?.code, code);
      for (const text of Object.values(found.text)) assert.doesNotMatch(text, / \?|undefined|null/);
    });
  }

  it('points to no lesson on ports or sockets', async () => {
    for (const code of ['EACCES', 'ENOENT', 'EMFILE']) {
      assert.equal((await explainLine(`Error: it failed (${code})`))?.lesson, null, code);
    }
    const port = await explainLine('Error: listen EACCES: permission denied 127.0.0.1:80');
    assert.equal(port?.lesson, '07-errors-and-ports');
    const socket = await explainLine('Error: connect ENOENT /tmp/nope.sock');
    assert.equal(socket?.lesson, '01-three-sockets');
  });
});

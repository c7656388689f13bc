import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCall } from '../../src/commands/call.ts';
import { type Options, parseLine } from '../../src/commands/options.ts';
import { Failure } from '../../src/text/failure.ts';

function call(...words: string[]) {
  return readCall(parseLine(words));
}

describe('readCall', () => {
  it('runs the tour without arguments', () => {
    assert.deepEqual(call(), { kind: 'run', name: 'walk', operands: [] });
    assert.deepEqual(call('--linear'), { kind: 'run', name: 'walk', operands: [] });
  });

  it('takes options before and after the command', () => {
    assert.deepEqual(call('--lang', 'zh', 'read', '5'), {
      kind: 'run',
      name: 'read',
      operands: ['5'],
    });
  });

  it('takes any number of files, also after --', () => {
    assert.deepEqual(call('run', 'a.ts', '--', '-b.ts', 'c.ts'), {
      kind: 'run',
      name: 'run',
      operands: ['a.ts', '-b.ts', 'c.ts'],
    });
  });

  it('shows help wherever it is asked for', () => {
    assert.deepEqual(call('--help'), { kind: 'help', name: null });
    assert.deepEqual(call('help'), { kind: 'help', name: null });
    for (const words of [
      ['run', '-h'],
      ['--help', 'run'],
      ['help', 'run'],
    ]) {
      assert.deepEqual(call(...words), { kind: 'help', name: 'run' });
    }
  });

  const wrong: [line: string, message: string][] = [
    ['lits', 'there is no command lits; did you mean list?'],
    ['doc', 'there is no command doc; did you mean doctor?'],
    ['frobnicate', 'there is no command frobnicate; see socket-tour --help'],
    ['constructor', 'there is no command constructor; see socket-tour --help'],
    ['lits --help', 'there is no command lits; did you mean list?'],
    ['list --jsno', 'there is no option --jsno; did you mean --json?'],
    ['--helf', 'there is no option --helf; did you mean --help?'],
    ['--colour', 'there is no option --colour; did you mean --color?'],
    ['--no-colour', 'there is no option --no-colour; did you mean --no-color?'],
    ['list --no-json', 'there is no option --no-json'],
    ['list --constructor', 'there is no option --constructor'],
    ['list -x', 'there is no option -x'],
    ['list --only server', 'list takes no option --only'],
    ['run --al', 'there is no option --al; did you mean --all?'],
    ['read 1 2', 'read has no use for 2; see socket-tour read --help'],
    ['run --port', '--port needs a value: --port N'],
    ['run --port=', '--port needs a value: --port N'],
    ['run --port --json', '--port needs a value: --port N'],
    ['run --port 65536', '--port is a whole number from 0 to 65535, not 65536'],
    ['run --port -1', '--port is a whole number from 0 to 65535, not -1'],
    ['run --port=6969.5', '--port is a whole number from 0 to 65535, not 6969.5'],
    ['run --for ever', '--for is a number from 0.001 to 86400, not ever'],
    ['run --only both', '--only is one of server, client, not both'],
    ['list --json=yes', '--json takes no value'],
    ['--lang de', '--lang is one of en, zh, not de'],
  ];
  for (const [line, message] of wrong) {
    it(`reports what is wrong with: ${line}`, () => {
      assert.throws(
        () => call(...line.split(' ')),
        (error) => {
          assert.ok(error instanceof Failure);
          assert.equal(error.exitCode, 2);
          assert.equal(error.text.en, `socket-tour: ${message}`);
          assert.match(error.text.zh, /^socket-tour：[^\n]*[\u4e00-\u9fff]/);
          return true;
        },
      );
    });
  }
});

it('suggests opening the lesson that is given as a command', () => {
  for (const word of ['5', '05-both-sides', 'both-sides']) {
    assert.throws(
      () => call(word),
      (error: Failure) => error.text.en.endsWith(`; did you mean walk ${word}?`),
    );
  }
  assert.throws(() => call('99'), /; see socket-tour --help$/);
});

describe('parseLine', () => {
  const options = (line: string): Options => ({ ...parseLine(line.split(' ')).options });

  it('converts values', () => {
    assert.deepEqual(options('run --port 0 --for 1.5 --width 100 --host ::1'), {
      port: 0,
      for: 1500,
      width: 100,
      host: '::1',
    });
  });

  it('accepts the two that can be switched off', () => {
    assert.deepEqual(options('--no-wire --no-color'), { wire: false, color: false });
    assert.deepEqual(options('--wire --color'), { wire: true, color: true });
  });

  it('uses the last of several', () => {
    assert.deepEqual(options('--no-wire --wire --lang zh --lang=en'), { wire: true, lang: 'en' });
  });

  it('reads on after a mistake, to find the language of its message', () => {
    const { options: read, problem } = parseLine(['--nonsense', '--lang', 'zh']);
    assert.equal(read.lang, 'zh');
    assert.ok(problem);
  });
});

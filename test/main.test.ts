import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { COMMANDS } from '../src/commands/table.ts';
import { measureWidth } from '../src/text/width.ts';
import { FROM_SOURCE, ROOT, TOUR } from './support/command.ts';
import { makeFolder, runTour } from './support/tour.ts';

const LINES = 20_000;
const ESCAPE = '\u001b[';

describe('socket-tour --help', () => {
  for (const [language, title] of [
    ['en', /^socket-tour: an interactive tour/],
    ['zh', /^socket-tour：.*教程/],
  ] as const) {
    it(`names every command, in ${language}, on 80 columns`, async (t) => {
      const { code, stdout, stderr } = await runTour(['--help', '--lang', language], {
        cwd: makeFolder(t),
      });
      assert.equal(code, 0);
      assert.equal(stderr, '');
      assert.match(stdout, title);
      for (const name of Object.keys(COMMANDS).filter((each) => each !== 'walk')) {
        assert.match(stdout, new RegExp(`^  ${name}\\b`, 'm'));
      }
      assertNarrow(stdout);
    });
  }

  it('describes one command', async (t) => {
    const { code, stdout } = await runTour(['run', '--help'], { cwd: makeFolder(t) });
    assert.equal(code, 0);
    assert.match(stdout, /^socket-tour run: /);
    assert.match(stdout, /--for SECONDS/);
  });

  it('describes every command in both languages', async () => {
    const { renderCommandHelp } = await import('../src/commands/help.ts');
    for (const name of Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]) {
      for (const language of ['en', 'zh'] as const) {
        const page = renderCommandHelp(name, language).join('\n');
        assert.doesNotMatch(page, /undefined/);
        assertNarrow(page);
      }
    }
  });
});

describe('in a folder that was deleted', { skip: process.platform === 'win32' }, () => {
  const runThere = (...words: string[]) => {
    const inside = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
    return (cwd: string) =>
      spawnSync('sh', ['-c', inside, 'sh', ...TOUR, ...words], { cwd, encoding: 'utf8' });
  };

  it('a command says so in one line', (t) => {
    const { status, stdout, stderr } = runThere('list', '--lang', 'zh')(makeFolder(t));
    assert.equal(stdout, '');
    assert.match(stderr, /^socket-tour：当前所在的目录已经不存在了。.*\n$/);
    assert.equal(status, 1);
  });

  it('what needs no folder works', (t) => {
    const { status, stdout, stderr } = runThere('--version')(makeFolder(t));
    assert.match(stdout, /^\d/, stderr);
    assert.equal(status, 0);
  });
});

describe('socket-tour check --all', () => {
  it('accepts no lesson beside it', async (t) => {
    const { code, stderr } = await runTour(['check', '--all', '5'], { cwd: makeFolder(t) });
    assert.equal(code, 2);
    assert.match(stderr, /^socket-tour: --all means every lesson; leave out either --all or 5\n$/);
  });
});

describe('socket-tour --version', () => {
  it('prints the version of package.json', async (t) => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const { code, stdout } = await runTour(['--version'], { cwd: makeFolder(t) });
    assert.equal(code, 0);
    assert.equal(stdout, `${version}\n`);
  });
});

describe('a wrong command line', () => {
  it('is reported in one line', async (t) => {
    const { code, stdout, stderr } = await runTour(['lits'], { cwd: makeFolder(t) });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.equal(stderr, 'socket-tour: there is no command lits; did you mean list?\n');
  });

  it('is reported in the language that the rest of it asks for', async (t) => {
    const { code, stderr } = await runTour(['list', '--jsno', '--lang', 'zh'], {
      cwd: makeFolder(t),
    });
    assert.equal(code, 2);
    assert.equal(stderr, 'socket-tour：没有 --jsno 这个选项，是想写 --json 吗？\n');
  });

  it('shows a stack only when asked', async (t) => {
    const cwd = makeFolder(t);
    const plain = await runTour(['read', '99'], { cwd });
    assert.equal(plain.code, 2);
    assert.doesNotMatch(plain.stderr, /^ +at /m);
    const debugged = await runTour(['read', '99'], { cwd, environment: { DEBUG: 'socket-tour' } });
    assert.equal(debugged.code, 2);
    assert.match(debugged.stderr, /^ +at /m);
  });
});

describe('the language', () => {
  it('is the saved one where no option says', async (t) => {
    const cwd = makeFolder(t);
    mkdirSync(path.join(cwd, 'my-lessons'));
    const progress = { version: 1, language: 'zh', current: null, lessons: {}, files: {} };
    writeFileSync(path.join(cwd, 'my-lessons', '.progress.json'), JSON.stringify(progress));
    assert.match((await runTour(['--help'], { cwd })).stdout, /用法/);
    assert.match((await runTour(['--help', '--lang', 'en'], { cwd })).stdout, /Usage/);
  });
});

describe('colours', () => {
  it('are shown to a pipe only when forced', async (t) => {
    const cwd = makeFolder(t);
    const plain = await runTour(['list'], { cwd });
    const forced = await runTour(['list'], { cwd, environment: { FORCE_COLOR: '1' } });
    assert.equal(plain.stdout.includes(ESCAPE), false);
    assert.equal(forced.stdout.includes(ESCAPE), true);
  });
});

describe('the source', () => {
  it('runs as it is, without having been built', (t) => {
    const cwd = makeFolder(t);
    const [command, ...words] = FROM_SOURCE;
    const { stdout, stderr } = spawnSync(
      command,
      [...words, 'run', '4', '--plain', '--for', '60', '--lang', 'en'],
      {
        cwd,
        env: { ...process.env, PORT: '0' },
        encoding: 'utf8',
        timeout: 180_000,
      },
    );
    assert.match(stdout, /client │ CONNECTED TO: 127\.0\.0\.1:\d+/, stderr);
  });
});

describe('a pipe', () => {
  it('may be closed early, without a message', async (t) => {
    const cwd = makeFolder(t);
    const outcome = await runTour(['run', '--json', '--for', '60', writeMany(cwd)], {
      cwd,
      leavesEarly: true,
    });
    assert.equal(outcome.stderr, '');
    assert.equal(outcome.code, 0);
    assert.ok(outcome.stdout.length < 1_000_000);
  });

  it('that takes nothing more ends the tour in one line', {
    skip: !existsSync('/dev/full'),
  }, () => {
    const [command = '', ...words] = TOUR;
    const { status, stderr } = spawnSync(command, [...words, '--help'], {
      env: { ...process.env, LANG: 'C.UTF-8' },
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
      timeout: 180_000,
    });
    assert.equal(status, 1);
    assert.match(stderr, /^socket-tour: the output could not be written: .*ENOSPC.*\n$/);
  });

  it('gets everything before the end', async (t) => {
    const cwd = makeFolder(t);
    const { stdout } = await runTour(['run', '--json', '--for', '60', writeMany(cwd)], { cwd });
    const printed = stdout.split('\n').filter((line) => line.includes('"line '));
    assert.equal(printed.length, LINES);
    assert.match(stdout, /"kind":"exit".*\n$/);
  });
});

/** Writes a program that prints more than any pipe holds; returns its name. */
function writeMany(cwd: string): string {
  const source = `for (let i = 0; i < ${LINES}; i += 1) console.log('line ' + i);`;
  writeFileSync(path.join(cwd, 'many.mjs'), source);
  return 'many.mjs';
}

function assertNarrow(page: string): void {
  for (const line of page.split('\n')) assert.ok(measureWidth(line) <= 80, line);
}

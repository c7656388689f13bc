// Tests terminals with fewer abilities, and no terminal at all.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { unlessLong } from '../../support/length.ts';
import { openTestTerminal, tourCommand } from '../../support/terminal.ts';
import { createFolder, isUnix, openTour, UNDER_SHELL } from './tour.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with ESC.
const COLOUR = /\u001b\[[0-9;]*m/;
const SYSTEM_COMMAND = '\u001b]';

describe('NO_COLOR', () => {
  it('removes every colour and link', async (t) => {
    const tour = openTour(t, ['walk', '5'], {
      // Without NO_COLOR this terminal would get links.
      environment: { NO_COLOR: '1', TERM_PROGRAM: 'WezTerm' },
    });
    await tour.waitForLast('Enter: start the server');
    await tour.step('enter');
    await tour.waitForLast('Enter: next');
    tour.press('?');
    await tour.waitFor(/Ctrl-C +stop what runs/, { what: 'the keys' });
    await tour.step('enter');
    await tour.waitForLast('Enter: next step');
    // Up to here there are not even cursor movements.
    assert.ok(!tour.output.includes('\u001b'));
    tour.press('enter');
    await tour.waitFor(/Your guess ›/, { what: 'the question' });
    tour.press('down', 'enter');
    await tour.waitForLast('Enter: connect the client');
    tour.press('enter');
    await tour.waitForLast('Enter: the answer');
    await tour.step('enter');
    tour.press('r');
    await tour.waitFor(/running again\n(.*\n)+.*Connection closed/, { what: 'the run' });
    tour.press('q');
    assert.equal((await tour.waitForExit()).code, 0);
    assert.doesNotMatch(tour.output, COLOUR);
    assert.ok(!tour.output.includes(SYSTEM_COMMAND));
  });

  it('is what --no-color does', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5', '--no-color']);
    await tour.waitForLast('Enter: start the server');
    assert.ok(!tour.output.includes('\u001b'));
  });
});

describe('with colour', { skip: unlessLong }, () => {
  it('the same terminal gets both', async (t) => {
    const tour = openTour(t, ['walk', '5'], { environment: { TERM_PROGRAM: 'WezTerm' } });
    await tour.waitForLast('Enter: start the server');
    assert.match(tour.output, COLOUR);
  });
});

/** Runs the tour without a terminal, and with nothing on its standard input. */
async function runAlone(test: TestContext, words: string[]) {
  const [file, ...rest] = tourCommand(...words, '--no-spares');
  const { PATH, HOME } = process.env;
  const child = spawn(file, rest, {
    cwd: createFolder(test),
    env: { PATH, HOME, PORT: '0', LANG: 'en_US.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

describe('without a terminal', () => {
  it('plays the lesson straight through, says what is not shown, and gives no answer away', async (t) => {
    const { code, stdout, stderr } = await runAlone(t, ['walk', '2']);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.match(stdout, /^2\. /);
    assert.match(stdout, /· data 18 bytes/);
    assert.doesNotMatch(stdout, /· finish/);
    assert.match(stdout, /^\d+ more rows are not shown here; --wire shows all\.$/m);
    assert.match(stdout, /! TypeError: data\.toUpperCase is/);
    assert.match(stdout, /! +… \d+ frames of Node /);
    assert.doesNotMatch(stdout, /data is no string/);
    // The clients' heading names the server that they meet.
    assert.equal(stdout.match(/counting\.ts +│ +client\.ts/g)?.length, 2);
    assert.match(stdout, /│ {2}CONNECTED TO: |client │ CONNECTED TO: /);
    assert.ok(!stdout.includes('\u001b'));
    assert.doesNotMatch(stdout, /\n\n\n/);
  });
});

describe('--linear', { skip: unlessLong }, () => {
  it('plays the lesson straight through, in a terminal too', { skip: !isUnix }, async (t) => {
    const tour = openTour(t, ['walk', '4', '--linear'], { rows: 40, ...UNDER_SHELL });
    await tour.waitFor(/^exit code 0$/m, { what: 'the end' });
    const lines = tour.screen({ scrollback: true });
    assert.ok(lines.some((line) => /^ *[\d.]+s? server +│ Server listening on /.test(line)));
    assert.ok(lines.some((line) => /^ *[\d.]+s? client │ Connection closed/.test(line)));
    assert.ok(!lines.some((line) => /^Enter: |Your guess ›/.test(line)));
  });
});

describe('TERM=dumb', { skip: unlessLong }, () => {
  it('plays the lesson straight through, without escape sequences', async (t) => {
    const [file, ...words] = tourCommand('walk', '5', '--no-spares');
    const terminal = openTestTerminal([file, ...words], {
      cwd: createFolder(t),
      environment: { TERM: 'dumb' },
    });
    t.after(() => terminal.close());
    await terminal.waitFor(/CONNECTED TO: /, { what: 'the client', scrollback: true });
    assert.ok(!terminal.output.includes('\u001b'));
    terminal.kill('SIGTERM');
    assert.equal((await terminal.waitForExit()).code, 143);
  });
});

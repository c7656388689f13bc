// Tests Ctrl-Z: to the shell, and back.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { createMarker } from '../../support/processes.ts';
import { openTestTerminal, tourCommand } from '../../support/terminal.ts';
import { createFolder, openTour } from './tour.ts';

const BASH = '/bin/bash';

describe('Ctrl-Z', () => {
  it('gives the terminal to the shell, and takes it back', {
    skip: !existsSync(BASH),
  }, async (t) => {
    const cwd = createFolder(t);
    const command = tourCommand('walk', '5', '--no-spares').map((word) => `'${word}'`);
    writeFileSync(path.join(cwd, 'go.sh'), `exec ${command.join(' ')}\n`);
    const terminal = openTestTerminal([BASH, '--norc', '--noprofile', '-i'], {
      cwd,
      marker: createMarker(),
      environment: { PS1: 'shell> ' },
    });
    t.after(() => terminal.close());
    const last = () => terminal.screen().at(-1) ?? '';
    const waitForLast = (test: RegExp) =>
      terminal.waitFor(() => test.test(last()), { what: `the last line: ${test}` });

    await waitForLast(/^shell> *$/);
    terminal.press('sh go.sh', 'enter');
    await waitForLast(/^Enter: start the server/);
    terminal.press('ctrl-z');
    await waitForLast(/^shell> *$/);
    assert.ok(!terminal.screen().some((line) => /^Enter: /.test(line)), 'the last line is gone');
    terminal.press('stty -a; echo done', 'enter');
    const shown = await terminal.waitFor(/^done$/m, { what: 'the mode' });
    assert.match(shown.join('\n'), /(?<!-)icanon/);
    assert.match(shown.join('\n'), /(?<!-)echo /);

    terminal.press('fg', 'enter');
    await waitForLast(/^Enter: start the server/);
    // One key without Enter: the mode is the tour's again.
    terminal.press('z');
    await waitForLast(/z is no key here/);
    terminal.press('q');
    await waitForLast(/^shell> *$/);
    assert.ok(terminal.screen().some((line) => /^Until next time/.test(line)));
  });

  it('does nothing without a shell that could resume it', async (t) => {
    const tour = openTour(t, ['walk', '5']);
    await tour.waitForLast('Enter: start the server');
    await tour.step('ctrl-z');
    tour.press('z');
    await tour.waitForLast(/z is no key here/);
    tour.press('q');
    assert.equal((await tour.waitForExit()).code, 0);
  });
});

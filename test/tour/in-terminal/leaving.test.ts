// Tests that no process is left and the terminal is as before, however the learner leaves.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { unlessLong } from '../../support/length.ts';
import { canFindProcesses, waitForNoProcess } from '../../support/processes.ts';
import { openTestTerminal, tourCommand } from '../../support/terminal.ts';
import {
  createFolder,
  findRunner,
  isUnix,
  openTour,
  openTourAt,
  type Tour,
  type TourOptions,
  UNDER_SHELL,
} from './tour.ts';

/** What makes a program take its time when it is told to end. */
const ON_SIGNALS = `for (const name of ['SIGINT', 'SIGTERM']) {
  process.once(name, () => {
    console.log('heard', name);
    setTimeout(() => {
      console.log('tidied');
      process.exit();
    }, 300);
  });
}
`;
const SLOW_TO_LEAVE = `import net from 'node:net';
const server = net.createServer((s) => s.resume()).listen(process.env.PORT, process.env.HOST);
server.on('listening', () => console.log('Server listening on', server.address()));
${ON_SIGNALS}`;

async function playServer(tour: Tour): Promise<void> {
  await tour.enter('Enter: start the server');
  await tour.waitFor(/Server listening on/, { what: 'the server' });
  await tour.waitForLast('Enter: next');
}

/** Opens lesson 5 at a step that begins with a question. */
async function openAtQuestion(t: TestContext, options: TourOptions = {}): Promise<Tour> {
  const tour = await openTourAt(t, ['05-both-sides', 3], { ...UNDER_SHELL, ...options });
  await tour.waitFor(/Your guess ›/, { what: 'the question' });
  return tour;
}

/** Opens lesson 5, with a script for sh as the editor. */
async function openWithEditor(t: TestContext, script: string): Promise<Tour> {
  const cwd = createFolder(t);
  writeFileSync(path.join(cwd, 'edit'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const tour = openTour(t, ['walk', '5'], {
    ...UNDER_SHELL,
    cwd,
    environment: { EDITOR: './edit' },
  });
  await tour.waitForLast('Enter: start the server');
  return tour;
}

/** Waits until only the shell is left, and asserts that the terminal is as the shell needs it. */
async function checkTerminal(tour: Tour, exitCode: number): Promise<void> {
  await tour.waitFor(new RegExp(`^exit code ${exitCode}$`, 'm'), { what: `exit code ${exitCode}` });
  await waitForNoProcess(tour.marker, [tour.pid]);
  // In raw mode Enter would end no line.
  tour.press('hello', 'enter');
  const shown = (await tour.waitFor(/^end$/m, { what: 'the mode' })).join('\n');
  assert.match(shown, /^hello$/m);
  assert.match(shown, /^typed hello$/m);
  for (const mode of ['icanon', 'echo', 'isig', 'icrnl', 'opost', 'iexten']) {
    assert.match(shown, new RegExp(`(?<![-\\w])${mode}(?!\\w)`), mode);
  }
  assert.ok(tour.output.lastIndexOf('\u001b[?2004l') > tour.output.lastIndexOf('\u001b[?2004h'));
  assert.ok(tour.output.lastIndexOf('\u001b[?25h') >= tour.output.lastIndexOf('\u001b[?25l'));
}

describe('leaving', { skip: !isUnix }, () => {
  it('with q', async (t) => {
    const tour = openTour(t, ['walk', '5'], { ...UNDER_SHELL, hasSpares: true });
    await playServer(tour);
    tour.press('q');
    await checkTerminal(tour, 0);
    const lines = tour.screen({ scrollback: true });
    assert.ok(lines.some((line) => /^Until next time/.test(line)));
    assert.ok(!lines.some((line) => /^Enter: /.test(line)), 'the last line is gone');
  });

  it('with Ctrl-C, twice', async (t) => {
    const tour = openTour(t, ['walk', '5'], UNDER_SHELL);
    await playServer(tour);
    tour.press('ctrl-c');
    await tour.waitFor(/Stopped\. Ctrl-C again quits\./, { what: 'the stop' });
    tour.press('ctrl-c');
    await checkTerminal(tour, 0);
  });

  it('with Ctrl-C, which reaches the programs as SIGINT', async (t) => {
    const tour = openTour(t, ['walk', '5'], UNDER_SHELL);
    await tour.waitForLast('Enter: start the server');
    writeFileSync(tour.mine('05-both-sides', 'server.ts'), SLOW_TO_LEAVE);
    await tour.waitFor(/Server listening on/, { what: 'the run of the save' });
    await tour.waitForLast(/● server/);
    tour.press('ctrl-c');
    await tour.waitFor(/heard SIGINT[\s\S]*tidied[\s\S]*Stopped\./, { what: 'the handler' });
    tour.press('ctrl-c');
    await checkTerminal(tour, 0);
  });

  it('straight through, with Ctrl-C as SIGINT too', { skip: unlessLong }, async (t) => {
    const [command, ...words] = tourCommand('walk', '5', '--linear');
    const cwd = createFolder(t);
    // The lesson's original server runs, so what it does about signals is loaded into it.
    const preload = path.join(cwd, 'preload.mjs');
    writeFileSync(preload, `if (process.argv[1]?.endsWith('server.ts')) {${ON_SIGNALS}}`);
    const environment = { NODE_OPTIONS: `--import=${pathToFileURL(preload)}` };
    const terminal = openTestTerminal([command, ...words, '--no-spares'], { cwd, environment });
    t.after(() => terminal.close());
    await terminal.waitFor(/Server listening on/, { what: 'the server', scrollback: true });
    terminal.press('ctrl-c');
    const shown = terminal.waitFor(/tidied/, { what: 'the handler', scrollback: true });
    assert.match((await shown).join('\n'), /heard SIGINT/);
    assert.equal((await terminal.waitForExit()).code, 0);
  });

  it('with q and with Ctrl-C while a question is open', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5'], UNDER_SHELL);
    await playServer(tour);
    await tour.step('enter');
    await tour.step('enter');
    await tour.waitFor(/Your guess ›/, { what: 'the question' });
    // The server runs, so the first one only stops the server.
    tour.press('ctrl-c');
    await tour.waitFor(/Stopped\. Ctrl-C again quits\./, { what: 'the stop' });
    await tour.waitForLast('Enter: connect the client');
    await tour.step('b');
    await tour.step('enter');
    await tour.waitForLast('Enter: next');
    await tour.step('enter');
    tour.press('enter');
    await tour.waitFor((lines) => /^❯/.test(lines.at(-3) ?? ''), { what: 'the question again' });
    tour.press('q');
    await checkTerminal(tour, 0);
  });

  it('with what was pressed behind q in the same moment left undone', async (t) => {
    const tour = openTour(t, ['walk', '5'], {
      ...UNDER_SHELL,
      environment: { EDITOR: 'touch edited' },
    });
    await playServer(tour);
    tour.press('qwbe');
    await checkTerminal(tour, 0);
    const text = tour.screen({ scrollback: true }).join('\n');
    assert.doesNotMatch(text, /hidden from here on/);
    assert.equal([...text.matchAll(/^1\/\d+ · /gm)].length, 1, 'the step is not entered again');
    assert.equal(existsSync(path.join(tour.cwd, 'edited')), false, 'no editor is opened');
  });

  it('behind an editor that was killed in a mode of its own', { skip: unlessLong }, async (t) => {
    const tour = await openWithEditor(t, 'stty raw -echo min 0 time 10; kill -9 $$');
    tour.press('e');
    await tour.waitFor(/SIGKILL/, { what: "the editor's end" });
    tour.press('q');
    await checkTerminal(tour, 0);
  });

  it('on SIGTERM while an editor has the terminal', {
    skip: !canFindProcesses || unlessLong,
  }, async (t) => {
    const editor = `mode=$(stty -g); trap 'stty "$mode"; exit' TERM; stty -icanon -echo
echo editing; while :; do sleep 0.1; done`;
    const tour = await openWithEditor(t, editor);
    tour.press('e');
    await tour.waitFor(/^editing/m, { what: 'the editor' });
    process.kill(findRunner(tour), 'SIGTERM');
    await checkTerminal(tour, 143);
  });

  it('and no question is asked once the lesson has been left', { skip: unlessLong }, async (t) => {
    const tour = await openAtQuestion(t);
    // L leads to the step in the other language, where a question comes first; q is faster.
    tour.press('Lq');
    await checkTerminal(tour, 0);
  });

  it('on SIGTERM', { skip: !canFindProcesses }, async (t) => {
    const tour = openTour(t, ['walk', '5'], UNDER_SHELL);
    await playServer(tour);
    process.kill(findRunner(tour), 'SIGTERM');
    await checkTerminal(tour, 143);
  });

  it('on SIGTERM while a question is open', {
    skip: !canFindProcesses || unlessLong,
  }, async (t) => {
    const tour = await openAtQuestion(t);
    process.kill(findRunner(tour), 'SIGTERM');
    await checkTerminal(tour, 143);
  });

  it('on SIGTERM at the menu', { skip: !canFindProcesses || unlessLong }, async (t) => {
    const tour = openTour(t, [], UNDER_SHELL);
    await tour.waitFor(/^ +Leave$/m, { what: 'the menu' });
    process.kill(findRunner(tour), 'SIGTERM');
    await checkTerminal(tour, 143);
  });

  it('on SIGKILL', { skip: !canFindProcesses }, async (t) => {
    const tour = openTour(t, ['walk', '5'], { ...UNDER_SHELL, hasSpares: true });
    await playServer(tour);
    process.kill(findRunner(tour), 'SIGKILL');
    await checkTerminal(tour, 137);
  });

  it('by closing the terminal', async (t) => {
    const tour = openTour(t, ['walk', '5'], { hasSpares: true });
    await playServer(tour);
    tour.close();
    await tour.exited;
    await waitForNoProcess(tour.marker);
  });

  it('by closing the terminal while a question is open', { skip: unlessLong }, async (t) => {
    const tour = await openAtQuestion(t);
    tour.close();
    await tour.exited;
    await waitForNoProcess(tour.marker);
  });
});

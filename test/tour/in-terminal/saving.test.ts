// Tests saves in the middle of a lesson, and the editor that makes them.
import assert from 'node:assert/strict';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { unlessLong } from '../../support/length.ts';
import { canFindProcesses, type FoundProcess, findProcesses } from '../../support/processes.ts';
import { isUnix, openTour, type Tour } from './tour.ts';

/** `server.ts`, printing `word` instead of CONNECTED. */
function say(tour: Tour, word: string): string {
  const code = readFileSync(tour.mine('05-both-sides', 'server.ts'), 'utf8');
  return code.replace(
    /console\.log\(`\w+: \$\{remoteAddress\}:/,
    `console.log(\`${word}: $\{remoteAddress}:`,
  );
}

/** The time between two saves, in ms. */
const RAPID_MS = 100;

/** Code that reports whether the previous server is still alive: each writes its process id into a file. */
const DETECT = `import fs from 'node:fs';
function guard(lock: string): void {
  try {
    process.kill(Number(fs.readFileSync(lock, 'utf8')), 0);
    console.log('two servers at once');
  } catch {}
  // In one step: the program may be stopped at this moment.
  fs.writeFileSync(lock + '.new', String(process.pid));
  fs.renameSync(lock + '.new', lock);
}`;

/** Waits for the run after a save, on a clean screen, in which the server printed `word`. */
function waitForRun(tour: Tour, word: string): Promise<string[]> {
  const hasRun = (lines: string[]) =>
    lines[0] === 'saved server.ts: running again' &&
    lines.some((line) => line.includes(` ${word}: 127.0.0.1:`)) &&
    lines.some((line) => line.includes('Connection closed')) &&
    lines.some((line) => line.includes(' CLOSED: '));
  return tour.waitFor(hasRun, { what: `the run that says ${word}` });
}

/** The processes of `server.ts`, spares included, where the system shows them. */
function listServers(tour: Tour): FoundProcess[] {
  const found = canFindProcesses ? findProcesses(tour.marker) : [];
  return found.filter(({ command }) => command.includes('server.ts'));
}

describe('a save', () => {
  it('runs again on a clean screen, written in place or renamed', async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 40 });
    await tour.waitForLast('Enter: start the server');
    assert.deepEqual(listServers(tour), [], 'there are no spares, and none is needed');
    const file = tour.mine('05-both-sides', 'server.ts');
    tour.press('z');
    await tour.waitForLast(/z is no key here/);

    writeFileSync(file, say(tour, 'WRITTEN'));
    const written = await waitForRun(tour, 'WRITTEN');
    assert.doesNotMatch(written.at(-1) ?? '', /no key here/);
    assert.ok(!written.some((line) => line.startsWith('1/')));
    const before = tour.screen({ scrollback: true });
    assert.ok(before.some((line) => line.startsWith('1/')));

    writeFileSync(`${file}.tmp`, say(tour, 'RENAMED'));
    renameSync(`${file}.tmp`, file);
    await waitForRun(tour, 'RENAMED');
    const all = tour.screen({ scrollback: true });
    assert.equal(all.filter((line) => line.includes(' WRITTEN: 127.0.0.1:')).length, 1);
    await tour.waitForLast('Enter: start the server');
    assert.equal(readFileSync(file, 'utf8').includes('RENAMED'), true);
  });

  it('is followed by the next one, however soon it comes', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 40, hasSpares: true });
    await tour.waitForLast('Enter: start the server');
    const file = tour.mine('05-both-sides', 'server.ts');
    // A server that never listens must not keep the next save waiting.
    writeFileSync(file, "console.log('deaf');\nsetInterval(() => {}, 1000);\n");
    await tour.waitFor(/ deaf +│/, { what: 'the server that never listens' });
    writeFileSync(file, "console.log('now');\n");
    // A server has 10 s to listen.
    await tour.waitFor(/ now +│/, { what: 'the next save to run', ms: 5000 });
    await tour.waitFor(/ended before it listened/, { what: 'what became of it' });
    // No more than the spare that waits for the next save.
    const servers = listServers(tour);
    assert.ok(servers.length <= 1, JSON.stringify(servers));
  });

  it('is followed by many others, and there are never two servers at once', async (t) => {
    const tour = openTour(t, ['walk', '5'], { rows: 40, hasSpares: true });
    await tour.waitForLast('Enter: start the server');
    const file = tour.mine('05-both-sides', 'server.ts');
    const lock = path.join(tour.cwd, 'server.lock');
    const code = `${DETECT}\nguard(${JSON.stringify(lock)});\n${say(tour, 'CONNECTED')}`;
    for (let save = 1; save <= 8; save += 1) {
      writeFileSync(file, code.replace('CONNECTED', `SAVED ${save}`));
      await pause(RAPID_MS);
    }
    await waitForRun(tour, 'SAVED 8');
    const all = tour.screen({ scrollback: true }).join('\n');
    assert.doesNotMatch(all, /two servers at once|EADDRINUSE/);
  });
});

describe('e', () => {
  it('opens the editor, and its save is run', { skip: !isUnix }, async (t) => {
    const script = (folder: string) => path.join(folder, 'edit it');
    const tour = openTour(t, ['walk', '5', '--editor', '"./edit it" -w'], { rows: 40 });
    writeFileSync(
      script(tour.cwd),
      `#!/bin/sh
echo "editing $# files: $1, $(basename "$2")"
stty -a
cd "$(dirname "$2")" && sed 's/console.log(.CONNECTED:/console.log(\`EDITED:/' server.ts > new && mv new server.ts
`,
    );
    chmodSync(script(tour.cwd), 0o755);
    await tour.waitForLast('Enter: start the server');
    tour.press('e');
    await waitForRun(tour, 'EDITED');
    const all = tour.screen({ scrollback: true }).join('\n');
    // The file with the learner's turn comes first, and the editor has the terminal as any program does.
    assert.match(all, /editing 2 files: -w, order\.ts/);
    assert.match(all, /(?<!-)icanon/);
    assert.match(all, /(?<!-)echo /);
    tour.press('?');
    await tour.waitFor(/Ctrl-C +stop what runs/, { what: 'the keys to work again' });
  });

  it('says where the files are when there is no editor', async (t) => {
    const tour = openTour(t, ['walk', '5'], {
      environment: { VISUAL: undefined, EDITOR: undefined, TERM_PROGRAM: undefined },
    });
    await tour.waitForLast('Enter: start the server');
    tour.press('e');
    const lines = await tour.waitFor(/No editor is set/, { what: 'that there is no editor' });
    assert.ok(lines.join('').includes(path.join('my-lessons', '05-both-sides', 'order.ts')));
  });

  it('says what is wrong with a missing editor', { skip: unlessLong }, async (t) => {
    const tour = openTour(t, ['walk', '5', '--editor', 'no-such-editor']);
    await tour.waitForLast('Enter: start the server');
    tour.press('e');
    await tour.waitFor(/no-such-editor could not be started: ENOENT/, { what: 'why not' });
    await tour.waitForLast('Enter: start the server');
  });
});

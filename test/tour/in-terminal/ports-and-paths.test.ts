// Tests the tour beside other programs, and what is left of it however it ends.
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { few, unlessLong } from '../../support/length.ts';
import { openOtherServer } from '../../support/other-server.ts';
import { canFindProcesses, waitForNoProcess } from '../../support/processes.ts';
import { createFolder, findRunner, isUnix, openTour, openTourAt, type Tour } from './tour.ts';

/** How often to poll, and how long at most, in ms. */
const LOOK_MS = 20;
const GONE_MS = 60_000;
/** The step of lesson 2 with the learner's turn, from 0. */
const TURN = 8;
const SOLUTION = new URL('../../../lessons/02-server-callback/solution/server.ts', import.meta.url);

/** A solution of lesson 1 that opens a path, too, and closes it when it is told to stop. */
const SOLVED = `import dgram from 'node:dgram';
import net from 'node:net';
import { HOST, PORT, SOCKET_PATH } from './place.ts';
const tcp = net.createServer((socket) => socket.end('Hello from TCP').resume());
tcp.listen(PORT, HOST);
const unix = net.createServer((socket) => socket.end('Hello from UNIX').resume());
unix.listen(SOCKET_PATH, () => console.log('ready'));
const udp = dgram.createSocket('udp4');
udp.on('message', (_, { port, address }) => udp.send('Hello from UDP', port, address));
udp.bind(PORT, HOST);
function stop() {
  for (const socket of [tcp, unix, udp]) socket.close();
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
`;

/** The same, except that it ignores requests to end. */
const STUBBORN = SOLVED.replace("'ready'", "'stubborn'").replace(
  'for (const socket of [tcp, unix, udp]) socket.close();',
  '',
);

/** A tour in lesson 1 whose UNIX server runs, with a folder for temporary files of its own. */
async function openUnix(t: TestContext, server: string): Promise<Tour & { temporary: string }> {
  // A short path, because a socket's path must fit.
  const temporary = mkdtempSync(path.join('/tmp', 'st-'));
  t.after(() => rmSync(temporary, { recursive: true, force: true }));
  const environment = { TMPDIR: temporary };
  const tour = openTour(t, ['walk', '1'], { rows: 50, environment });
  await tour.waitForLast('Enter: start the server');
  writeFileSync(tour.mine('01-three-sockets', 'server.ts'), server);
  const word = server === STUBBORN ? / stubborn / : / ready /;
  await tour.waitFor(word, { what: 'the server' });
  return Object.assign(tour, { temporary });
}

function listSockets(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^socket-tour-(?!\d+(?:\/|$))/.test(name),
  );
}

async function waitUntilGone(folder: string): Promise<void> {
  const end = performance.now() + GONE_MS;
  while (listSockets(folder).length > 0) {
    assert.ok(performance.now() < end, `still there: ${listSockets(folder).join(', ')}`);
    await pause(LOOK_MS);
  }
}

describe("lesson 1's path", { skip: !isUnix }, () => {
  it('can be used by the next server, even if the last one had to be killed', async (t) => {
    const tour = await openUnix(t, STUBBORN);
    assert.equal(listSockets(tour.temporary).length, 2);
    writeFileSync(tour.mine('01-three-sockets', 'server.ts'), SOLVED);
    await tour.waitFor(/ ready /, { what: 'the new server' });
    const all = tour.screen({ scrollback: true }).join('\n');
    assert.doesNotMatch(all, /EADDRINUSE/);
  });

  const ends: Record<string, (tour: Tour) => unknown> = {
    q: (tour) => tour.press('q'),
    'Ctrl-C, twice at once': (tour) => tour.press('ctrl-c', 'ctrl-c'),
    'closing the terminal': (tour) => tour.close(),
    SIGKILL: (tour) => process.kill(findRunner(tour), 'SIGKILL'),
  };
  for (const [name, end] of few(Object.entries(ends), 3)) {
    const skip = name === 'SIGKILL' && !canFindProcesses;
    it(`is gone after ${name}`, { skip }, async (t) => {
      const tour = await openUnix(t, STUBBORN);
      assert.equal(listSockets(tour.temporary).length, 2);
      await end(tour);
      await tour.exited;
      await waitUntilGone(tour.temporary);
      await waitForNoProcess(tour.marker);
    });
  }

  it('lets programs clean up themselves when the terminal is closed', {
    skip: unlessLong,
  }, async (t) => {
    const mark = path.join(createFolder(t), 'mark');
    const tidy = SOLVED.replace(
      'function stop() {',
      `function stop() {\n  fs.writeFileSync(${JSON.stringify(mark)}, 'tidy');`,
    );
    const tour = await openUnix(t, `import fs from 'node:fs';\n${tidy}`);
    tour.close();
    await tour.exited;
    await waitForNoProcess(tour.marker);
    assert.equal(readFileSync(mark, 'utf8'), 'tidy');
  });
});

describe('a port that was asked for and is another program’s', { skip: !isUnix }, () => {
  it('gets no client, and the last line says that nothing was started', async (t) => {
    const other = await openOtherServer(t);
    const environment = { PORT: String(other.port) };
    const tour = openTour(t, ['walk', '4'], { rows: 50, environment });
    await tour.waitFor(/^PORT=\d+ is set in the environment/m, { what: 'whose port it is' });
    await tour.step();
    await tour.step('escape');
    await tour.enter('Enter: start the client');
    await tour.waitFor(/A program that is not part of this run listens on port/, {
      what: 'why no client was started',
    });
    await tour.waitForLast(/^Enter: .* · not started: r tries again/);
    assert.equal(other.connections, 0);
  });

  it('makes the run after a save differ from its checks, and both are reported', async (t) => {
    const other = await openOtherServer(t);
    const environment = { PORT: String(other.port), TMPDIR: os.tmpdir() };
    const tour = await openTourAt(t, ['02-server-callback', TURN], { rows: 60, environment });
    await tour.waitForLast('Enter: next step');
    copyFileSync(SOLUTION, tour.mine('02-server-callback', 'server.ts'));
    const lines = await tour.waitFor(/In the run above, though/, { what: 'a word' });
    const text = lines.join('\n');
    assert.match(text, /EADDRINUSE/);
    assert.match(text, /All checks pass\.\s+In the run above, though, server\.ts failed\./);
    assert.equal(other.connections, 0);
  });
});

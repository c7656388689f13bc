// Tests the linear play where the learner has changed a program, and where another program has the port.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { unlessLong } from '../support/length.ts';
import { holdPort } from '../support/other-server.ts';
import { makeFolder, runTour } from '../support/tour.ts';

test('runs the program that the text tells of, and says so once', async (t) => {
  const cwd = makeFolder(t);
  await runTour(['run', '4', '--for', '0.1'], { cwd });
  const file = path.join(cwd, 'my-lessons', '04-client', 'server.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Server listening', 'MINE listening'));
  const { stdout } = await runTour(['walk', '4', '--linear'], { cwd });
  assert.doesNotMatch(stdout, /MINE/);
  assert.match(stdout, /server │ Server listening/);
  const notes = stdout.match(/You have changed server\.ts\./g);
  assert.equal(notes?.length, 1, stdout);
  assert.match(
    stdout.replaceAll(/\s+/g, ' '),
    /runs here\. socket-tour run 4 runs your own code\./,
  );
});

test('tells of a port in use above the heading of the rows', { skip: unlessLong }, async (t) => {
  // If another process has the port already, that one will do.
  await holdPort(t, 6969);
  const { stdout } = await runTour(['walk', '5'], { cwd: makeFolder(t) });
  const lines = stdout.split('\n');
  const note = lines.findIndex((line) => /^Port 6969 is in use/.test(line));
  const [blank, names, rule, first] = lines.slice(note + 1);
  assert.equal(blank, '');
  assert.match(names ?? '', /^ *ms server\.ts/);
  assert.match(rule ?? '', /^─+┼─+$/);
  assert.match(first ?? '', /· start server\.ts/);
});

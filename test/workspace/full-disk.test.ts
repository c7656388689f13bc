// Tests a full disk: a real one, of 512 KiB, where this system lets a test mount one.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeCourse } from './course.ts';

const PROGRAM = fileURLToPath(new URL('programs/full-disk.ts', import.meta.url));
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Mounts a small disk at its first argument, for itself alone, then runs the other arguments. */
const WITH_DISK = 'mount -t tmpfs -o size=512k none "$1" && shift && exec "$@"';

test('on a full disk nothing of the learner’s is lost, and they learn of it', {
  skip: !canMount(),
}, (t) => {
  const { home, lessonsRoot, ship } = makeCourse(t);
  ship({ '06-long/server.ts': '// long\n'.repeat(20_000) });
  const disk = path.join(home, 'disk');
  mkdirSync(disk);
  const run = unshare([disk, process.execPath, '--import', 'tsx', PROGRAM, disk, lessonsRoot]);
  const [progress, prepare, reset, after, freed] = run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { what, failure } of [progress, prepare, reset]) {
    assert.match(failure, /^The disk is full/, what);
  }
  assert.deepEqual(after, {
    room: 'ENOSPC',
    server: '// mine\n',
    isProgressWhole: true,
    hidden: ['.progress.json'],
  });
  assert.deepEqual(freed, { isBetter: true });
});

function canMount(): boolean {
  return process.platform === 'linux' && unshare(['/tmp', 'true']).status === 0;
}

function unshare(command: string[]): { status: number | null; stdout: string } {
  const given = ['--mount', '--map-root-user', 'sh', '-c', WITH_DISK, 'sh', ...command];
  return spawnSync('unshare', given, { cwd: PROJECT, encoding: 'utf8' });
}

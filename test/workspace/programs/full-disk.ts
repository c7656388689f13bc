// A tour on a full disk: `full-disk.ts DISK LESSONS`; prints the results as JSON, a line each.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../../../src/text/failure.ts';
import { probeWatching } from '../../../src/workspace/probe.ts';
import { openWorkspace } from '../../../src/workspace/workspace.ts';

const LESSON = '05-both-sides';
const [disk = '', lessonsRoot = ''] = process.argv.slice(2);
const root = path.join(disk, 'my-lessons');
const workspace = openWorkspace({ root, lessonsRoot });
const server = path.join(workspace.prepareLesson(LESSON).directory, 'server.ts');
writeFileSync(server, '// mine\n');
const progress = readFileSync(path.join(root, '.progress.json'), 'utf8');

// Some room is left: the worst case, because a write then stops short without an error.
writeFileSync(path.join(disk, 'room'), 'x'.repeat(40_000));
fill();
rmSync(path.join(disk, 'room'));
tell('progress', () =>
  workspace.updateProgress((change) => {
    change.current = 'x'.repeat(100_000);
  }),
);
tell('prepare', () => workspace.prepareLesson('06-long'));
fill();
tell('reset', () => workspace.resetLesson(LESSON));
const room = await probeWatching(disk).catch((error) => error.code);
console.log(
  JSON.stringify({
    room,
    server: readFileSync(server, 'utf8'),
    isProgressWhole: readFileSync(path.join(root, '.progress.json'), 'utf8') === progress,
    hidden: readdirSync(root).filter((name) => name.startsWith('.')),
  }),
);
rmSync(path.join(disk, 'filler'));
workspace.prepareLesson('06-long');
console.log(JSON.stringify({ isBetter: existsSync(path.join(root, '06-long/server.ts')) }));

function tell(what: string, work: () => unknown): void {
  try {
    work();
    console.log(JSON.stringify({ what, failure: null }));
  } catch (error) {
    const failure = error instanceof Failure ? error.message : `not a Failure: ${error}`;
    console.log(JSON.stringify({ what, failure }));
  }
}

function fill(): void {
  for (const size of [65_536, 4_096, 512]) {
    try {
      for (;;) writeFileSync(path.join(disk, 'filler'), 'x'.repeat(size), { flag: 'a' });
    } catch {
      // No room for this much; perhaps for less.
    }
  }
}

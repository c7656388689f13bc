// The learner's folder as an editor sees it: TypeScript knows Node's types there.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeCourse, writeFiles } from './course.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

test('TypeScript knows the types in the learner’s folder, and looks into no backup', (t) => {
  const { root, workspace } = makeCourse(t);
  workspace.prepareLesson('05-both-sides');
  symlinkSync(MODULES, path.join(root, 'node_modules'), 'junction');
  writeFiles(root, {
    '05-both-sides/right.ts': "import net from 'node:net';\nnet.createServer().listen(0);\n",
    '05-both-sides/wrong.ts': "import './right.ts';\nexport const port: string = process.pid;\n",
    '.backup/2026-11-23T02-41-07-all/old.ts': 'export const port: string = 5;\n',
  });
  const tsc = path.join(MODULES, 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', root, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.match(stdout, /^05-both-sides.wrong\.ts\(2,14\): error TS2322: .*\n$/);
});

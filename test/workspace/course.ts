// A small course and an empty learner's folder, in a temporary folder that is removed with the test.
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';

/** A user who is not root: root may do everything, so a test of permissions needs another. */
const NOBODY = 65_534;

/** A course whose lessons a test writes, and the workspace of a learner. */
export interface Course {
  /** The temporary folder around both. */
  home: string;
  /** The learner's folder. */
  root: string;
  lessonsRoot: string;
  workspace: Workspace;
  /** Writes files of the course; by name relative to `lessonsRoot`. */
  ship(files: Record<string, string>): void;
}

/** A temporary folder, removed when the test ends. */
export function makeHome(test: TestContext): string {
  const home = mkdtempSync(path.join(os.tmpdir(), 'workspace-'));
  test.after(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Makes a course of one lesson, `05-both-sides`, with a file of every kind. */
export function makeCourse(test: TestContext): Course {
  const home = makeHome(test);
  const root = path.join(home, 'my-lessons');
  const lessonsRoot = path.join(home, 'lessons');
  const ship = (files: Record<string, string>): void => writeFiles(lessonsRoot, files);
  ship({
    '05-both-sides/server.ts': '// server, as shipped\n',
    '05-both-sides/client.ts': '// client, as shipped\n',
    '05-both-sides/lib/frames.ts': '// frames, as shipped\n',
    '05-both-sides/lesson.md': '# Both sides\n',
    '05-both-sides/lesson.zh.md': '# 两边\n',
    '05-both-sides/check.ts': '// checks\n',
    '05-both-sides/check-names.ts': '// a part of them\n',
    '05-both-sides/solution/server.ts': '// server, solved\n',
  });
  return { home, root, lessonsRoot, workspace: openWorkspace({ root, lessonsRoot }), ship };
}

/** Writes files, with their folders; by name relative to `folder`. */
export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

/** Does something as a user whom a folder's mode can stop; as root, whom none can, it becomes `nobody`. */
export function asOrdinaryUser<T>(work: () => T): T {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

/** Gives a folder to the user of `asOrdinaryUser`, with a mode such as 0o555. */
export function giveAway(folder: string, mode: number): void {
  if (process.geteuid?.() === 0) chownSync(folder, NOBODY, NOBODY);
  chmodSync(folder, mode);
}

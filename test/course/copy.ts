// Copies the small course, for tests that break something in it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const SMALL = fileURLToPath(new URL('../fixtures/course-small', import.meta.url));

/** A copied course. */
export interface Copy {
  /** Its folder of lessons, absolute. */
  root: string;
  /** Replaces a piece of a file of its only lesson, which must be there; a string becomes the whole of a new file. */
  edit(file: string, piece: string | RegExp, text: string): void;
  write(file: string, text: string): void;
  read(file: string): string;
  remove(file: string): void;
}

/** Copies the small course; it is removed after the test. */
export function copyCourse(t: TestContext): Copy {
  const directory = mkdtempSync(join(tmpdir(), 'course-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const root = join(directory, 'lessons');
  cpSync(SMALL, root, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }\n');
  const locate = (file: string) => join(root, '01-hello', file);
  const read = (file: string) => readFileSync(locate(file), 'utf8');
  return {
    root,
    read,
    write: (file, text) => writeFileSync(locate(file), text),
    remove: (file) => rmSync(locate(file), { recursive: true }),
    edit(file, piece, text) {
      const before = read(file);
      const after = before.replace(piece, text);
      if (after === before) throw new Error(`${file} has no ${piece}`);
      writeFileSync(locate(file), after);
    },
  };
}

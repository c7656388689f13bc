// What is mashed: a lesson, where in it, in which language, at which size, with which editor.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findLessons } from '../../../src/course/folders.ts';
import { readLesson } from '../../../src/course/lesson.ts';
import { createProgress, formatProgress, lessonProgress } from '../../../src/workspace/progress.ts';
import { ROOT } from '../../support/command.ts';
import type { TourOptions } from '../../tour/in-terminal/tour.ts';
import type { Random } from '../random.ts';
import { UNDER_JOB_CONTROL } from './shell.ts';
import { SIZES } from './strokes.ts';

/** A tour to be mashed. */
export interface Case {
  /** All of it in a line. */
  description: string;
  /** The tour's command line. */
  words: string[];
  /** How its terminal is opened; its folders are made by `prepareFolders`. */
  options: TourOptions;
  /** The lesson that is begun in the middle; null where the menu comes first. */
  start: { folder: string; step: number } | null;
}

/** Editors by name: a script for sh, which finds the files in its arguments; undefined where there is none. */
const EDITORS: Readonly<Record<string, string | undefined>> = {
  none: undefined,
  quick: 'printf "// edited\\n" >> "$1"',
  idle: 'exit 0',
  slow: 'printf "editing\\n"; sleep 0.7; printf "// edited slowly\\n" >> "$1"',
  // As a full-screen editor does: raw mode, and five keys, or as many as come within a second.
  reading: `mode=$(stty -g); trap 'stty "$mode"' EXIT; trap 'exit 1' INT HUP TERM
stty raw -echo min 0 time 10
dd bs=1 count=5 2>/dev/null | od -c
printf "// read\\n" >> "$1"`,
  failing: 'exit 1',
  killed: 'kill -9 $$',
  missing: undefined,
};

/** Chooses what is mashed. */
export function chooseCase(random: Random): Case {
  const folder = random.pick(findLessons(lessonsRoot));
  const steps = readLesson(folder, 'en', lessonsRoot).steps.length;
  // The end of a lesson is hard to reach by chance.
  const step = random.chance(0.25) ? steps - 1 : random.int(0, steps - 1);
  const start = random.chance(0.1) ? null : { folder, step };
  const columns = random.int(...SIZES.columns);
  const rows = random.int(...SIZES.rows);
  const language = random.pick(['en', 'zh']);
  const editor = random.pick(Object.keys(EDITORS));
  const hasColour = random.chance(0.9);
  const place = start ? `lesson ${folder} from step ${start.step + 1}` : 'the menu';
  const flags = random.chance(0.2) ? ['--no-spares'] : [];
  return {
    description: `${place}, ${columns}x${rows}, ${language}, editor: ${editor}${hasColour ? '' : ', NO_COLOR'}${flags.map((flag) => `, ${flag}`).join('')}`,
    words: [...(start ? ['walk', String(Number.parseInt(folder, 10))] : ['walk']), ...flags],
    start,
    options: {
      columns,
      rows,
      ...UNDER_JOB_CONTROL,
      environment: {
        LANG: language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
        EDITOR: editor === 'none' ? undefined : `./editors/${editor}`,
        ...(!hasColour && { NO_COLOR: '1' }),
      },
    },
  };
}

const lessonsRoot = path.join(ROOT, 'lessons');

/** Where a case's folders lie, absolute. */
export interface Folders {
  /** Where the tour is started. */
  cwd: string;
  home: string;
  temporary: string;
}

/** Makes the folders of a case in an empty one. */
export function prepareFolders(cwd: string, { start }: Case): Folders {
  const folders = { cwd, home: path.join(cwd, 'home'), temporary: path.join(cwd, 'tmp') };
  const editors = path.join(cwd, 'editors');
  const mine = path.join(cwd, 'my-lessons');
  for (const folder of [folders.home, folders.temporary, editors, mine]) mkdirSync(folder);
  for (const [name, script] of Object.entries(EDITORS)) {
    if (script === undefined) continue;
    writeFileSync(path.join(editors, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  if (start) {
    const progress = createProgress();
    lessonProgress(progress, start.folder).step = start.step;
    writeFileSync(path.join(mine, '.progress.json'), formatProgress(progress));
  }
  return folders;
}

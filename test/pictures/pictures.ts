// The pictures of the READMEs: what they are called, and how each is made.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from '../../src/text/language.ts';
import { makeFolder, runTour } from '../support/tour.ts';
import { drawFilm } from './film-svg.ts';
import { COLUMNS, filmWalk, ROWS } from './walk-session.ts';

/** Where they are, in the clone. */
export const FOLDER = 'docs/pictures';

/** The pictures, by the first part of their names. */
export const PICTURES = { run: pictureRun, walk: pictureWalk } as const satisfies Record<
  string,
  (language: Language) => Promise<string>
>;

/** A picture's name. */
export type PictureName = keyof typeof PICTURES;

/** The file of a picture, in its folder. */
export function fileOf(name: PictureName, language: Language): string {
  return language === 'en' ? `${name}.svg` : `${name}.${language}.svg`;
}

/** The sequence picture of lesson 5's run, made by the tour itself; on the port that it has by default, unless given. */
export async function pictureRun(language: Language, port: number | null = null): Promise<string> {
  let clean = () => {};
  const cwd = makeFolder({ after: (done) => (clean = done) });
  try {
    const file = path.join(cwd, 'run.svg');
    const given = port === null ? [] : ['--port', String(port)];
    const words = ['run', '5', ...given, '--for', '60', '--save', file, '--lang', language];
    const { code, stderr } = await runTour(words, { cwd });
    if (code !== 0) throw new Error(stderr);
    return readFileSync(file, 'utf8');
  } finally {
    clean();
  }
}

const FILM = {
  en: {
    title: 'The walk in a terminal: three steps of lesson 2, and the turn at its end',
    description:
      'The programs run at their own pace; the pauses in which the learner reads are shortened. What the terminal shows at the end of each scene:',
  },
  zh: {
    title: '终端里的教程：第 2 课的前三步，以及课末动手的一步',
    description: '程序按实际速度运行；阅读的停顿缩短了。每一幕结束时终端里的内容：',
  },
} as const;

async function pictureWalk(language: Language): Promise<string> {
  const film = await filmWalk(language);
  return drawFilm(film, { columns: COLUMNS, rows: ROWS, ...FILM[language] });
}

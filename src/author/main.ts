// The entry for authors of lessons: `weave`, `lessons` and `book`, which the published command doesn't have.
import { parseArgs } from 'node:util';
import { lessonsRoot } from '../course/folders.ts';
import { createOutput } from '../terminal/output.ts';
import { Failure, misuse } from '../text/failure.ts';
import { languageFromLocale, parseLanguage } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';

const OPTIONS = { lang: { type: 'string' } } as const;
const WEAVE_OPTIONS = { ...OPTIONS, check: { type: 'boolean' } } as const;
const LESSONS_OPTIONS = {
  ...OPTIONS,
  repeat: { type: 'string' },
  load: { type: 'boolean' },
  short: { type: 'boolean' },
  replay: { type: 'boolean' },
} as const;

const BOOK_OPTIONS = { ...OPTIONS, record: { type: 'boolean' } } as const;

const stdout = createOutput(process.stdout, process.env);
const [name, ...args] = process.argv.slice(2);

try {
  process.exitCode = await follow();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.exitCode = error.exitCode;
  console.error(error.text[languageFromLocale(process.env)]);
}

/** Does what the command line asks for; resolves to the exit code. */
async function follow(): Promise<number> {
  if (name === 'weave') {
    const { values, positionals } = read(() =>
      parseArgs({ args, options: WEAVE_OPTIONS, allowPositionals: true }),
    );
    const { weave } = await import('./weave.ts');
    return weave(createContext(values.lang), { check: values.check === true }, positionals);
  }
  if (name === 'book') {
    const { values } = read(() => parseArgs({ args, options: BOOK_OPTIONS }));
    const { makeBook } = await import('./make-book.ts');
    return makeBook(createContext(values.lang), { all: values.record === true });
  }
  if (name !== 'lessons') throw usage();
  const { values, positionals } = read(() =>
    parseArgs({ args, options: LESSONS_OPTIONS, allowPositionals: true }),
  );
  const { load = false, short = false, replay = false } = values;
  const { proveLessons } = await import('./lessons.ts');
  const options = { repeat: readTimes(values.repeat), load, short, replay };
  return proveLessons(createContext(values.lang), options, positionals);
}

function createContext(lang: string | undefined) {
  const language = parseLanguage(lang) ?? languageFromLocale(process.env);
  return { language, lessonsRoot, stdout };
}

function read<T>(parse: () => T): T {
  try {
    return parse();
  } catch {
    throw usage();
  }
}

/** How often each lesson is played; once by default. Throws a usage Failure where the value is no such number. */
function readTimes(text = '1'): number {
  const times = Number(text);
  if (Number.isInteger(times) && times >= 1 && times <= 1000) return times;
  throw usage();
}

function usage(): Failure {
  return misuse(courseMessages, (say) => say.usage);
}

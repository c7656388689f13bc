// The entry for authors of lessons: `weave` and `lessons`, which the published command doesn't have.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { lessonsRoot } from '../course/folders.ts';
import { createOutput } from '../terminal/output.ts';
import { Failure, misuse } from '../text/failure.ts';
import { languageFromLocale, parseLanguage } from '../text/language.ts';
import { courseMessages } from '../text/messages/course.ts';
import type { AuthorContext } from './author-context.ts';

type Flags = Record<string, string | boolean | undefined>;

/** What an author can ask for: each command with its options and the code that is loaded for it. */
interface AuthorCommand {
  options: NonNullable<ParseArgsConfig['options']>;
  run(context: AuthorContext, flags: Flags, names: readonly string[]): Promise<number>;
}

const COMMANDS: Readonly<Record<string, AuthorCommand>> = {
  weave: {
    options: { check: { type: 'boolean' } },
    async run(context, { check }, names) {
      const { weave } = await import('./weave.ts');
      return weave(context, { check: check === true }, names);
    },
  },
  lessons: {
    options: {
      repeat: { type: 'string' },
      load: { type: 'boolean' },
      short: { type: 'boolean' },
    },
    async run(context, { repeat, load, short }, names) {
      const { proveLessons } = await import('./lessons.ts');
      const options = { repeat: readTimes(repeat), load: load === true, short: short === true };
      return proveLessons(context, options, names);
    },
  },
};

const stdout = createOutput(process.stdout, process.env);
const [name = '', ...words] = process.argv.slice(2);

try {
  process.exitCode = await follow();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.exitCode = error.exitCode;
  console.error(error.text[languageFromLocale(process.env)]);
}

/** Does what the command line asks for; resolves to the exit code. */
async function follow(): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw usage();
  const { values, positionals } = readWords(command);
  const language = parseLanguage(String(values.lang ?? '')) ?? languageFromLocale(process.env);
  return command.run({ language, lessonsRoot, stdout }, values, positionals);
}

function readWords({ options }: AuthorCommand): { values: Flags; positionals: string[] } {
  try {
    return parseArgs({
      args: words,
      options: { ...options, lang: { type: 'string' } },
      allowPositionals: true,
    }) as { values: Flags; positionals: string[] };
  } catch {
    throw usage();
  }
}

/** How often each lesson is played; once by default. Throws a usage Failure where the value is no such number. */
function readTimes(text: string | boolean | undefined): number {
  const times = Number(text ?? 1);
  if (Number.isInteger(times) && times >= 1 && times <= 1000) return times;
  throw usage();
}

function usage(): Failure {
  return misuse(courseMessages, (say) => say.usage);
}

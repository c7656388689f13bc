// The options of every command: one vocabulary, so that an option means the same wherever it is given.
import { parseArgs } from 'node:util';
import {
  FAULT_OPTIONS,
  MANY_OPTIONS,
  type NumberOption,
  readValue,
  SHOW_OPTIONS,
} from '../course/run-options.ts';
import { Failure, misuse } from '../text/failure.ts';
import { LANGUAGES } from '../text/language.ts';
import { mainMessages } from '../text/messages/main.ts';
import { findNearest } from '../text/nearest.ts';

/** What an option takes, and how its value is read. */
type OptionSpec =
  | { kind: 'flag'; short?: string; negatable?: 'only' | 'also' }
  | { kind: 'text'; value: string }
  | { kind: 'choice'; value: string; choices: readonly string[] }
  | NumberOption;

const OPTIONS = {
  lang: { kind: 'choice', value: LANGUAGES.join('|'), choices: LANGUAGES },
  color: { kind: 'flag', negatable: 'only' },
  help: { kind: 'flag', short: 'h' },
  version: { kind: 'flag' },
  linear: { kind: 'flag' },
  plain: { kind: 'flag' },
  json: { kind: 'flag' },
  junit: { kind: 'flag' },
  width: { kind: 'number', value: 'N', least: 20, most: 10_000, whole: true, scale: 1 },
  wire: { kind: 'flag', negatable: 'also' },
  ...SHOW_OPTIONS,
  ...MANY_OPTIONS,
  port: { kind: 'number', value: 'N', least: 0, most: 65_535, whole: true, scale: 1 },
  host: { kind: 'text', value: 'H' },
  only: { kind: 'choice', value: 'server|client', choices: ['server', 'client'] },
  for: { kind: 'number', value: 'SECONDS', least: 0.001, most: 86_400, whole: false, scale: 1000 },
  watch: { kind: 'flag' },
  save: { kind: 'text', value: 'FILE' },
  from: { kind: 'text', value: 'FILE' },
  ...FAULT_OPTIONS,
  show: { kind: 'flag' },
  replay: { kind: 'text', value: 'CHECK' },
  inspect: { kind: 'flag' },
  spares: { kind: 'flag', negatable: 'only' },
  all: { kind: 'flag' },
  dir: { kind: 'text', value: 'FOLDER' },
  others: { kind: 'flag' },
  yes: { kind: 'flag' },
  editor: { kind: 'text', value: 'COMMAND' },
  open: { kind: 'flag', negatable: 'only' },
} as const satisfies Record<string, OptionSpec>;

/** The name of an option, without its dashes. */
export type OptionName = keyof typeof OPTIONS;

const NAMES = Object.keys(OPTIONS) as OptionName[];

type ValueOf<Spec> = Spec extends { kind: 'flag' }
  ? boolean
  : Spec extends { choices: readonly (infer Choice)[] }
    ? Choice
    : Spec extends { kind: 'number' }
      ? number
      : string;

/**
 * The options given to a command; absent where not given. `wire`, `color`, `spares` and `open` are false
 * for `--no-wire` and the like. `for` is in milliseconds (given in seconds), `width` in columns.
 */
export type Options = {
  readonly [Name in OptionName]?: ValueOf<(typeof OPTIONS)[Name]>;
};

/** The options that every command takes. */
export const EVERYWHERE: readonly OptionName[] = ['lang', 'color', 'help', 'version'];

/** An argument line after reading: options checked and converted, the operands in order. */
export interface Line {
  options: Options;
  /** The options in the order given, as they were typed (`--no-wire`). */
  given: { name: OptionName; raw: string }[];
  positionals: string[];
  /** The first thing wrong with it, a usage Failure, or null; whatever else could be read is there. */
  problem: Failure | null;
}

/** How a help page shows an option: `--port N`, `--[no-]wire`, `--help, -h`. */
export function spellOption(name: OptionName): string {
  const spec: OptionSpec = OPTIONS[name];
  if (spec.kind !== 'flag') return `--${name} ${spec.value}`;
  if (spec.negatable === 'only') return `--no-${name}`;
  if (spec.negatable === 'also') return `--${name}, --no-${name}`;
  return spec.short ? `--${name}, -${spec.short}` : `--${name}`;
}

/** Every spelling a user may give of the named options, with its dashes. */
function spellings(names: readonly OptionName[]): string[] {
  return names.flatMap((name) => {
    const spec: OptionSpec = OPTIONS[name];
    const negated = spec.kind === 'flag' && spec.negatable ? [`--no-${name}`] : [];
    return [`--${name}`, ...negated];
  });
}

/**
 * Reads an argument line (without node and the script). It never throws, so that an error can be
 * reported in the language that the rest of the line asks for: an unknown option, a missing
 * value or a wrong one is the line's `problem`.
 */
export function parseLine(argv: readonly string[]): Line {
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(NAMES.map((name) => [name, parserOption(OPTIONS[name])])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const line: Line = { options: {}, given: [], positionals, problem: null };
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    try {
      const { name, value } = readOption(token);
      Object.assign(line.options, { [name]: value });
      line.given.push({ name, raw: token.rawName });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      line.problem ??= error;
    }
  }
  return line;
}

/** Throws a usage Failure when the line has an option that `command` does not take. */
export function requireOptions(line: Line, command: string, taken: readonly OptionName[]): void {
  const names = [...EVERYWHERE, ...taken];
  const stranger = line.given.find(({ name }) => !names.includes(name));
  if (stranger) throw unknownOption(stranger.raw, names, command);
}

interface OptionToken {
  name: string;
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}

function parserOption(spec: OptionSpec): { type: 'boolean' | 'string'; short?: string } {
  if (spec.kind !== 'flag') return { type: 'string' };
  return spec.short ? { type: 'boolean', short: spec.short } : { type: 'boolean' };
}

function readOption(token: OptionToken) {
  const isNegated = token.name.startsWith('no-');
  const name = (isNegated ? token.name.slice(3) : token.name) as OptionName;
  const spec: OptionSpec | undefined = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  const isFlag = spec?.kind === 'flag';
  if (!spec || (isNegated && !(isFlag && spec.negatable))) {
    throw unknownOption(token.rawName, NAMES, null);
  }
  return { name, value: isFlag ? readFlag(token, !isNegated) : readText(token, spec) };
}

function readFlag(token: OptionToken, value: boolean): boolean {
  if (token.value !== undefined) throw usage((say) => say.takesNoValue(token.rawName));
  return value;
}

function readText(token: OptionToken, spec: Exclude<OptionSpec, { kind: 'flag' }>) {
  const { rawName, value } = token;
  // `--port --json`: the parser would take the next option for the value.
  const isSwallowed = !token.inlineValue && value !== undefined && /^-[^\d]/.test(value);
  if (!value || isSwallowed) throw usage((say) => say.needsValue(rawName, spec.value));
  if (spec.kind === 'text') return value;
  const read = readValue(value, spec);
  if (read !== null) return read;
  throw usage((say) =>
    spec.kind === 'choice'
      ? say.notAChoice(rawName, value, spec.choices)
      : say.notANumber(rawName, value, spec),
  );
}

function unknownOption(raw: string, names: readonly OptionName[], command: string | null): Failure {
  const nearest = findNearest(raw, spellings(names));
  return usage((say) => say.unknownOption(raw, command, nearest));
}

/** A usage Failure (exit code 2) from the messages of this area. */
export function usage(say: (messages: (typeof mainMessages)['en']) => string): Failure {
  return misuse(mainMessages, say);
}

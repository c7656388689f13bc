// A `run` fence: which programs start, how, and the log to expect.
import { readCommand, splitWords } from '../text/words.ts';
import type { LogLine, Run, RunProgram } from './block.ts';
import { blame, type Fence, type Reader } from './fence.ts';
import { isState } from './log-states.ts';
import { multiplyLast } from './many-clients.ts';
import type { ProblemText } from './problem.ts';
import {
  FAULT_OPTIONS,
  findContradiction,
  KERNEL_STATES,
  keyOf,
  MANY_OPTIONS,
  PROSE_OPTIONS,
  pickFaults,
  type RunOption,
  type RunOptions,
  readValue,
  SHOW_OPTIONS,
} from './run-options.ts';

const ACTOR = /^(server|client)(-\d+)?$/;
const LOG_LINE = /^(\S+) │(?: (.*))?$/;
/** Names the command that runs in place of the last program where it is installed. */
const AS = '--as';
const OPTIONS: Readonly<Record<string, RunOption>> = {
  ...FAULT_OPTIONS,
  ...SHOW_OPTIONS,
  ...MANY_OPTIONS,
  ...PROSE_OPTIONS,
};

/**
 * Reads `run server`, `run client client-2`, `run server=article.ts`, `run client='NAME=ann chat.ts 3'` or
 * `run server client --split 1`.
 * `known` are the actors that earlier blocks started, whose log goes on; this block's are added to it.
 */
export function readRun(fence: Fence, reader: Reader, known: Set<string>): Run {
  const { programs, options } = readRunWords(fence, reader);
  for (const program of programs) known.add(program.actor);
  const log = fence.body.flatMap((text, index) =>
    readLogLine(text, fence.line + 1 + index, reader, known),
  );
  reviewStates(log, options, reader);
  if (fence.body.every((text) => text.trim() === ''))
    blame(reader, fence.line, (say) => say.logEmpty());
  return { kind: 'run', line: fence.line, info: fence.info, programs, options, log };
}

/** Reads what follows the fence's first word: programs, in quotes where they have blanks, then options. */
export function readRunWords(fence: Fence, reader: Reader): Pick<Run, 'programs' | 'options'> {
  const { words, command } = readWords(fence, reader);
  const first = words.findIndex((word) => word.startsWith('-'));
  const actors = words.slice(0, first === -1 ? undefined : first);
  if (actors.length === 0) blame(reader, fence.line, (say) => say.runNothing());
  const programs = actors.flatMap((word) => readProgram(word, fence, reader));
  // It is the last program that another may run in place of.
  const last = programs.at(-1);
  if (last && command !== undefined) last.command = command;
  const options = readOptions(words.slice(actors.length), fence, reader);
  reviewFaults(options, programs, fence, reader);
  reviewMany(options, programs, fence, reader);
  return { programs: multiplyLast(programs, options), options };
}

/** The words of a fence after the first, and the value of `--as`, which is none of the options of a run. */
function readWords(fence: Fence, reader: Reader): { words: string[]; command?: string } {
  const words = split(fence.info, fence, reader).slice(1);
  const index = words.indexOf(AS);
  if (index < 0) return { words };
  const [, command] = words.splice(index, 2);
  if (command !== undefined && Array.isArray(splitWords(command, false))) return { words, command };
  blame(reader, fence.line, (say) => say.optionNoValue(AS, "'COMMAND'"));
  return { words };
}

/** The words of a text; none where they can't be told. A backslash quotes, on every system. */
function split(text: string, fence: Fence, reader: Reader): string[] {
  const words = splitWords(text, false);
  if (Array.isArray(words)) return words;
  const { kind, sign } = words;
  blame(reader, fence.line, (say) =>
    kind === 'openQuote' ? say.openQuote(text, sign) : say.shellSign(text, sign),
  );
  return [];
}

function readProgram(word: string, fence: Fence, reader: Reader): RunProgram[] {
  const [, actor = '', named] = /^([^=]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
  const role = ACTOR.exec(actor)?.[1];
  if (!role) {
    blame(reader, fence.line, (say) => say.actorUnknown(actor));
    return [];
  }
  const words = named === undefined ? [`${role}.ts`] : split(named, fence, reader);
  const { variables, name: file, arguments: given } = readCommand(words);
  const { programs } = reader;
  const code = file === '' ? null : programs.read(file);
  if (file === '') blame(reader, fence.line, (say) => say.programNoFile(word));
  else if (code === null) {
    blame(reader, fence.line, (say) => say.fileUnknown(file, programs.all));
  }
  const isDatagram = /'node:dgram'/.test(code ?? '') && !/'node:net'/.test(code ?? '');
  return [
    {
      actor,
      file,
      ...(isDatagram && { isDatagram }),
      ...(given.length > 0 && { arguments: given }),
      ...(Object.keys(variables).length > 0 && { variables }),
    },
  ];
}

/** Reads the options; one that is unknown, or whose value isn't valid, is reported and left out. */
function readOptions(words: readonly string[], fence: Fence, reader: Reader): RunOptions {
  const options: Record<string, unknown> = {};
  const complain = (say: ProblemText) => blame(reader, fence.line, say);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    const name = word.slice(2);
    const option = word.startsWith('--') && Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : null;
    if (!option) {
      const known = [...Object.keys(OPTIONS).map((each) => `--${each}`), AS];
      complain((say) => say.optionUnknown(word, known));
      continue;
    }
    const key = keyOf(name);
    if (key in options) complain((say) => say.optionTwice(word));
    if (option.kind === 'flag') {
      options[key] = true;
      continue;
    }
    index += 1;
    const text = words[index];
    if (text === undefined || text.startsWith('--')) {
      complain((say) => say.optionNoValue(word, option.value));
      continue;
    }
    const value = readValue(text, option);
    if (value !== null) options[key] = value;
    else if (option.kind !== 'number') {
      const wrong = text.split(',').filter((each) => !option.choices.includes(each));
      complain((say) => say.optionChoice(word, wrong.join(','), option.choices));
    } else complain((say) => say.optionNumber(word, text, option.least, option.most));
  }
  return options;
}

/** Reports options that do nothing here, or contradict each other. */
function reviewFaults(
  options: RunOptions,
  programs: readonly RunProgram[],
  fence: Fence,
  reader: Reader,
): void {
  const faults = pickFaults(options);
  if (!faults) return;
  const both = findContradiction(faults);
  if (both) blame(reader, fence.line, (say) => say.optionsContradict(...both));
  if (!programs.some(({ actor }) => actor.startsWith('client'))) {
    blame(reader, fence.line, (say) => say.faultsNoClient());
  }
}

/** Reports many clients where there is nothing to multiply, or nothing to be shown of each. */
function reviewMany(
  { clients, rate, times }: RunOptions,
  programs: readonly RunProgram[],
  fence: Fence,
  reader: Reader,
): void {
  const complain = (say: ProblemText) => blame(reader, fence.line, say);
  if (rate !== undefined && clients === undefined) complain((say) => say.rateAlone());
  if (clients === undefined) return;
  if (!programs.at(-1)?.actor.startsWith('client')) complain((say) => say.manyNoClient());
  if (times !== undefined) complain((say) => say.manyTimes());
}

/** Reports states that nobody asks the kernel for, and words that are none. */
function reviewStates(log: readonly LogLine[], { states }: RunOptions, reader: Reader): void {
  for (const { text, line } of log) {
    const [, name = ''] = text.split(' ');
    if (isState(text) && !(states && KERNEL_STATES.some((each) => each === name))) {
      blame(reader, line, (say) => say.logState(text, KERNEL_STATES));
    }
  }
}

function readLogLine(text: string, line: number, reader: Reader, known: Set<string>): LogLine[] {
  if (text.trim() === '') return [];
  const [, actor, rest = ''] = LOG_LINE.exec(text) ?? [];
  if (!actor || !ACTOR.test(actor)) {
    blame(reader, line, (say) => say.logPrefix(text));
    return [];
  }
  if (!known.has(actor)) blame(reader, line, (say) => say.actorNotStarted(actor));
  return [{ actor, text: rest.trimEnd(), line }];
}

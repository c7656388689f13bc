// The options of a run, for `run` fences in the prose and for the command line: one vocabulary.
import type { Kind, State } from '../stage/trace/trace.ts';
import { CHART_KINDS, type ChartKind } from '../text/chart-kind.ts';

/** An option that takes a number. `scale` is what it is multiplied by to get the option's unit. */
export interface NumberOption {
  kind: 'number';
  value: string;
  least: number;
  most: number;
  whole: boolean;
  scale: number;
}

/** What an option of a run takes. */
export type RunOption =
  | { kind: 'flag' }
  | { kind: 'choice'; value: string; choices: readonly string[] }
  /** Several choices, with commas between them. */
  | { kind: 'list'; value: string; choices: readonly string[] }
  | NumberOption;

/** What a proxy between the clients and the server does to what passes through it. */
export const FAULT_OPTIONS = {
  split: { kind: 'number', value: 'N', least: 1, most: 65_536, whole: true, scale: 1 },
  coalesce: { kind: 'flag' },
  delay: { kind: 'number', value: 'MS', least: 1, most: 10_000, whole: true, scale: 1 },
  'reset-after': { kind: 'number', value: 'BYTES', least: 1, most: 1e9, whole: true, scale: 1 },
  'freeze-after': { kind: 'number', value: 'BYTES', least: 1, most: 1e9, whole: true, scale: 1 },
  'drop-after': { kind: 'number', value: 'BYTES', least: 1, most: 1e9, whole: true, scale: 1 },
} as const satisfies Record<string, RunOption>;

/** How a run is shown. */
export const SHOW_OPTIONS = {
  chart: { kind: 'choice', value: 'KIND', choices: CHART_KINDS },
  times: { kind: 'number', value: 'N', least: 2, most: 200, whole: true, scale: 1 },
  hex: { kind: 'flag' },
  states: { kind: 'flag' },
} as const satisfies Record<string, RunOption>;

/** How many clients there are of the last program. */
export const MANY_OPTIONS = {
  clients: { kind: 'number', value: 'N', least: 2, most: 1000, whole: true, scale: 1 },
  rate: { kind: 'number', value: 'N', least: 0.1, most: 1000, whole: false, scale: 1 },
} as const satisfies Record<string, RunOption>;

/** The states that a log may name. */
export const KERNEL_STATES = [
  'LISTEN',
  'SYN-SENT',
  'SYN-RECV',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'LAST-ACK',
  'CLOSING',
  'TIME-WAIT',
] as const satisfies readonly State[];

/** What sockets and processes do, as `--rows` names it. */
const ROW_KINDS = [
  'start',
  'listening',
  'connecting',
  'connect',
  'connection',
  'write',
  'data',
  'drain',
  'pause',
  'end',
  'finish',
  'timeout',
  'destroy',
  'reset',
  'error',
  'close',
  'exit',
] as const satisfies readonly Kind[];

/** What only the prose decides: which rows a step is about. */
export const PROSE_OPTIONS = {
  rows: { kind: 'list', value: 'KIND,KIND', choices: ROW_KINDS },
} as const satisfies Record<string, RunOption>;

/** The names of the faults' options. */
export const FAULT_NAMES = Object.keys(FAULT_OPTIONS) as (keyof typeof FAULT_OPTIONS)[];

/** The options of a run; absent where not given. */
export interface RunOptions {
  /** Bytes that are passed on at a time. */
  split?: number;
  coalesce?: boolean;
  /** In ms. */
  delay?: number;
  /** In bytes. */
  resetAfter?: number;
  /** In bytes. */
  freezeAfter?: number;
  /** In bytes. */
  dropAfter?: number;
  /** The chart that is drawn once the run has settled. */
  chart?: ChartKind;
  /** How often it is run. */
  times?: number;
  hex?: boolean;
  /** Whether the kernel is asked for the states of the connections. */
  states?: boolean;
  /** How many processes of the last program are started. */
  clients?: number;
  /** How many of them start a second, at most. */
  rate?: number;
  /** The kinds of events that have rows beside the programs' lines, until the learner asks for all. */
  rows?: readonly Kind[];
}

/** The options among these that ask for a proxy. */
export type FaultOptions = Pick<
  RunOptions,
  'split' | 'coalesce' | 'delay' | 'resetAfter' | 'freezeAfter' | 'dropAfter'
>;

/** The name of an option's value: `resetAfter` for `reset-after`. */
export function keyOf(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The faults among the options of a command line, whose names have dashes; null where there are none. */
export function pickFaults(
  given: Readonly<FaultOptions & { [Name in (typeof FAULT_NAMES)[number]]?: unknown }>,
): FaultOptions | null {
  const values: Readonly<Record<string, unknown>> = given;
  const faults = FAULT_NAMES.flatMap((name) => {
    const value = values[name] ?? values[keyOf(name)];
    return value ? [[keyOf(name), value]] : [];
  });
  return faults.length > 0 ? Object.fromEntries(faults) : null;
}

/** The faults as options of the command line: `--split 1 --delay 200`. */
export function spellFaults(faults: FaultOptions): string {
  const values: Readonly<Record<string, unknown>> = { ...faults };
  return FAULT_NAMES.flatMap((name) => {
    const value = values[keyOf(name)];
    if (!value) return [];
    return value === true ? `--${name}` : `--${name} ${value}`;
  }).join(' ');
}

/** Two options that contradict each other, or null. */
export function findContradiction(faults: FaultOptions): readonly [string, string] | null {
  const { split, coalesce } = faults;
  return split !== undefined && coalesce ? ['--split', '--coalesce'] : null;
}

/** A value as the option takes it, a number in the option's unit; null where it isn't one, or is out of bounds. */
export function readValue(
  text: string,
  option: Exclude<RunOption, { kind: 'flag' }>,
): string | number | readonly string[] | null {
  if (option.kind === 'list') {
    const chosen = text.split(',');
    return chosen.every((each) => option.choices.includes(each)) ? chosen : null;
  }
  if (option.kind === 'choice') return option.choices.includes(text) ? text : null;
  const { least, most, whole, scale } = option;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  const fits = number >= least && number <= most;
  return fits && (!whole || Number.isInteger(number)) ? number * scale : null;
}

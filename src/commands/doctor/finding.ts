// A finding of the doctor: what was looked at, how it is, and what to do.
/** What `doctor --json` prints, one object a line (docs/json.md). */
export interface Finding {
  /** What was looked at: `node`, `memory`, `tsx`, `loopback`, `port`, `watch`, `my-lessons`, `terminal`, `editor`, `programs`. */
  id: string;
  /** `note`: it works, though not at its best. `fail`: something has to be done. */
  verdict: 'ok' | 'note' | 'fail';
  text: string;
  /** What to do; null where nothing has to be done. */
  advice: string | null;
  /** node: the version that runs, and the range of those that do. */
  version?: string;
  wanted?: string;
  /** tsx: how long a program took, in ms. loopback: the median round trip, in ms; null where it failed. */
  ms?: number | null;
  /** memory: what is free, or the limit of the control group where that is less, in MiB; whether it is the limit. */
  mib?: number;
  limited?: boolean;
  /** port: the one that was tried, and the system's code where listening on it fails. */
  port?: number;
  code?: string;
  /** port: the process that holds it; null where the system doesn't say. */
  pid?: number | null;
  /** port: that process's command. editor: its command; null where there is none. */
  command?: string | null;
  /** watch, my-lessons: the folder that was tried, absolute, and how saves are noticed there. */
  folder?: string;
  mode?: 'events' | 'polling' | null;
  /** terminal: whether the standard output is one, its width in columns, and what it shows. */
  terminal?: boolean;
  columns?: number;
  colours?: boolean;
  unicode?: boolean;
  /** programs: those that are not Node's, by their names: the ones that are installed, and the ones that aren't. */
  programs?: readonly string[];
  missing?: readonly string[];
}

const MARKS = { ok: '✓', note: '!', fail: '✗' } as const;

/** The lines of a finding for a person. */
export function drawFinding({ verdict, text, advice }: Finding): string[] {
  const lines = [`${MARKS[verdict]} ${text}`];
  if (advice !== null) lines.push(...advice.split('\n').map((line) => `  → ${line}`));
  return lines;
}

/** A finding with its details; `advice` says what to do where something has to be done. */
export function find(
  id: string,
  verdict: Finding['verdict'],
  text: string,
  advice: string | null,
  details: Partial<Finding> = {},
): Finding {
  return { id, verdict, text, advice, ...details };
}

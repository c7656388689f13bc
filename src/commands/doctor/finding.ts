// A finding of the doctor: what was looked at, how it is, and what to do.
import type { Language } from '../../text/language.ts';
import { doctorMessages } from '../../text/messages/doctor.ts';

/** What the doctor's probes say, in one language. */
export type Messages = (typeof doctorMessages)[Language];

/** What `doctor --json` prints, one object a line. */
export interface Finding {
  /** What was looked at: `node`, `memory`, `tsx`, `loopback`, `port`, `watch`, `my-lessons`, `terminal`, `editor`. */
  id: string;
  /** `note`: it works, though not at its best. `fail`: something has to be done. */
  verdict: 'ok' | 'note' | 'fail';
  text: string;
  /** What to do; null where nothing has to be done. */
  advice: string | null;
  /** Figures and names for scripts: `ms`, `version`, `port`, `pid`, `columns`, … */
  [detail: string]: string | number | boolean | null;
}

const MARKS = { ok: '✓', note: '!', fail: '✗' } as const;

/** The lines of a finding for a person. */
export function drawFinding({ verdict, text, advice }: Finding): string[] {
  const lines = [`${MARKS[verdict]} ${text}`];
  if (advice !== null) lines.push(...advice.split('\n').map((line) => `  → ${line}`));
  return lines;
}

/** The messages in a language. */
export function speak(language: Language): Messages {
  return doctorMessages[language];
}

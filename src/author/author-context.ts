// What every author command receives.
import type { Output } from '../terminal/output.ts';
import type { Language } from '../text/language.ts';

/** Where the course is, and in which language to speak to its author. */
export interface AuthorContext {
  readonly language: Language;
  /** The course's `lessons` folder, absolute. */
  readonly lessonsRoot: string;
  readonly stdout: Pick<Output, 'print'>;
}

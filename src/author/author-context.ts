// What the commands for authors of lessons are given.
import type { Output } from '../terminal/output.ts';
import type { Language } from '../text/language.ts';

/** Where the course is, and how its author is spoken to. */
export interface AuthorContext {
  readonly language: Language;
  /** The course's `lessons` folder, absolute. */
  readonly lessonsRoot: string;
  readonly stdout: Pick<Output, 'print'>;
}

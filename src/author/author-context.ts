// What the commands for authors of lessons are given.
import type { Context } from '../commands/context.ts';
import type { Output } from '../terminal/output.ts';

/** The part of the context that a command for authors needs. */
export interface AuthorContext extends Pick<Context, 'language' | 'lessonsRoot'> {
  readonly stdout: Pick<Output, 'print'>;
}

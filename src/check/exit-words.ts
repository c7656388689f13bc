// How a program ended, in words.
import type { Exit } from '../stage/program.ts';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';

/** `the program ended: exit code 1`, in both languages. */
export function describeExit({ code, signal }: Exit): Bilingual {
  return tellCheck((say) =>
    say.gotExit(signal === null ? say.exitCode(code ?? 0) : say.exitSignal(signal)),
  );
}

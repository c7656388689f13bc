// The learner's servers under a check: one for each way of starting it, for as long as it runs.
import path from 'node:path';
import { LISTEN_MS } from '../stage/start.ts';
import type { TapRecord } from '../stage/trace/record.ts';
import { tellCheck } from '../text/messages/check.ts';
import { UnmetExpectation } from './expectation-errors.ts';
import type { CheckStartOptions } from './launcher.ts';
import { describeExit, type ProgramUnderCheck } from './program-under-check.ts';

/** The servers that a check has started. */
export interface ServersUnderCheck {
  /** The one that was started with these options and still runs, or a new one, listening. Throws Unmet. */
  obtain(options?: CheckStartOptions): Promise<ProgramUnderCheck>;
  /** From now on, each is started anew. */
  forget(): void;
}

/** Opens the servers of one check, on ports that `findPort` finds. */
export function openServers(
  launch: (options: CheckStartOptions) => ProgramUnderCheck,
  findPort: () => Promise<number>,
): ServersUnderCheck {
  const running = new Map<string, ProgramUnderCheck>();
  return {
    async obtain(options: CheckStartOptions = {}): Promise<ProgramUnderCheck> {
      const { name = 'server', environment, isCourses = false } = options;
      const key = JSON.stringify([name, environment, isCourses]);
      const known = running.get(key);
      if (known && known.exit === null) return known;
      const port = String(await findPort());
      const subject = launch({ ...options, environment: { PORT: port, ...options.environment } });
      running.set(key, subject);
      await awaitListening(subject);
      return subject;
    },
    forget: () => running.clear(),
  };
}

async function awaitListening(subject: ProgramUnderCheck): Promise<void> {
  const expected = tellCheck((say) => say.expectListening(path.basename(subject.file)));
  const isTold = ({ kind }: TapRecord) => kind === 'listening' || kind === 'exit';
  const { kind } = await subject.until(expected, isTold, { ms: LISTEN_MS });
  if (kind === 'exit') throw new UnmetExpectation(expected, describeExit(await subject.exited));
}

// Many clients: the last program of a run so many times, each as an actor of its own.
import type { LogLine, Run } from './block.ts';

/** What is written once and started many times. */
interface Multiplied {
  actor: string;
  many?: { everyMs: number };
}

/** How many, and how many a second at most; as fast as the machine loads them unless given. */
export interface ManyOptions {
  clients?: number;
  rate?: number;
}

/**
 * The programs, the last one `clients` times: as `client`, `client-2` and so on. Each of these knows that it is one of
 * many, and how long after the one before it it may start.
 */
export function multiplyLast<P extends Multiplied>(
  programs: readonly P[],
  { clients, rate }: ManyOptions,
): P[] {
  const last = programs.at(-1);
  if (!last || clients === undefined) return [...programs];
  const [, role = last.actor, number = '1'] = /^(.*?)(?:-(\d+))?$/.exec(last.actor) ?? [];
  const everyMs = rate === undefined ? 0 : 1000 / rate;
  const copies = Array.from({ length: clients }, (_, index) => ({
    ...last,
    actor: index === 0 ? last.actor : `${role}-${Number(number) + index}`,
    many: { everyMs },
  }));
  return [...programs.slice(0, -1), ...copies];
}

/** The expected log of a run block, in which what is written of one of many clients holds for each of them. */
export function listExpected({ programs, log }: Pick<Run, 'programs' | 'log'>): LogLine[] {
  const many = programs.filter((program) => program.many !== undefined);
  const [first] = many;
  if (!first) return log;
  return log.flatMap((line) =>
    line.actor === first.actor ? many.map(({ actor }) => ({ ...line, actor })) : [line],
  );
}

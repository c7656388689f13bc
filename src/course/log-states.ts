// The states in an expected log: what the kernel says of connections, which is held apart from what programs print.
import type { LogLine } from './block.ts';
import { matches } from './log-pattern.ts';

type Line = Pick<LogLine, 'actor' | 'text'>;

/** What the kernel says of a connection, and how much waits in its queue. */
const STATE = /^· [A-Z]{3}[A-Z0-9-]+(?: (?:\d+|<number>))?$/;

/** Whether a line of a log is what the kernel says of a connection. */
export function isState(text: string): boolean {
  return STATE.test(text);
}

/** What the kernel says, and all other lines. */
export function splitStates<L extends Line>(log: readonly L[]): [states: L[], others: L[]] {
  return [log.filter(({ text }) => isState(text)), log.filter(({ text }) => !isState(text))];
}

/**
 * The first state that was not seen as often as the log has it, or null. Others may come too, and in any order: how many
 * of them are seen depends on when the kernel is asked.
 */
export function findUnseen(states: readonly LogLine[], seen: readonly Line[]): LogLine | null {
  const left = [...seen];
  for (const line of states) {
    const index = left.findIndex(({ actor, text }) => actor === line.actor && matches(line, text));
    if (index === -1) return line;
    left.splice(index, 1);
  }
  return null;
}

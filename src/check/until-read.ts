// Waits until a program has read what a peer wrote, piece by piece.
import { countRead, type TapRecord } from '../stage/trace/record.ts';
import { tellCheck } from '../text/messages/check.ts';
import { Inconclusive } from './expectation-errors.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';

/** What was written on a connection. */
interface Sent {
  connection: number;
  /** How many bytes in all. */
  written: number;
  /** How many bytes of them at last. */
  last: number;
}

/**
 * Waits until the program has read all that was written, and makes sure that the last of it came as one chunk, else
 * throws Inconclusive; false where the program closed the connection first.
 */
export async function untilRead(
  subject: ProgramUnderCheck,
  { connection, written, last }: Sent,
): Promise<boolean> {
  const isOurs = (record: TapRecord) => record.connection === connection;
  const isOver = (record: TapRecord) =>
    isOurs(record) && ['close', 'destroy'].includes(record.kind);
  const chunks = () =>
    subject.records
      .filter(isOurs)
      .map(countRead)
      .filter((bytes) => bytes > 0);
  const isRead = () => chunks().reduce((sum, bytes) => sum + bytes, 0) >= written;
  if (!isRead() && !subject.records.some(isOver)) {
    const what = tellCheck((say) => say.expectRead);
    const since = subject.records.length;
    await subject.until(what, (record) => isRead() || isOver(record), { since });
  }
  if (!isRead()) return false;
  if (chunks().at(-1) !== last) throw new Inconclusive((say) => say.unread);
  return true;
}

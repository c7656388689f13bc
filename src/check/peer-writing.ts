// What a peer writes: bytes at once, or pieces that the program reads one by one.
import type net from 'node:net';
import { tellCheck } from '../text/messages/check.ts';
import { describeBytes, toBytes } from './bytes.ts';
import { Inconclusive } from './expectation-errors.ts';
import type { ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';

type Bytes = string | Uint8Array;

/** What may be written to the other end. */
export interface Writing {
  /** Writes bytes; resolves when the kernel has them. */
  write(bytes: Bytes): Promise<void>;
  /**
   * Writes pieces, each after the program has read the one before: what arrives as one chunk is what was
   * one piece. Stops where the program closes the connection; throws Inconclusive where the chunks came
   * out otherwise.
   */
  writePieces(pieces: readonly Bytes[]): Promise<void>;
  /** The same, byte by byte. */
  writeBytewise(bytes: Bytes): Promise<void>;
}

/** What is written to, and who reads it. */
export interface WritingOptions {
  socket: net.Socket;
  connection: number;
  story: Story;
  /** The program at the other end, for pieces; null while it isn't known. */
  subject: () => ProgramUnderCheck | null;
}

/** Opens the writing side of a connected socket. */
export function openWriting({ socket, connection, story, subject }: WritingOptions): Writing {
  let written = 0;

  function send(bytes: Buffer): Promise<void> {
    written += bytes.length;
    // A connection that is gone fails the expectation that follows, not the write.
    return new Promise((resolve) => socket.write(bytes, () => resolve()));
  }

  const writing: Writing = {
    async write(bytes) {
      const buffer = toBytes(bytes);
      const shown = describeBytes(buffer);
      story.tell((say, language) => say.wrote(shown[language]));
      await send(buffer);
    },
    async writePieces(pieces) {
      const buffers = pieces.map(toBytes);
      const shown = describeBytes(Buffer.concat(buffers));
      story.tell((say, language) =>
        pieces.length === 1
          ? say.wrotePiece(shown[language])
          : say.wrotePieces(shown[language], pieces.length),
      );
      for (const buffer of buffers) {
        const before = written;
        await send(buffer);
        const isRead = await awaitRead(subject(), connection, before, buffer.length);
        if (!isRead) return;
      }
    },
    writeBytewise: (bytes) =>
      writing.writePieces([...toBytes(bytes)].map((byte) => Buffer.of(byte))),
  };
  return writing;
}

/**
 * Waits until the program has read `length` bytes after `before`, and makes sure that they came as one
 * chunk; false where it closed the connection first.
 */
async function awaitRead(
  subject: ProgramUnderCheck | null,
  connection: number,
  before: number,
  length: number,
): Promise<boolean> {
  if (!subject) throw new Error('pieces need a program that reads them');
  const chunks = () =>
    subject.records
      .filter((record) => record.kind === 'data' && record.connection === connection)
      .map(({ bytes = 0 }) => bytes);
  const isRead = () => chunks().reduce((sum, bytes) => sum + bytes, 0) >= before + length;
  const isOver = ({ kind, connection: where }: { kind: string; connection?: number }) =>
    where === connection && (kind === 'close' || kind === 'destroy');
  if (!isRead() && !subject.records.some(isOver)) {
    await subject.until(
      tellCheck((say) => say.expectRead),
      (record) => isRead() || isOver(record),
      { since: subject.records.length },
    );
  }
  if (!isRead()) return false;
  if (chunks().at(-1) !== length) throw new Inconclusive(tellCheck((say) => say.unread));
  return true;
}

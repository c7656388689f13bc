// The scripted peer: the other end of a connection, which does just what a check tells it to.
import type net from 'node:net';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { describeBytes, toBytes } from './bytes.ts';
import { type Digest, openDigest } from './digest.ts';
import { Inconclusive, UnmetExpectation } from './expectation-errors.ts';
import { openInbox } from './inbox.ts';
import { EVENT_MS, type ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';
import { type Look, type Never, tellNever, waitUntilIdle } from './wait-until-idle.ts';

type Bytes = string | Uint8Array;

/** One end of a connection, scripted. Expectations throw Unmet. */
export interface Peer {
  /** The client's port of this connection: the number the tap gives it. */
  readonly connection: number;
  /** What has come and was not yet expected. */
  readonly pending: Buffer;
  /** Whether the program's FIN has come, or the connection is gone. */
  readonly hasEnded: boolean;
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
  /** Waits until just these bytes have come; more may follow. */
  expect(bytes: Bytes, ms?: number): Promise<void>;
  /** Waits for a text that ends in a newline, and returns it without. */
  expectLine(ms?: number): Promise<string>;
  /** Waits for the program's FIN and returns all bytes that came before it and were not yet expected. */
  expectEnd(ms?: number): Promise<Buffer>;
  /** The same where a reset will do as well: the program has closed the connection, politely or not. */
  expectClosing(ms?: number): Promise<Buffer>;
  /** Half-closes: no more bytes from here. */
  end(): void;
  /** Closes both directions. */
  destroy(): void;
  /** Resets the connection; what is in flight is lost. */
  reset(): void;
  /** From now on, what comes is hashed and counted, and not kept: for more bytes than there is room for. */
  digest(): Digest;
  /** Stops reading: the program's bytes stay where they are. */
  pause(): void;
  resume(): void;
  /** Settles when the connection is closed on this side. */
  readonly closed: Promise<void>;
}

/** What a peer needs beside its socket, which must be connected. */
export interface PeerOptions {
  socket: net.Socket;
  connection: number;
  story: Story;
  /** The program at the other end, for pieces; null while it isn't known. */
  subject: () => ProgramUnderCheck | null;
  /** Tells when nothing more will come. */
  look: Look;
  /** Told of the bytes of each chunk that is read. */
  onRead?(bytes: number): void;
}

/** Opens a scripted peer on a connected socket. */
export function openPeer({ socket, connection, story, subject, look, onRead }: PeerOptions): Peer {
  const inbox = openInbox();
  let digest: Digest | null = null;
  let written = 0;
  // A program may be gone again before anybody asks for its connection.
  let hasEnded = socket.readableEnded || socket.destroyed;
  let error: NodeJS.ErrnoException | null = socket.errored;
  let wake: () => void = () => {};

  socket.on('data', (chunk: Buffer) => {
    (digest ?? inbox).add(chunk);
    onRead?.(chunk.length);
    wake();
  });
  socket.on('end', () => {
    hasEnded = true;
    wake();
  });
  socket.on('error', (problem) => {
    error = problem;
    wake();
  });
  const closed = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    socket.on('close', () => {
      hasEnded = true;
      wake();
      resolve();
    });
  });

  /** Waits until `isDone`, or the connection's end: null then, else why neither came. */
  async function wait(isDone: () => boolean, ms: number): Promise<Never | null> {
    const deadline = performance.now() + ms;
    while (!isDone() && !hasEnded && !error) {
      const left = deadline - performance.now();
      if (left <= 0) return 'deadline';
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const never = await waitUntilIdle(woken, left, look);
      if (never && !isDone()) return never;
    }
    return null;
  }

  function take(length: number): Buffer {
    const bytes = inbox.take(length);
    if (length > 0) {
      const shown = describeBytes(bytes);
      story.tell((say, language) => say.got(shown[language]));
    }
    return bytes;
  }

  function describeInbox(): Bilingual | null {
    if (inbox.length > 0) return describeBytes(inbox.peek());
    const count = digest?.bytes ?? 0;
    return count > 0 ? tellCheck((say) => say.hashed(count)) : null;
  }

  /** What came instead of what was expected. */
  function describeCame(never: Never | null, ms: number): Bilingual {
    const bytes = describeInbox();
    if (error) return tellCheck((say) => say.gotReset);
    if (hasEnded) return tellCheck((say, language) => say.gotEnd(bytes?.[language] ?? null));
    if (never === null && bytes) return bytes;
    const why = never ?? 'deadline';
    if (!bytes) return tellNever(why, ms, (say) => say.nothing);
    return tellCheck((say, language) => say.never[why].only(bytes[language], ms / 1000));
  }

  function send(bytes: Buffer): Promise<void> {
    written += bytes.length;
    // A connection that is gone fails the expectation that follows, not the write.
    return new Promise((resolve) => socket.write(bytes, () => resolve()));
  }

  const peer: Peer = {
    connection,
    closed,
    get hasEnded() {
      return hasEnded;
    },
    get pending() {
      return inbox.peek();
    },
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
    writeBytewise: (bytes) => peer.writePieces([...toBytes(bytes)].map((byte) => Buffer.of(byte))),
    async expect(bytes, ms = EVENT_MS) {
      const wanted = toBytes(bytes);
      let compared = 0;
      let isPrefix = true;
      const compare = () => {
        isPrefix &&= inbox.matches(wanted, compared);
        compared = inbox.length;
      };
      const isDone = () => {
        compare();
        return inbox.length >= wanted.length || !isPrefix;
      };
      const never = await wait(isDone, ms);
      compare();
      if (inbox.length >= wanted.length && isPrefix) {
        take(wanted.length);
        return;
      }
      throw new UnmetExpectation(
        describeBytes(wanted),
        describeCame(never, ms),
        Buffer.from(inbox.peek()),
      );
    },
    async expectLine(ms = EVENT_MS) {
      const never = await wait(() => inbox.indexOf(10) >= 0, ms);
      const index = inbox.indexOf(10);
      if (index >= 0)
        return take(index + 1)
          .subarray(0, -1)
          .toString('utf8');
      const expected = tellCheck((say) => say.expectLine);
      throw new UnmetExpectation(expected, describeCame(never, ms), Buffer.from(inbox.peek()));
    },
    async expectEnd(ms = EVENT_MS) {
      const never = await wait(() => false, ms);
      if (never === null && !error) {
        const bytes = take(inbox.length);
        const count = digest?.bytes ?? 0;
        if (count > 0) story.tell((say) => say.gotMany(count));
        story.tell((say) => say.sawEnd);
        return bytes;
      }
      const expected = tellCheck((say) => say.expectEnd);
      throw new UnmetExpectation(expected, describeCame(never, ms), Buffer.from(inbox.peek()));
    },
    async expectClosing(ms = EVENT_MS) {
      const never = await wait(() => false, ms);
      if (never === null) {
        const bytes = take(inbox.length);
        story.tell((say) => (error ? say.sawReset : say.sawEnd));
        return bytes;
      }
      const expected = tellCheck((say) => say.expectClosing);
      throw new UnmetExpectation(expected, describeCame(never, ms), Buffer.from(inbox.peek()));
    },
    end() {
      story.tell((say) => say.ended);
      socket.end();
    },
    destroy() {
      story.tell((say) => say.destroyed);
      socket.destroy();
    },
    reset() {
      story.tell((say) => say.reset);
      socket.resetAndDestroy();
    },
    digest() {
      digest = openDigest();
      return digest;
    },
    pause() {
      story.tell((say) => say.paused);
      socket.pause();
    },
    resume() {
      story.tell((say) => say.resumed);
      socket.resume();
    },
  };
  return peer;
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

// What comes to a peer: kept or hashed, waited for, and told of.
import type net from 'node:net';
import type { Bilingual } from '../text/language.ts';
import { tellCheck } from '../text/messages/check.ts';
import { describeBytes } from './bytes.ts';
import { type Digest, openDigest } from './digest.ts';
import { type Inbox, openInbox } from './inbox.ts';
import type { Story } from './story.ts';
import { type Look, type Never, tellNever, waitUntilIdle } from './wait-until-idle.ts';

/** What has come to a peer, and how its connection stands. */
export interface Intake {
  /** What has come and was not yet expected. */
  readonly inbox: Inbox;
  /** Whether the program's FIN has come, or the connection is gone. */
  readonly hasEnded: boolean;
  /** Whether the connection broke with an error. */
  readonly hasFailed: boolean;
  /** How many bytes were hashed instead of kept. */
  readonly hashed: number;
  /** Settles when the connection is closed on this side. */
  readonly closed: Promise<void>;
  /** From now on, what comes is hashed and counted, and not kept. */
  digest(): Digest;
  /** Waits at most `ms` until `isDone`, or the connection's end: null then, else why neither came. */
  wait(isDone: () => boolean, ms: number): Promise<Never | null>;
  /** Takes bytes out of the inbox, and tells the story of it. */
  take(length: number): Buffer;
  /** What came instead of what was expected for `ms`. */
  describeCame(never: Never | null, ms: number): Bilingual;
}

/** What an intake is opened on. */
export interface IntakeOptions {
  socket: net.Socket;
  story: Story;
  /** Tells when nothing more will come. */
  look: Look;
  /** Told of the bytes of each chunk that is read. */
  onRead?(bytes: number): void;
}

/** Opens the intake of a connected socket. */
export function openIntake({ socket, story, look, onRead }: IntakeOptions): Intake {
  const inbox = openInbox();
  let digest: Digest | null = null;
  const link = watchSocket(socket, (chunk) => {
    (digest ?? inbox).add(chunk);
    onRead?.(chunk.length);
  });
  const countHashed = () => digest?.bytes ?? 0;

  return {
    inbox,
    get hasEnded() {
      return link.hasEnded;
    },
    get hasFailed() {
      return link.error !== null;
    },
    get hashed() {
      return countHashed();
    },
    closed: link.closed,
    digest() {
      digest = openDigest();
      return digest;
    },
    wait: (isDone, ms) => waitForLink(link, isDone, ms, look),
    take(length) {
      const bytes = inbox.take(length);
      if (length > 0) {
        const shown = describeBytes(bytes);
        story.tell((say, language) => say.got(shown[language]));
      }
      return bytes;
    },
    describeCame(never, ms) {
      const bytes = describeInbox(inbox, countHashed());
      if (link.error) return tellCheck((say) => say.gotReset);
      if (link.hasEnded) return tellCheck((say, language) => say.gotEnd(bytes?.[language] ?? null));
      if (never === null && bytes) return bytes;
      const why = never ?? 'deadline';
      if (!bytes) return tellNever(why, ms, (say) => say.nothing);
      return tellCheck((say, language) => say.never[why].only(bytes[language], ms / 1000));
    },
  };
}

/** How a socket stands, and whom to wake when that changes. */
interface Link {
  hasEnded: boolean;
  error: NodeJS.ErrnoException | null;
  closed: Promise<void>;
  wake(): void;
}

function watchSocket(socket: net.Socket, onChunk: (chunk: Buffer) => void): Link {
  const link: Link = {
    // A program may be gone again before anybody asks for its connection.
    hasEnded: socket.readableEnded || socket.destroyed,
    error: socket.errored,
    closed: Promise.resolve(),
    wake() {},
  };
  socket.on('data', (chunk: Buffer) => {
    onChunk(chunk);
    link.wake();
  });
  socket.on('end', () => {
    link.hasEnded = true;
    link.wake();
  });
  socket.on('error', (problem) => {
    link.error = problem;
    link.wake();
  });
  link.closed = new Promise<void>((resolve) => {
    if (socket.closed) resolve();
    socket.on('close', () => {
      link.hasEnded = true;
      link.wake();
      resolve();
    });
  });
  return link;
}

async function waitForLink(
  link: Link,
  isDone: () => boolean,
  ms: number,
  look: Look,
): Promise<Never | null> {
  const deadline = performance.now() + ms;
  while (!isDone() && !link.hasEnded && !link.error) {
    const left = deadline - performance.now();
    if (left <= 0) return 'deadline';
    const woken = new Promise<void>((resolve) => {
      link.wake = resolve;
    });
    const never = await waitUntilIdle(woken, left, look);
    if (never && !isDone()) return never;
  }
  return null;
}

function describeInbox(inbox: Inbox, hashed: number): Bilingual | null {
  if (inbox.length > 0) return describeBytes(inbox.peek());
  return hashed > 0 ? tellCheck((say) => say.hashed(hashed)) : null;
}

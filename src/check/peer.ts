// The scripted peer: the other end of a connection, which does just what a check tells it to.
import type { Digest } from './digest.ts';
import { type IntakeOptions, openIntake } from './intake.ts';
import { type Expectations, openExpectations } from './peer-expectations.ts';
import { openWriting, type Writing, type WritingOptions } from './peer-writing.ts';

/** One end of a connection, scripted. Expectations throw Unmet. */
export interface Peer extends Writing, Expectations {
  /** The client's port of this connection: the number the tap gives it. */
  readonly connection: number;
  /** What has come and was not yet expected. */
  readonly pending: Buffer;
  /** Whether the program's FIN has come, or the connection is gone. */
  readonly hasEnded: boolean;
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
export type PeerOptions = IntakeOptions & WritingOptions;

/** Opens a scripted peer on a connected socket. */
export function openPeer(options: PeerOptions): Peer {
  const { socket, connection, story } = options;
  const intake = openIntake(options);
  return {
    connection,
    closed: intake.closed,
    get hasEnded() {
      return intake.hasEnded;
    },
    get pending() {
      return intake.inbox.peek();
    },
    ...openWriting(options),
    ...openExpectations(intake, story),
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
    digest: () => intake.digest(),
    pause() {
      story.tell((say) => say.paused);
      socket.pause();
    },
    resume() {
      story.tell((say) => say.resumed);
      socket.resume();
    },
  };
}

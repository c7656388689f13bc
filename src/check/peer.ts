// The scripted peer: the other end of a connection, which does just what a check tells it to.
import type net from 'node:net';
import { describeBytes, toBytes } from './bytes.ts';
import type { Digest } from './digest.ts';
import { type Text, UnmetExpectation } from './expectation-errors.ts';
import { Intake } from './intake.ts';
import { describeChunk, logReading, type PeerLog } from './peer-log.ts';
import { EVENT_MS, type ProgramUnderCheck } from './program-under-check.ts';
import type { Story } from './story.ts';
import { untilRead } from './until-read.ts';
import type { Look, Never } from './wait-until-idle.ts';

/** What a peer is opened with. */
export interface PeerOptions {
  /** Connected, or gone again. */
  socket: net.Socket;
  connection: number;
  story: Story;
  /** The program at the other end, which reads pieces; null where no program under check does. */
  subject: ProgramUnderCheck | null;
  /** Tells when nothing more will come. */
  look: Look;
  /** Told of the bytes of each chunk that is read. */
  onRead?: ((bytes: number) => void) | undefined;
  /** Takes what the peer does. */
  log: PeerLog;
  /** Lets the one who watches read, after each thing done; see `Rests`. */
  rest(share?: number): Promise<void>;
}

type Bytes = string | Uint8Array;

/** How many rests all pieces of one text have at most. */
const RESTS = 4;

/** One end of a connection, scripted. Each expectation has `ms` to be met (4 s unless given), and throws Unmet. */
export class Peer {
  /** The client's port of this connection: the number the tap gives it. */
  readonly connection: number;
  /** Its own address, as the program should see it: 127.0.0.1 or ::1; empty over a path. */
  readonly address: string;
  readonly #options: PeerOptions;
  readonly #intake: Intake;
  #written = 0;

  constructor(options: PeerOptions) {
    this.connection = options.connection;
    this.address = options.socket.localAddress ?? '';
    this.#options = options;
    logReading(options.socket, options.log);
    this.#intake = new Intake(options.socket, options.look, options.onRead);
  }

  /** What has come and was not yet expected. */
  get pending(): Buffer {
    return this.#intake.inbox.bytes;
  }

  /** Whether the program's FIN has come, or the connection is gone. */
  get hasEnded(): boolean {
    return this.#intake.hasEnded;
  }

  /** Settles when the connection is closed on this side. */
  get closed(): Promise<void> {
    return this.#intake.closed;
  }

  /** Writes bytes; resolves when the kernel has them. `isTold`: the story tells of it. `isRested`: who watches gets time to read. */
  async write(bytes: Bytes, { isTold = true, isRested = true } = {}): Promise<void> {
    const buffer = toBytes(bytes);
    const shown = describeBytes(buffer);
    if (isTold) this.#options.story.tell((say, language) => say.wrote(shown[language]));
    await this.#send(buffer);
    if (isRested) await this.#options.rest();
  }

  /**
   * Writes pieces, each after the program has read the one before: what arrives as one chunk is what was
   * one piece. Stops where the program closes the connection; throws Inconclusive where the chunks came
   * out otherwise.
   */
  async writePieces(pieces: readonly Bytes[]): Promise<void> {
    const { subject, story } = this.#options;
    if (!subject) throw new Error('pieces need a program that reads them');
    const buffers = pieces.map(toBytes);
    const sent: Buffer[] = [];
    let isRead = true;
    try {
      for (const buffer of buffers) {
        isRead = false;
        await this.#send(buffer);
        sent.push(buffer);
        const { connection } = this;
        const last = { connection, written: this.#written, last: buffer.length };
        isRead = await untilRead(subject, last);
        if (!isRead) return;
        await this.#options.rest(Math.min(1, RESTS / buffers.length));
      }
    } finally {
      story.tellPieces(sent, pieces.length, isRead);
    }
  }

  /** The same, byte by byte. */
  writeBytewise(bytes: Bytes): Promise<void> {
    return this.writePieces([...toBytes(bytes)].map((byte) => Buffer.of(byte)));
  }

  /** Half-closes: no more bytes from here. */
  end(): void {
    this.#options.story.tell((say) => say.ended);
    this.#options.log({ kind: 'end', by: 'you' });
    this.#options.socket.end();
  }

  /** Closes both directions. */
  destroy(): void {
    this.#options.story.tell((say) => say.destroyed);
    this.#options.log({ kind: 'destroy', by: 'you' });
    this.#options.socket.destroy();
  }

  /** Resets the connection; what is in flight is lost. */
  reset(): void {
    this.#options.story.tell((say) => say.reset);
    this.#options.log({ kind: 'reset' });
    this.#options.socket.resetAndDestroy();
  }

  /** Stops reading: the program's bytes stay where they are. */
  pause(): void {
    this.#options.story.tell((say) => say.paused);
    this.#options.log({ kind: 'pause' });
    this.#options.socket.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#options.story.tell((say) => say.resumed);
    this.#options.log({ kind: 'resume' });
    this.#options.socket.resume();
  }

  /** What has come and was not yet expected, and what comes from now on, is hashed and counted, and not kept: for many bytes. */
  digest(): Digest {
    return this.#intake.hash();
  }

  /** Waits until just these bytes have come; more may follow. */
  async expect(bytes: Bytes, ms = EVENT_MS): Promise<void> {
    const wanted = toBytes(bytes);
    let compared = 0;
    let isPrefix = true;
    const isDone = () => {
      const came = this.pending.subarray(compared, wanted.length);
      isPrefix &&= came.equals(wanted.subarray(compared, compared + came.length));
      compared += came.length;
      return !isPrefix || compared === wanted.length;
    };
    const never = await this.#intake.wait(isDone, ms);
    if (!isDone() || !isPrefix) throw this.#describeUnmet(describeBytes(wanted), never, ms);
    this.#take(wanted.length);
    await this.#options.rest();
  }

  /** Waits for a text that ends in a newline, and returns it without. */
  async expectLine(ms = EVENT_MS): Promise<string> {
    const never = await this.#intake.wait(() => this.pending.includes('\n'), ms);
    const end = this.pending.indexOf('\n');
    if (end < 0) throw this.#describeUnmet((say) => say.expectLine, never, ms);
    const line = this.#take(end + 1).toString('utf8', 0, end);
    await this.#options.rest();
    return line;
  }

  /** Waits for the program's FIN and returns all bytes that came before it and were not yet expected. */
  async expectEnd(ms = EVENT_MS): Promise<Buffer> {
    const never = await this.#intake.wait(() => false, ms);
    if (never === null && !this.#intake.error) return this.#takeRest();
    throw this.#describeUnmet((say) => say.expectEnd, never, ms);
  }

  /** The same where a reset will do as well: the program has closed the connection, politely or not. */
  async expectClosing(ms = EVENT_MS): Promise<Buffer> {
    const never = await this.#intake.wait(() => false, ms);
    if (never === null) return this.#takeRest();
    throw this.#describeUnmet((say) => say.expectClosing, never, ms);
  }

  #takeRest(): Buffer {
    const { digest, error } = this.#intake;
    const rest = this.#take(this.pending.length);
    if (digest && digest.bytes > 0) this.#options.story.tell((say) => say.gotMany(digest.bytes));
    this.#options.story.tell((say) => (error ? say.sawReset : say.sawEnd));
    return rest;
  }

  #take(length: number): Buffer {
    const bytes = this.#intake.inbox.take(length);
    if (length > 0) {
      const shown = describeBytes(bytes);
      this.#options.story.tell((say, language) => say.got(shown[language]));
    }
    return bytes;
  }

  #describeUnmet(expected: Text, never: Never | null, ms: number): UnmetExpectation {
    const got = this.#intake.describe(never, ms);
    return new UnmetExpectation(expected, got, Buffer.from(this.pending));
  }

  #send(bytes: Buffer): Promise<void> {
    this.#written += bytes.length;
    this.#options.log({ kind: 'write', ...describeChunk(bytes) });
    // A connection that is gone fails the expectation that follows, not the write.
    return new Promise((resolve) => this.#options.socket.write(bytes, () => resolve()));
  }
}

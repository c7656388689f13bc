// The terminal's input: raw mode while someone is told of keys, keys and pastes, and its end.
import { emitKeypressEvents, type Key as NodeKey } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { type Key, type KeyListener, nameKey, openPasteReader } from './keys.ts';
import { keepLineSettings } from './line-settings.ts';
import { type Announcement, type Loan, Loans } from './loans.ts';
import type { Watchdog } from './watchdog.ts';

/** What an input needs. */
export interface InputOptions {
  stream: ReadStream;
  watchdog: Watchdog;
  /** Asks the terminal to mark pastes, or not to. */
  markPastes(areMarked: boolean): void;
  /** Called when somebody who draws on the terminal gets the keys, and when they are back. */
  onLend(isLent: boolean): void;
}

/** How long the rest of a key's sequence may be on its way after an Escape, in ms. */
const ESCAPE_MS = 50;

/** Keys from a stream that is a terminal. */
export class Input {
  readonly #options: InputOptions;
  readonly #ends = new Set<() => void>();
  readonly #resumes = new Set<() => void>();
  readonly #paste = openPasteReader((text) => this.#findListener()?.onPaste(text));
  readonly #loans: Loans;
  /** Who has the keys while nobody has borrowed them. */
  #listener: KeyListener | null = null;
  #isRaw = false;
  #hasEnded = false;

  constructor(options: InputOptions) {
    this.#options = options;
    const { stream, onLend } = options;
    this.#loans = new Loans({ onLend, onChange: () => this.#apply() });
    emitKeypressEvents(stream, { escapeCodeTimeout: ESCAPE_MS } as never);
    stream.on('keypress', this.#take);
    stream.on('end', this.#finish);
    stream.on('close', this.#finish);
    // Reading from a terminal that was closed fails with EIO; that is an end like any other.
    stream.on('error', this.#finish);
    process.on('SIGCONT', this.#resume);
  }

  /** Whether the terminal is gone. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Gives the keys to `listener` whenever nobody has borrowed them, until the function returned is called. */
  listen(listener: KeyListener): () => void {
    this.#listener = listener;
    this.#apply();
    return () => {
      if (this.#listener !== listener) return;
      this.#listener = null;
      this.#apply();
    };
  }

  /** Gives a key to whoever has the keys while nobody has borrowed them. */
  passOn(key: Key): void {
    this.#listener?.onKey(key);
  }

  /** Says that a check runs which may come to ask; `callOff` is called where another takes the keys first. */
  announce(callOff: () => void): Announcement {
    return this.#loans.announce(callOff);
  }

  /** Whether an editor or the shell has the terminal. */
  get hasReader(): boolean {
    return this.#loans.hasReader;
  }

  /** Asks for the keys; the function returned gives them back, or withdraws the wish. */
  borrow(loan: Loan, announcement?: Announcement): () => void {
    return this.#loans.borrow(loan, announcement);
  }

  /** Calls back when the tour was stopped and goes on. */
  onResume(listener: () => void): () => void {
    this.#resumes.add(listener);
    return () => this.#resumes.delete(listener);
  }

  /** Calls back when the terminal is gone, at once where it is already. */
  onEnd(listener: () => void): () => void {
    this.#ends.add(listener);
    if (this.#hasEnded) listener();
    return () => this.#ends.delete(listener);
  }

  /**
   * Lets go of the terminal until `use` has settled, and puts its line settings back after an editor; null where
   * somebody else has the keys.
   */
  lend<T>(of: 'editor' | 'shell', use: () => Promise<T>): Promise<T | null> {
    const { fd } = this.#options.stream as ReadStream & { fd: number };
    return new Promise((resolve, reject) => {
      const giveBack = this.borrow({
        of,
        begin() {
          const restore = of === 'editor' ? keepLineSettings(fd) : () => {};
          use()
            .finally(() => {
              restore();
              giveBack();
            })
            .then(resolve, reject);
        },
        refuse: () => resolve(null),
      });
    });
  }

  /** Stops the tour as Ctrl-Z does; settles when it goes on, at once where nobody could let it go on. */
  async suspend(): Promise<void> {
    await this.lend('shell', async () => {
      // The whole job stops, npm with it: else the shell would wait on for what still runs.
      process.kill(0, 'SIGTSTP');
      // This comes when the job goes on; or now, where there is no shell to stop for.
      await new Promise((resolve) => setImmediate(resolve));
    });
  }

  /** Puts the terminal back as it was found. */
  close(): void {
    const { stream } = this.#options;
    this.#listener = null;
    this.#loans.close();
    stream.off('keypress', this.#take);
    stream.unref();
    process.off('SIGCONT', this.#resume);
  }

  #take = (text: string | undefined, key: NodeKey): void => {
    if (this.#paste.take(text, key)) return;
    const name = nameKey(text, key);
    if (name !== null) this.#findListener()?.onKey(name);
  };

  #findListener(): KeyListener | null {
    return this.#loans.findListener(this.#listener);
  }

  /** Makes the terminal raw while somebody is told of keys. */
  #apply(): void {
    const { hasReader, isLent } = this.#loans;
    const isRaw = !hasReader && (isLent || this.#listener !== null);
    if (isRaw === this.#isRaw) return;
    this.#isRaw = isRaw;
    this.#setRaw(isRaw);
  }

  #finish = (): void => {
    this.#hasEnded = true;
    for (const end of [...this.#ends]) end();
  };

  #resume = (): void => {
    if (this.#isRaw) {
      // The shell has put its own mode back, and Node believes that nothing has changed.
      this.#setRaw(false);
      this.#setRaw(true);
    }
    for (const resume of [...this.#resumes]) resume();
  };

  #setRaw(isRaw: boolean): void {
    if (this.#hasEnded) return;
    const { stream, watchdog, markPastes } = this.#options;
    // The tour can be killed between any two of these. As long as the terminal may be raw, the watchdog believes that
    // it is; and marks are asked for only while it is, for where it isn't, the watchdog takes nothing back.
    if (isRaw) watchdog.tell(true);
    else markPastes(false);
    try {
      stream.setRawMode(isRaw);
    } catch {
      // The terminal went away between two events; `end` follows.
    }
    if (isRaw) markPastes(true);
    else watchdog.tell(false);
    if (isRaw) stream.resume();
    else stream.pause();
  }
}

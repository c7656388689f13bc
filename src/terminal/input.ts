// The terminal's input: raw mode while someone listens, keys and pastes, and its end.
import { emitKeypressEvents, type Key as NodeKey } from 'node:readline';
import type { ReadStream } from 'node:tty';
import { type Key, nameKey, openPasteReader } from './keys.ts';
import type { Watchdog } from './watchdog.ts';

/** Who has the keys. */
export interface KeyListener {
  onKey(key: Key): void;
  /** Takes text that was pasted; its line endings are `\n`. */
  onPaste(text: string): void;
}

/** What an input needs. */
export interface InputOptions {
  stream: ReadStream;
  watchdog: Watchdog;
  /** Asks the terminal to mark pastes, or not to. */
  markPastes(areMarked: boolean): void;
}

/** How long the rest of a key's sequence may be on its way after an Escape, in ms. */
const ESCAPE_MS = 50;

/** Keys from a stream that is a terminal. */
export class Input {
  readonly #options: InputOptions;
  readonly #ends = new Set<() => void>();
  readonly #resumes = new Set<() => void>();
  readonly #paste = openPasteReader((text) => this.#listener?.onPaste(text));
  #listener: KeyListener | null = null;
  #hasEnded = false;

  constructor(options: InputOptions) {
    this.#options = options;
    const { stream } = options;
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

  /** Gives the keys to `listener`, until the function returned is called. */
  listen(listener: KeyListener): () => void {
    this.#listener = listener;
    this.#setRaw(true);
    return () => {
      if (this.#listener !== listener) return;
      this.#listener = null;
      this.#setRaw(false);
    };
  }

  /** Calls back for each key, whoever has them, before others are told. */
  overhear(onKey: (key: Key) => void): () => void {
    const take = (text: string | undefined, key: NodeKey) => {
      const name = nameKey(text, key);
      if (name !== null) onKey(name);
    };
    this.#options.stream.prependListener('keypress', take);
    return () => this.#options.stream.off('keypress', take);
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

  /** Lets go of the terminal until `use` has settled. */
  async lend<T>(use: () => Promise<T>): Promise<T> {
    const listener = this.#listener;
    this.#listener = null;
    this.#setRaw(false);
    try {
      return await use();
    } finally {
      this.#listener = listener;
      if (listener) this.#setRaw(true);
    }
  }

  /** Stops the tour as Ctrl-Z does; settles when it goes on, at once where nobody could let it go on. */
  suspend(): Promise<void> {
    return this.lend(async () => {
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
    this.#setRaw(false);
    stream.off('keypress', this.#take);
    stream.unref();
    process.off('SIGCONT', this.#resume);
  }

  #take = (text: string | undefined, key: NodeKey): void => {
    if (this.#paste.take(text, key)) return;
    const name = nameKey(text, key);
    if (name !== null) this.#listener?.onKey(name);
  };

  #finish = (): void => {
    this.#hasEnded = true;
    for (const end of [...this.#ends]) end();
  };

  #resume = (): void => {
    if (this.#listener) {
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

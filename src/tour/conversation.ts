// A conversation: the learner types lines to the server while rows appear above; one at a time has the keys.
import { expandTabs, showControls } from '../screen/printable.ts';
import { findListening } from '../stage/alive.ts';
import { before } from '../stage/deadline.ts';
import { isServer } from '../stage/run-state.ts';
import type { Key, Terminal } from '../terminal/terminal.ts';
import { measureWidth, splitCells } from '../text/width.ts';
import { findPrograms } from './lesson-files.ts';
import type { LessonText } from './lesson-text.ts';
import { LineInput } from './line-input.ts';
import type { Programs } from './programs.ts';
import { Talk } from './talk.ts';

/** What a conversation needs. */
export interface ConversationOptions {
  text: LessonText;
  terminal: Pick<Terminal, 'talk'>;
  programs: Pick<Programs, 'address' | 'stage' | 'running' | 'isEmpty' | 'hasServerAgain'>;
  /** Called when what the last line shows has changed. */
  onChange(): void;
}

/** How long the connection's last rows may take to arrive, in ms. */
const SETTLE_MS = 100;

/** Talks to the server of a lesson; at first nobody does. */
export class Conversation {
  readonly #options: ConversationOptions;
  #talk: Talk | null = null;
  #input = new LineInput();
  #isHungUp = false;

  constructor(options: ConversationOptions) {
    this.#options = options;
  }

  /** Begins to talk, where a server listens and nobody else has the keys; settles when the connection is closed. */
  async talk(): Promise<void> {
    const { text, terminal, programs, onChange } = this.#options;
    const { address, stage } = programs;
    if (address === null) return text.tell(this.#explainSilence());
    const giveBack = terminal.talk({
      onKey: (key) => this.#take(key),
      onPaste: (pasted) => this.#paste(pasted),
    });
    if (!giveBack) return;
    const { say } = text;
    text.tell(say.talkOpen(this.#nameListener(address), address));
    this.#input = new LineInput();
    this.#isHungUp = false;
    this.#talk = new Talk(stage, address);
    onChange();
    try {
      const problem = await this.#talk.closed;
      await before(stage.settled(), SETTLE_MS);
      const end = this.#isHungUp ? say.talkClosed : say.talkLost;
      text.tell(problem === null ? end : say.talkFailed(problem));
    } finally {
      this.#talk = null;
      giveBack();
      onChange();
    }
  }

  /** What the last line shows, the end of what is being typed where it doesn't fit in `columns`; null where nobody talks. */
  describe(columns: number): string | null {
    const { say } = this.#options.text;
    if (!this.#talk) return null;
    if (this.#isHungUp) return say.talkHint;
    const room = Math.max(1, columns - measureWidth(say.talkPrompt));
    const typed = expandTabs(showControls(this.#input.end(room)));
    return say.talkPrompt + keepEnd(typed, room, this.#input.length > room);
  }

  /** Closes the connection. */
  close(): void {
    this.#talk?.close();
  }

  /** What the program is called that listens there; null where a proxy does. */
  #nameListener(address: string): string | null {
    const { events, programs } = this.#options.programs.stage;
    const listener = programs.findLast(
      ({ actor, exit }) => exit === null && findListening(events, actor).includes(address),
    );
    return listener?.title ?? null;
  }

  /** Why there is nobody to talk to, and whether `r` helps. */
  #explainSilence(): string {
    const { text, programs } = this.#options;
    const { say, lesson } = text;
    if (programs.running.some(isServer)) return say.talkNotTaken;
    const isOwn = programs.isEmpty && findPrograms(lesson).some(({ actor }) => isServer(actor));
    return say.talkNoServer(isOwn || programs.hasServerAgain);
  }

  #take(key: Key): void {
    const what = this.#input.take(key);
    if (what === 'end') this.#hangUp();
    if (what === 'line') this.#send();
    this.#options.onChange();
  }

  /** Each line of a pasted text is sent, except the last, which isn't complete. */
  #paste(text: string): void {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      this.#input.insert(line);
      this.#send();
    }
    this.#input.insert(rest);
    this.#options.onChange();
  }

  #hangUp(): void {
    // The second time, leaving is meant: the server may never end its half.
    if (this.#isHungUp) this.#talk?.close();
    else this.#talk?.hangUp();
    this.#isHungUp = true;
  }

  #send(): void {
    if (this.#isHungUp) return;
    this.#talk?.send(this.#input.text);
    this.#input.clear();
  }
}

/** The end of a text, with `…` before it where it was cut to `columns`, or `isCut` already. */
function keepEnd(text: string, columns: number, isCut: boolean): string {
  if (!isCut && measureWidth(text) <= columns) return text;
  let kept = '';
  let room = columns - 1;
  for (const { text: character, widest } of splitCells(text).reverse()) {
    room -= widest;
    if (room < 0) break;
    kept = character + kept;
  }
  return `…${kept}`;
}

// The lesson in the learner's language, and how what the tour says of it is laid out.
import type { Lesson } from '../course/block.ts';
import { type Layout, wrapLine } from '../play/blocks.ts';
import type { RunAddress } from '../play/run-address.ts';
import type { Style } from '../screen/style.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { Failure } from '../text/failure.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Page } from './page.ts';

/** What a lesson's text needs. */
export interface LessonTextOptions {
  terminal: Pick<Terminal, 'columns'>;
  page: Pick<Page, 'print'>;
  style: Style;
  language: Language;
  lesson: Lesson;
  /** Where the programs meet. */
  runAddress: Pick<RunAddress, 'port'>;
  /** Called when the learner asks for the other language; returns the lesson in it. */
  onTranslate(language: Language): Lesson;
}

/** A lesson's text, in one language at a time. */
export class LessonText {
  lesson: Lesson;
  language: Language;
  readonly style: Style;
  readonly #options: LessonTextOptions;

  constructor(options: LessonTextOptions) {
    this.#options = options;
    this.lesson = options.lesson;
    this.language = options.language;
    this.style = options.style;
  }

  /** How prose is laid out now. */
  get layout(): Layout {
    const { style, language } = this;
    const { terminal, runAddress } = this.#options;
    return { columns: terminal.columns, style, language, port: runAddress.port };
  }

  /** The tour's messages. */
  get say(): (typeof walkMessages)[Language] {
    return walkMessages[this.language];
  }

  /** Prints notes of the tour's own, each wrapped as prose is. */
  tell(...notes: readonly string[]): void {
    for (const note of notes) this.#options.page.print(...wrapLine(note, this.layout));
  }

  /** Tells a Failure; false, and tells nothing, where an error is none. */
  tellFailure(error: unknown): boolean {
    if (!(error instanceof Failure)) return false;
    this.tell(...error.text[this.language].split('\n'));
    return true;
  }

  /** Takes the other language. Throws a Failure where the lesson can't be read in it. */
  translate(): void {
    const other = this.language === 'en' ? 'zh' : 'en';
    // Where that one can't be read, this one stays.
    this.lesson = this.#options.onTranslate(other);
    this.language = other;
  }
}

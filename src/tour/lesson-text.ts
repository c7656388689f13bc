// The lesson in the learner's language, and how what the tour says of it is laid out.
import type { Lesson } from '../course/block.ts';
import type { Style } from '../screen/style.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { Language } from '../text/language.ts';
import { type Layout, wrapLine } from './blocks.ts';
import type { Page } from './page.ts';

/** A lesson's text, in one language at a time. */
export interface LessonText {
  readonly lesson: Lesson;
  readonly language: Language;
  readonly style: Style;
  /** How prose is laid out now. */
  getLayout(): Layout;
  /** Prints notes of the tour's own, each wrapped as prose is. */
  tell(...notes: readonly string[]): void;
  /** Takes the other language; returns the lesson in it. */
  translate(): Lesson;
}

/** What a lesson's text needs. */
export interface LessonTextOptions {
  terminal: Pick<Terminal, 'columns'>;
  page: Pick<Page, 'print'>;
  style: Style;
  language: Language;
  lesson: Lesson;
  /** Called when the learner asks for the other language; returns the lesson in it. */
  onTranslate(language: Language): Lesson;
}

/** Opens a lesson's text in a language. */
export function openLessonText(options: LessonTextOptions): LessonText {
  const { terminal, page, style, onTranslate } = options;
  let { lesson, language } = options;
  const getLayout = () => ({ columns: terminal.columns, style, language });
  return {
    get lesson() {
      return lesson;
    },
    get language() {
      return language;
    },
    style,
    getLayout,
    tell(...notes) {
      for (const note of notes) page.print(...wrapLine(note, getLayout()));
    },
    translate() {
      language = language === 'en' ? 'zh' : 'en';
      lesson = onTranslate(language);
      return lesson;
    },
  };
}

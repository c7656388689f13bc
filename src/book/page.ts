// The frame of every page: its head, the links at its top, and what stands below its text.
import { DEFINITIONS } from '../screen/picture/svg.ts';
import { LANGUAGES, type Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { element, escapeHtml } from './html.ts';

/** A page of the book. */
export interface Page {
  language: Language;
  /** Its file, the same in each language: `09-framing-lines.html`. */
  file: string;
  title: string;
  /** What it is about, in a sentence or two, for search engines. */
  description: string;
  /** HTML. */
  content: string;
  /** Below the content, in small print; HTML. */
  note?: string;
  previous?: Neighbour | null;
  next?: Neighbour | null;
}

/** A page before or after another one. */
export interface Neighbour {
  file: string;
  title: string;
}

/** The files that stand in the folder above the languages. */
export const STYLESHEET = 'book.css';
export const SCRIPT = 'book.js';
export const ICON = 'icon.svg';
export const SEARCH = 'search.js';
export const SEARCH_STYLESHEET = 'search.css';
/** The pages that each language has beside its lessons. */
export const CONTENTS = 'index.html';
export const INSTALL = 'install.html';
export const PRINTED = 'print.html';

/** The tags of the languages, as browsers know them. */
const TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-Hans' };

/** The language that a page links to. */
function findOther(language: Language): Language {
  return LANGUAGES.find((each) => each !== language) ?? language;
}

/** The tag of a language: `zh-Hans`. */
export function tagOf(language: Language): string {
  return TAGS[language];
}

/** A link to the same place in the other language. */
export function linkOther(language: Language, file: string, anchor = ''): string {
  const other = findOther(language);
  const { otherLanguage, otherLanguageTitle } = bookMessages[language];
  const tag = TAGS[other];
  return element(
    'a',
    {
      class: 'other',
      href: `../${other}/${file}${anchor}`,
      hreflang: tag,
      lang: tag,
      title: otherLanguageTitle,
    },
    escapeHtml(otherLanguage),
  );
}

/** The page as a whole document; `address` is where the book is published, null where it isn't. */
export function renderPage(page: Page, address: string | null): string {
  const { language, content, note = '' } = page;
  const say = bookMessages[language];
  const body = element(
    'body',
    {},
    element('a', { class: 'skip', href: '#text' }, escapeHtml(say.skip)),
    renderTop(page),
    element('main', { id: 'text' }, content),
    renderNeighbours(page),
    element('footer', {}, note),
    element(
      'svg',
      { class: 'definitions', width: 0, height: 0, 'aria-hidden': 'true' },
      DEFINITIONS,
    ),
  );
  const html = element('html', { lang: TAGS[language] }, renderHead(page, address), body);
  return `<!DOCTYPE html>\n${html}\n`;
}

function renderHead(page: Page, address: string | null): string {
  const { language, file, title, description, previous, next } = page;
  const say = bookMessages[language];
  const place = (each: Language) =>
    address === null ? `../${each}/${file}` : `${address}${each}/${file}`;
  const parts = [
    element('meta', { charset: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, escapeHtml(say.pageTitle(title))),
    element('meta', { name: 'description', content: description }),
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    element('link', { rel: 'stylesheet', href: `../${STYLESHEET}` }),
    element('link', { rel: 'icon', href: `../${ICON}` }),
    element('script', { src: `../${SCRIPT}`, defer: true }),
    element('script', { src: `../${SEARCH}`, defer: true }),
    address === null ? '' : element('link', { rel: 'canonical', href: place(language) }),
    ...LANGUAGES.map((each) =>
      element('link', { rel: 'alternate', hreflang: TAGS[each], href: place(each) }),
    ),
    previous ? element('link', { rel: 'prev', href: previous.file }) : '',
    next ? element('link', { rel: 'next', href: next.file }) : '',
  ];
  return `${element('head', {}, `\n${parts.filter(Boolean).join('\n')}\n`)}\n`;
}

function renderTop({ language, file }: Page): string {
  const say = bookMessages[language];
  const link = (to: string, text: string) =>
    element('a', { href: to, 'aria-current': to === file ? 'page' : null }, escapeHtml(text));
  return element(
    'header',
    { class: 'top' },
    element('a', { class: 'home', href: CONTENTS }, 'socket-tour'),
    element(
      'nav',
      { 'aria-label': say.title },
      link(CONTENTS, say.contents),
      link(INSTALL, say.install.title),
      linkOther(language, file),
    ),
  );
}

function renderNeighbours({ language, previous, next }: Page): string {
  if (!previous && !next) return '';
  const say = bookMessages[language];
  const link = (rel: string, name: string, neighbour: Neighbour | null | undefined) =>
    neighbour
      ? element(
          'a',
          { rel, href: neighbour.file },
          element('span', {}, escapeHtml(name)),
          ` ${escapeHtml(neighbour.title)}`,
        )
      : '';
  return element(
    'nav',
    { class: 'neighbours', 'aria-label': say.neighbours },
    link('prev', say.previous, previous),
    link('next', say.next, next),
  );
}

// The pages of the book in one language: contents, lessons, all of them to print, and how to install the tour.
import { nameLessonPage } from '../course/book-address.ts';
import type { Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { element, escapeHtml } from './html.ts';
import {
  type BookLesson,
  type BookSource,
  nameNeighbour,
  renderLesson,
  renderLessonPage,
  tellArticle,
} from './lesson-page.ts';
import { CONTENTS, INSTALL, type Page, PRINTED } from './page.ts';
import { renderCode, renderLine, renderProse } from './prose.ts';

/** All pages of a language. */
export function renderPages(source: BookSource): Page[] {
  return [
    renderContents(source),
    ...source.lessons.map((_, index) => renderLessonPage(source, index)),
    renderInstall(source),
    renderPrinted(source),
  ];
}

function renderContents({ language, lessons }: BookSource): Page {
  const say = bookMessages[language];
  const items = lessons.map(({ lesson }) => {
    const { number, title } = lesson;
    const link = element('a', { href: nameLessonPage(lesson) }, escapeHtml(title));
    const about = lesson.intro.filter(({ type }) => type === 'paragraph').slice(0, 1);
    const lead = renderProse(about, () => null);
    return element('li', { value: number }, link, tellArticle(lesson), lead);
  });
  return {
    language,
    file: CONTENTS,
    title: say.contents,
    description: say.lead,
    content: [
      element('h1', {}, escapeHtml(say.title)),
      element('p', { class: 'lead' }, escapeHtml(say.lead)),
      renderParagraph(say.needs),
      renderParagraph(say.leadTour('npx socket-tour')),
      renderStart(language, lessons[0]),
      element('h2', {}, escapeHtml(say.contents)),
      element('ol', { class: 'contents' }, ...items),
      element('p', {}, element('a', { href: PRINTED }, escapeHtml(say.printed))),
    ].join('\n'),
    next: nameNeighbour(lessons[0]),
  };
}

/** What a reader who has just come may do next. */
function renderStart(language: Language, first: BookLesson | undefined): string {
  const say = bookMessages[language];
  const link = (href: string, text: string) =>
    element('li', {}, element('a', { href }, escapeHtml(text)));
  return element(
    'ul',
    { class: 'start' },
    first ? link(nameLessonPage(first.lesson), say.begin(first.lesson.title)) : '',
    link(INSTALL, say.install.title),
  );
}

function renderPrinted(source: BookSource): Page {
  const { language, lessons } = source;
  const say = bookMessages[language];
  const all = lessons.map(({ lesson }, index) =>
    element(
      'article',
      {},
      renderLesson(source, index, { prefix: `l${lesson.number}`, isPrinted: true }),
    ),
  );
  return {
    language,
    file: PRINTED,
    title: say.printed,
    description: say.lead,
    content: [element('h1', {}, escapeHtml(say.title)), ...all].join('\n'),
  };
}

function renderInstall({ language, nodeRange }: BookSource): Page {
  const { install } = bookMessages[language];
  const heading = (text: string) => element('h2', {}, escapeHtml(text));
  const rows = install.commands.map(([command, what]) =>
    element(
      'tr',
      {},
      element('td', {}, element('code', {}, `npx socket-tour ${command}`)),
      element('td', {}, escapeHtml(what)),
    ),
  );
  return {
    language,
    file: INSTALL,
    title: install.title,
    description: install.lead,
    content: [
      element('h1', {}, escapeHtml(install.title)),
      renderParagraph(install.lead),
      heading(install.openTerminal),
      renderParagraph(install.terminal),
      heading(install.getNode),
      renderParagraph(install.node),
      renderCode('node --version', 'sh'),
      renderParagraph(install.versions(nodeRange)),
      heading(install.start),
      renderParagraph(install.npx),
      renderCode('mkdir sockets\ncd sockets\nnpx socket-tour', 'sh'),
      renderParagraph(install.first),
      renderParagraph(install.where('my-lessons/')),
      renderParagraph(install.short),
      renderParagraph(install.clone),
      renderCode('npm ci\nnpm start', 'sh'),
      heading(install.more),
      element('div', { class: 'scroll' }, element('table', {}, element('tbody', {}, ...rows))),
    ].join('\n'),
  };
}

/** A paragraph of Markdown that names no lesson. */
function renderParagraph(text: string): string {
  return element(
    'p',
    {},
    renderLine(text, () => null),
  );
}

// The pages of the book in one language: contents, lessons, all of them to print, and how to install the tour.
import { nameLessonPage } from '../course/book-address.ts';
import { bookMessages } from '../text/messages/book.ts';
import { element, escapeHtml } from './html.ts';
import {
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
      element(
        'p',
        {},
        renderLine(say.leadTour('npx socket-tour'), () => null),
      ),
      element('h2', {}, escapeHtml(say.contents)),
      element('ol', { class: 'contents' }, ...items),
      element('p', {}, element('a', { href: PRINTED }, escapeHtml(say.printed))),
    ].join('\n'),
    next: nameNeighbour(lessons[0]),
  };
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
  const line = (text: string) =>
    element(
      'p',
      {},
      renderLine(text, () => null),
    );
  const rows = install.commands.map(([command, what]) =>
    element(
      'tr',
      {},
      element('td', {}, element('code', {}, command)),
      element('td', {}, escapeHtml(what)),
    ),
  );
  return {
    language,
    file: INSTALL,
    title: install.title,
    description: install.needs(nodeRange).replaceAll('`', ''),
    content: [
      element('h1', {}, escapeHtml(install.title)),
      line(install.needs(nodeRange)),
      line(install.npx),
      renderCode('npx socket-tour', 'sh'),
      line(install.clone),
      renderCode('npm ci && npm start', 'sh'),
      line(install.start),
      element('div', { class: 'scroll' }, element('table', {}, element('tbody', {}, ...rows))),
      line(install.where('my-lessons/')),
    ].join('\n'),
  };
}

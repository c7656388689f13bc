// The pages of the book in one language: contents, lessons, all of them to print, and how to install the tour.
import type { Lesson, Try } from '../course/block.ts';
import type { Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type BlockOptions, nameStep, renderBlocks } from './blocks.ts';
import { element, escapeHtml } from './html.ts';
import { CONTENTS, INSTALL, linkOther, type Neighbour, type Page, PRINTED } from './page.ts';
import { type FindPage, renderCode, renderLine, renderProse } from './prose.ts';
import type { RecordedLesson } from './runs-folder.ts';
import type { TurnHelp } from './turn-help.ts';

/** A lesson with all that its page is made of. */
export interface BookLesson {
  lesson: Lesson;
  recorded: RecordedLesson;
  help: ReadonlyMap<Try, TurnHelp>;
}

/** What the pages of a language are made of. */
export interface BookSource {
  language: Language;
  /** In their order. */
  lessons: readonly BookLesson[];
  /** The versions of Node that the tour needs, as package.json has them. */
  nodeRange: string;
}

/** All pages of a language. */
export function renderPages(source: BookSource): Page[] {
  return [
    renderContents(source),
    ...source.lessons.map((_, index) => renderLessonPage(source, index)),
    renderInstall(source),
    renderPrinted(source),
  ];
}

/** The file of a lesson's page. */
export function nameLessonPage({ folder }: Pick<Lesson, 'folder'>): string {
  return `${folder}.html`;
}

function findPages({ lessons }: BookSource): FindPage {
  const files = new Map(lessons.map(({ lesson }) => [lesson.number, nameLessonPage(lesson)]));
  return (number) => files.get(number) ?? null;
}

/** What stands on its page, and in the list of contents, above a lesson: in Chinese, the article's language, its section too. */
function tellArticle({ language, article }: Lesson): string {
  return language === 'zh' ? element('p', { class: 'article' }, escapeHtml(article)) : '';
}

function renderContents({ language, lessons }: BookSource): Page {
  const say = bookMessages[language];
  const items = lessons.map(({ lesson }) => {
    const { number, title } = lesson;
    const link = element('a', { href: nameLessonPage(lesson) }, escapeHtml(title));
    return element('li', { value: number }, link, tellArticle(lesson));
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

function renderLessonPage(source: BookSource, index: number): Page {
  const { language, lessons } = source;
  const { lesson, recorded } = lessons[index] as BookLesson;
  const say = bookMessages[language];
  const { node, platform, day } = recorded;
  return {
    language,
    file: nameLessonPage(lesson),
    title: walkMessages[language].lesson(lesson.number, lesson.title),
    description: describeLesson(lesson),
    content: renderLesson(source, index, { prefix: '', isPrinted: false }),
    note: element('p', {}, escapeHtml(say.recorded(node, platform, day))),
    previous: nameNeighbour(lessons[index - 1]) ?? { file: CONTENTS, title: say.contents },
    next: nameNeighbour(lessons[index + 1]),
  };
}

/** The first words of a lesson, without their marks. */
function describeLesson({ title, intro }: Lesson): string {
  const first = intro.find(({ type }) => type === 'paragraph');
  const text = first && 'text' in first ? String(first.text) : title;
  return text.replace(/[`*_]/g, '').replace(/\s+/g, ' ');
}

function nameNeighbour(neighbour: BookLesson | undefined): Neighbour | null {
  if (!neighbour) return null;
  const { lesson } = neighbour;
  const title = walkMessages[lesson.language].lesson(lesson.number, lesson.title);
  return { file: nameLessonPage(lesson), title };
}

function renderLesson(
  source: BookSource,
  index: number,
  { prefix, isPrinted }: Pick<BlockOptions, 'prefix' | 'isPrinted'>,
): string {
  const { language, lessons } = source;
  const { lesson, recorded, help } = lessons[index] as BookLesson;
  const say = bookMessages[language];
  const find = findPages(source);
  const walk = `npx socket-tour walk ${lesson.number}`;
  const { runs } = recorded;
  const options = { lesson, language, find, runs, help, prefix, walk, isPrinted };
  const [title, under] = isPrinted ? ['h2', 'h3'] : ['h1', 'h2'];
  const steps = lesson.steps.map((step, at) => {
    const id = nameStep(prefix, at);
    const heading = [
      element('span', { class: 'number' }, String(at + 1)),
      ' ',
      element(
        'a',
        { href: `#${id}` },
        renderLine(step.title, () => null),
      ),
    ];
    const other = isPrinted ? '' : linkOther(language, nameLessonPage(lesson), `#${id}`);
    const head = element('div', { class: 'step' }, element(under, { id }, ...heading), other);
    return element('section', {}, head, '\n', renderBlocks(at, options));
  });
  const name = walkMessages[language].lesson(lesson.number, lesson.title);
  return [
    element(title, { id: prefix === '' ? null : prefix }, escapeHtml(name)),
    tellArticle(lesson),
    isPrinted
      ? ''
      : element('p', { class: 'walk' }, `${escapeHtml(say.walkIt)} ${element('code', {}, walk)}`),
    lesson.intro.length === 0
      ? ''
      : element(
          'div',
          { id: `${nameStep(prefix, -1)}b1`, class: 'intro' },
          renderProse(lesson.intro, find),
        ),
    isPrinted ? '' : listSteps(lesson),
    ...steps,
  ]
    .filter(Boolean)
    .join('\n');
}

/** The steps of a lesson, as links to them. */
function listSteps({ language, steps }: Lesson): string {
  const say = bookMessages[language];
  const items = steps.map(({ title }, step) =>
    element(
      'li',
      {},
      element(
        'a',
        { href: `#${nameStep('', step)}` },
        renderLine(title, () => null),
      ),
    ),
  );
  return element(
    'nav',
    { class: 'steps', 'aria-label': say.steps },
    element('p', {}, escapeHtml(say.steps)),
    element('ol', {}, ...items),
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
      element(
        'div',
        { class: 'scroll', tabindex: 0 },
        element('table', {}, element('tbody', {}, ...rows)),
      ),
      line(install.where('my-lessons/')),
    ].join('\n'),
  };
}

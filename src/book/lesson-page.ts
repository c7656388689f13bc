// The page of a lesson, and the lesson as a part of a larger page.
import type { Lesson, Try } from '../course/block.ts';
import { nameLessonPage } from '../course/book-address.ts';
import type { Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { type BlockOptions, nameStep, renderBlocks } from './blocks.ts';
import { element, escapeHtml } from './html.ts';
import { CONTENTS, INSTALL, linkOther, type Neighbour, type Page } from './page.ts';
import { type FindPage, renderLine, renderProse } from './prose.ts';
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

/** The page of the lesson at `index`. */
export function renderLessonPage(source: BookSource, index: number): Page {
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

/** A lesson as a page before or after another; null where there is none. */
export function nameNeighbour(neighbour: BookLesson | undefined): Neighbour | null {
  if (!neighbour) return null;
  const { lesson } = neighbour;
  const title = walkMessages[lesson.language].lesson(lesson.number, lesson.title);
  return { file: nameLessonPage(lesson), title };
}

/** The lesson at `index`: its title, its introduction and its steps. */
export function renderLesson(
  source: BookSource,
  index: number,
  { prefix, isPrinted }: Pick<BlockOptions, 'prefix' | 'isPrinted'>,
): string {
  const { language, lessons } = source;
  const { lesson, recorded, help } = lessons[index] as BookLesson;
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
    isPrinted ? '' : tellWalk(language, walk),
    lesson.intro.length === 0
      ? ''
      : element(
          'div',
          { id: `${nameStep(prefix, -1)}p1`, class: 'intro' },
          renderProse(lesson.intro, find),
        ),
    isPrinted ? '' : listSteps(lesson),
    ...steps,
  ]
    .filter(Boolean)
    .join('\n');
}

/** How to run the lesson, and where that is explained to those who have never run anything. */
function tellWalk(language: Language, walk: string): string {
  const say = bookMessages[language];
  const how = element('a', { href: INSTALL }, escapeHtml(say.walkHow));
  return element(
    'p',
    { class: 'walk' },
    `${escapeHtml(say.walkIt)} ${element('code', {}, walk)} · ${how}`,
  );
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

function findPages({ lessons }: BookSource): FindPage {
  const files = new Map(lessons.map(({ lesson }) => [lesson.number, nameLessonPage(lesson)]));
  return (number) => files.get(number) ?? null;
}

/** The section of the article that a lesson covers; in Chinese only, which is the article's language. */
export function tellArticle({ language, article }: Lesson): string {
  return language === 'zh' ? element('p', { class: 'article' }, escapeHtml(article)) : '';
}

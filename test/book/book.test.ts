// Tests the book of the whole course, from stand-ins for its recorded runs.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { nameBlocks } from '../../src/book/blocks.ts';
import { writeBook } from '../../src/book/book.ts';
import { renderPage } from '../../src/book/page.ts';
import type { Block, Lesson, Predict, Run } from '../../src/course/block.ts';
import { findDifference } from '../../src/course/expected.ts';
import { findLessons, lessonsRoot } from '../../src/course/folders.ts';
import { readLesson } from '../../src/course/lesson.ts';
import {
  renderBlock,
  renderForReading,
  renderOpening,
  renderTitle,
} from '../../src/play/blocks.ts';
import { createStyle } from '../../src/screen/style.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { stripEscapes } from '../../src/text/width.ts';
import {
  findElements,
  type HtmlElement,
  hasClass,
  listElements,
  readHtml,
  textOf,
} from '../support/html.ts';
import { few, unlessLong } from '../support/length.ts';
import { writeStandIns } from './stand-ins.ts';

const home = mkdtempSync(path.join(tmpdir(), 'socket-tour-pages-'));
const folder = path.join(home, 'book');
/** By their path in the book. */
const pages = new Map<string, HtmlElement>();
const style = createStyle({ colour: true, links: true });

const listFiles = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)))
    .sort();

before(() => {
  for (const name of findLessons()) {
    writeStandIns(readLesson(name, 'en'), path.join(folder, 'runs'));
  }
  writeBook({ lessonsRoot, folder });
  for (const file of listFiles(folder).filter((name) => name.endsWith('.html'))) {
    pages.set(file, readHtml(readFileSync(path.join(folder, file), 'utf8')));
  }
});

after(() => rmSync(home, { recursive: true, force: true }));

const LESSONS: Lesson[] = LANGUAGES.flatMap((language) =>
  findLessons().map((name) => readLesson(name, language)),
);

function pageOf({ language, folder: name }: Lesson): HtmlElement {
  const page = pages.get(path.join(language, `${name}.html`));
  assert.ok(page);
  return page;
}

function findById(page: HtmlElement, id: string): HtmlElement {
  const found = listElements(page).find(({ attributes }) => attributes.id === id);
  assert.ok(found, id);
  return found;
}

/** What both forms of a text have in common: no blanks, and no signs that only a terminal or a page needs. */
function bare(text: string): string {
  return stripEscapes(text).replace(/[\s`•◦‣↳▶│─═╌┼]/g, '');
}

describe('the text of each page is what `read` prints, block by block:', () => {
  for (const lesson of few(LESSONS, 5)) {
    const { language, number } = lesson;
    const layout = { columns: 100, style, language };
    it(`lesson ${number}, ${language}`, () => {
      const page = pageOf(lesson);
      const [title] = findElements(page, 'h1');
      const opening = renderOpening(lesson, layout, null).join('');
      const article = findElements(page, 'p', 'article').map(textOf).join('');
      const intro = lesson.intro.length > 0 ? textOf(findById(page, 's0p1')) : '';
      assert.equal(bare(textOf(title as HtmlElement) + article + intro), bare(opening));
      for (const [index, step] of lesson.steps.entries()) {
        const [line = ''] = renderTitle(step, index + 1, lesson.steps.length, layout);
        const heading = findById(page, `s${index + 1}`);
        assert.equal(bare(textOf(heading)), bare(line.replace(/\/\d+ ·/, '')));
        const ids = nameBlocks(step.blocks, `s${index + 1}`);
        for (const [at, block] of step.blocks.entries()) {
          const element = findById(page, ids[at] ?? '');
          compareBlock(block, element, renderForReading(block, layout).join('\n'), layout);
        }
      }
    });
  }
});

function compareBlock(
  block: Block,
  element: HtmlElement,
  told: string,
  layout: Parameters<typeof renderForReading>[1],
): void {
  if (block.kind === 'run') compareRun(block, element, told);
  else if (block.kind === 'predict') comparePrediction(block, element, told, layout);
  else if (block.kind === 'try') {
    const [task] = findElements(element, 'div', 'task');
    assert.equal(bare(textOf(task as HtmlElement)), bare(told));
  } else if (findElements(element, 'table').length > 0) {
    // Cells of several lines are mixed in a terminal.
    const sort = (text: string) => [...bare(text)].sort().join('');
    assert.equal(sort(textOf(element)), sort(told));
  } else assert.equal(bare(textOf(element)), bare(told));
}

/** A page has the answers in one piece with their reasons: right or wrong is said in between. */
function comparePrediction(
  block: Predict,
  element: HtmlElement,
  told: string,
  layout: Parameters<typeof renderForReading>[1],
): void {
  const [question] = findElements(element, 'div', 'question');
  assert.equal(bare(textOf(question as HtmlElement)), bare(renderBlock(block, layout).join('')));
  const answers = findElements(element, 'details', 'choice').map((choice) => {
    const [summary, why] = choice.children as HtmlElement[];
    const [verdict, ...reason] = why?.children ?? [];
    const mark = hasClass(verdict as HtmlElement, 'right') ? '✓' : '✗';
    const text = (child: HtmlElement | string) =>
      typeof child === 'string' ? child : textOf(child);
    return mark + textOf(summary as HtmlElement) + reason.map(text).join('');
  });
  const all = textOf(question as HtmlElement) + answers.join('');
  assert.equal(bare(all), bare(told));
}

/** A page has the rows of a real run in place of the log that `read` prints. */
function compareRun(block: Run, element: HtmlElement, told: string): void {
  const [proxy] = findElements(element, 'span', 'proxy');
  if (proxy) assert.ok(bare(told).startsWith(bare(textOf(proxy))));
  else assert.match(bare(told), /^(server|client)/);
  if (block.options.times !== undefined) return;
  const printed = findElements(element, 'li', 'out').map((row) => {
    const [, actor, text] = row.children as HtmlElement[];
    return { actor: textOf(actor as HtmlElement), text: textOf(text as HtmlElement) };
  });
  const log = block.log.filter(({ text }) => !text.startsWith('· '));
  assert.equal(findDifference(log, printed), null);
}

describe('the pages', () => {
  it('have the same addresses in each language, but for prose that only one has', () => {
    const listIds = (lesson: Lesson) =>
      listElements(pageOf(lesson))
        .flatMap(({ attributes }) => attributes.id ?? [])
        .filter((id) => !/^s\d+p/.test(id));
    const half = LESSONS.length / 2;
    for (const [index, lesson] of LESSONS.slice(0, half).entries()) {
      assert.deepEqual(listIds(LESSONS[half + index] as Lesson), listIds(lesson), lesson.folder);
    }
  });

  it('have no address twice, and no link that leads nowhere', () => {
    const ids = new Map(
      [...pages].map(([file, page]) => {
        const own = listElements(page).flatMap(({ attributes }) => attributes.id ?? []);
        assert.equal(new Set(own).size, own.length, file);
        return [file, new Set(own)];
      }),
    );
    const files = new Set(listFiles(folder));
    for (const [file, page] of pages) {
      for (const { attributes } of listElements(page)) {
        const target = attributes.href ?? attributes.src;
        if (target === undefined || /^https?:/.test(target)) continue;
        const [to = '', anchor] = target.split('#');
        const place = to === '' ? file : path.join(path.dirname(file), to);
        assert.ok(files.has(place), `${file}: ${target}`);
        if (anchor !== undefined) assert.ok(ids.get(place)?.has(anchor), `${file}: ${target}`);
      }
    }
  });

  it('link each lesson to those before and after it, and to itself in the other language', () => {
    for (const [index, lesson] of LESSONS.entries()) {
      const { language, folder: name } = lesson;
      const links = findElements(pageOf(lesson), 'a');
      const find = (rel: string) =>
        links
          .filter(({ attributes }) => attributes.rel === rel)
          .map((each) => each.attributes.href);
      const name_ = (each: Lesson | undefined) =>
        each?.language === language ? `${each.folder}.html` : null;
      assert.deepEqual(find('prev'), [name_(LESSONS[index - 1]) ?? 'index.html']);
      assert.deepEqual(find('next'), [name_(LESSONS[index + 1])].filter(Boolean));
      const other = LANGUAGES.find((each) => each !== language);
      const [first, ...steps] = links.filter((each) => hasClass(each, 'other'));
      assert.equal(first?.attributes.href, `../${other}/${name}.html`);
      assert.equal(steps.length, lesson.steps.length);
    }
  });

  it('need nothing that a policy for contents would forbid, and fetch nothing from elsewhere', () => {
    for (const [file, page] of pages) {
      for (const { name, attributes, children } of listElements(page)) {
        const own = Object.keys(attributes).filter(
          (key) => key === 'style' || key.startsWith('on'),
        );
        assert.deepEqual(own, [], file);
        assert.notEqual(name, 'style', file);
        if (name === 'script') assert.deepEqual(children, [], file);
        const fetched = name === 'link' ? attributes.href : attributes.src;
        if (fetched !== undefined) assert.doesNotMatch(fetched, /^[a-z]+:|^\/\//, file);
      }
    }
  });

  it('are HTML as the standard has it', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:recommended'] });
    // What is on one page to print is on the pages of the lessons, too.
    const own = [...pages.keys()].filter((name) => !name.endsWith('print.html'));
    for (const file of few(own, 16)) {
      const { results } = await validator.validateFile(path.join(folder, file));
      const messages = results.flatMap((result) => result.messages);
      const told = messages.map(({ line, ruleId, message }) => `${line} ${ruleId} ${message}`);
      assert.deepEqual(told, [], file);
    }
  });

  it('are the same, byte for byte, when they are written once more', { skip: unlessLong }, () => {
    const again = path.join(home, 'again');
    cpSync(path.join(folder, 'runs'), path.join(again, 'runs'), { recursive: true });
    writeBook({ lessonsRoot, folder: again });
    assert.deepEqual(listFiles(again), listFiles(folder));
    for (const file of listFiles(folder)) {
      const [one, two] = [folder, again].map((root) => readFileSync(path.join(root, file)));
      assert.ok(one?.equals(two as Buffer), file);
    }
  });

  it('name the section of the article in Chinese only', () => {
    const count = (language: string) =>
      findElements(pages.get(path.join(language, 'index.html')) as HtmlElement, 'p', 'article')
        .length;
    assert.equal(count('en'), 0);
    assert.equal(count('zh'), LESSONS.length / 2);
  });

  it('tell how to run the very lesson', () => {
    for (const lesson of LESSONS) {
      const [walk] = findElements(pageOf(lesson), 'p', 'walk');
      assert.match(
        textOf(walk as HtmlElement),
        new RegExp(`npx socket-tour walk ${lesson.number} ·`),
      );
      assert.equal(findElements(walk as HtmlElement, 'a')[0]?.attributes.href, 'install.html');
    }
  });
});

describe('a page of the published book', () => {
  const address = 'https://example.org/tour/';
  const page = {
    language: 'zh',
    file: 'a.html',
    title: '甲',
    description: '乙',
    content: '',
  } as const;
  const find = (where: string | null, rel: string) =>
    findElements(readHtml(renderPage(page, where)), 'link')
      .filter(({ attributes }) => attributes.rel === rel)
      .map(({ attributes: { hreflang, href } }) => [hreflang, href]);

  it('has its address, and that of the other language', () => {
    assert.deepEqual(find(address, 'canonical'), [[undefined, `${address}zh/a.html`]]);
    assert.deepEqual(find(address, 'alternate'), [
      ['en', `${address}en/a.html`],
      ['zh-Hans', `${address}zh/a.html`],
    ]);
  });

  it('has no address where there is none, and leads to the other language all the same', () => {
    assert.deepEqual(find(null, 'canonical'), []);
    assert.deepEqual(find(null, 'alternate'), [
      ['en', '../en/a.html'],
      ['zh-Hans', '../zh/a.html'],
    ]);
  });
});

// Tests the pages beside the course: the same in both languages, and true of the tour they describe.
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findDeadLinks } from '../src/author/links.ts';
import { spellOption } from '../src/commands/options.ts';
import { COMMANDS, type CommandName } from '../src/commands/table.ts';
import { compareWithChecks } from '../src/course/check-texts.ts';
import { findLessons } from '../src/course/folders.ts';
import { readHeading } from '../src/course/heading.ts';
import { parseHints } from '../src/course/hints.ts';
import { parseLesson } from '../src/course/parse.ts';
import type { Programs } from '../src/course/programs.ts';
import { describeEvent } from '../src/screen/row.ts';
import { isOutput } from '../src/screen/view.ts';
import { KINDS } from '../src/stage/trace/trace.ts';
import { LANGUAGES, type Language } from '../src/text/language.ts';
import { lexMarkdown, type Token } from '../src/text/markdown.ts';
import { walkMessages } from '../src/text/messages/walk.ts';
import { ROOT } from './support/command.ts';
import {
  findFences,
  findSpans,
  findTable,
  findTyped,
  MANIFEST,
  readPage,
  requireTyped,
} from './support/pages.ts';

const READMES = { en: 'README.md', zh: 'README.zh.md' } as const;
const PAGES = [...Object.values(READMES), 'CONTRIBUTING.md', 'CHANGELOG.md'];

/** What must be the same in both languages, token by token. */
function shapeOf(token: Token): string {
  switch (token.type) {
    case 'heading':
      return `heading ${token.depth}`;
    case 'code':
      // A command line may ask for a language; the output below it is of the same run.
      return `code ${token.lang}\n${token.text.replace(/^\$ .*\n/, '')}`;
    case 'table':
      return `table of ${token.rows.length} rows, ${token.header.length} columns`;
    case 'list':
      return `list of ${token.items.length}`;
    default:
      return token.type;
  }
}

describe('the two READMEs', () => {
  it('have the same parts in the same order', () => {
    const [en, zh] = LANGUAGES.map((language) =>
      lexMarkdown(readPage(READMES[language])).map(shapeOf),
    );
    assert.deepEqual(zh, en);
  });

  for (const language of LANGUAGES) tellOfReadme(language, READMES[language]);
});

function tellOfReadme(language: Language, page: string): void {
  it(`name every lesson (${page})`, () => {
    const table = findTable(page, /^1$/);
    const rows = table.rows.map(([number, title]) => [number?.text, title?.text]);
    const lessons = findLessons().map((folder) => {
      const { title } = readHeading(folder, language);
      const file = language === 'en' ? 'lesson.md' : `lesson.${language}.md`;
      return [`${Number.parseInt(folder, 10)}`, `[${title}](lessons/${folder}/${file})`];
    });
    assert.deepEqual(rows, lessons);
  });

  it(`name every command with its options (${page})`, () => {
    const told = findTable(page, /^`run /).rows.map(([command, , options]) => [
      findSpans(command?.tokens ?? [])[0]?.split(' ')[0],
      ...findSpans(options?.tokens ?? []),
    ]);
    const names = Object.keys(COMMANDS) as CommandName[];
    assert.deepEqual(
      told,
      names.map((name) => [name, ...COMMANDS[name].options.map(spellOption)]),
    );
  });

  it(`name every kind of row (${page})`, () => {
    const told = findTable(page, /^`!`$/).rows.flatMap(([seen]) => findSpans(seen?.tokens ?? []));
    const kinds = KINDS.filter((kind) => !isOutput({ at: 0, actor: 'server', kind }));
    const udp = { protocol: 'udp' } as const;
    const rows = [
      ...kinds.map((kind) => ({ kind })),
      { kind: 'write' as const, ...udp },
      { kind: 'data' as const, ...udp },
      { kind: 'error' as const, text: 'tlsClientError' },
    ].map((event) => {
      const [word = ''] = describeEvent(
        { at: 0, actor: 'server', local: 'here', remote: 'there', ...event },
        language,
      ).split(' ');
      return word;
    });
    assert.deepEqual(
      rows.filter((word) => !told.some((span) => span.startsWith(word))),
      [],
    );
  });

  it(`name every key (${page})`, () => {
    const told = findTable(page, /^`b`$/).rows.map(([key]) => findSpans(key?.tokens ?? [])[0]);
    assert.deepEqual(
      told,
      walkMessages[language].keys.map(([key]) => key),
    );
  });

  it(`name the Node versions that the tour supports (${page})`, () => {
    assert.ok(findTyped(page).includes(MANIFEST.engines.node));
  });
}

describe('the pages', () => {
  for (const page of PAGES) {
    it(`name no command that isn't there (${page})`, () => {
      const typed = findTyped(page);
      for (const line of typed) assert.doesNotThrow(() => requireTyped(line), line);
      assert.ok(typed.filter(requireTyped).length >= 5, `only ${typed.length} lines`);
    });

    it(`have no dead links (${page})`, () => {
      const problems = findDeadLinks(readPage(page), path.join(ROOT, page));
      assert.deepEqual(
        problems.map(({ text }) => text.en),
        [],
      );
    });

    it(`name no folder of a developer's machine (${page})`, () => {
      assert.doesNotMatch(readPage(page), /(?<![\w.])\/(home|root|tmp|work|Users|var|opt)\//);
    });
  }

  it('would notice an unknown command, option or script', () => {
    for (const line of [
      'socket-tour rnu',
      'npm start -s -- run --prot 1',
      'npm run lesson',
      'list --al',
    ]) {
      assert.throws(() => requireTyped(line), line);
    }
  });

  it('have a section for this version in the changelog', () => {
    assert.match(
      readPage('CHANGELOG.md'),
      new RegExp(`^## ${MANIFEST.version.replaceAll('.', '\\.')} `, 'm'),
    );
  });
});

describe('the lesson in CONTRIBUTING.md', () => {
  it('is written in the grammar it explains', () => {
    const prose = findFences('CONTRIBUTING.md').find(({ lang }) => lang === 'md')?.text ?? '';
    const regions = { whole: '', named: new Map([['echo', { code: '', line: 1 }]]), problems: [] };
    const files = ['server.ts', 'client.ts', 'solution/server.ts'];
    const programs: Programs = {
      directory: '22-echo',
      files: files.slice(0, 2),
      solutions: files.slice(2),
      others: [],
      all: files,
      read: (file) => (files.includes(file) ? '' : null),
      regions: (file) => (files.includes(file) ? regions : null),
    };
    const { lesson, problems } = parseLesson(prose, 'lesson.md', 'en', programs);
    assert.deepEqual(problems, []);
    assert.equal(lesson.steps.length, 3);
  });

  it('has the hints for the mistakes that its check knows', () => {
    const fences = findFences('CONTRIBUTING.md');
    const hints = fences.filter(({ lang }) => lang === 'md')[1]?.text ?? '';
    const check = fences.find(({ text }) => text.includes('export default checks'))?.text ?? '';
    const [, ids = ''] = /mistakes: \[(.*)\]/.exec(check) ?? [];
    const known = { echo: [...ids.matchAll(/'([a-z-]+)'/g)].map(([, id = '']) => id) };
    assert.equal(known.echo.length, 2);
    const { page, problems } = parseHints(hints, 'hints.md');
    assert.deepEqual([...problems, ...compareWithChecks(page, known)], []);
  });
});

// Tests docs/coverage.md: every name of `net` is there, none is invented, and the lesson named for it has it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'node:test';
import { findLessons } from '../src/course/folders.ts';
import { dropComments } from './support/architecture.ts';
import { ROOT } from './support/command.ts';

const PAGES = { en: 'docs/coverage.md', zh: 'docs/coverage.zh.md' } as const;
const types = createRequire(import.meta.url).resolve('@types/node/net.d.ts');
const DECLARED = dropComments(readFileSync(types, 'utf8'));

/** Declared anew for each event; they are EventEmitter's. */
const OF_EMITTERS = ['addListener', 'emit', 'on', 'once', 'prependListener', 'prependOnceListener'];

/** A name on the page: the lessons that teach it, none where it is left out. */
interface Row {
  name: string;
  lessons: number[];
  text: string;
}

/** The body of an interface or a class, its own members on lines of their own. */
function findBody(name: string): string[] {
  const [, body] =
    new RegExp(`^ {4}(?:interface|class) ${name}\\b[^{]*\\{\\n(.*?)^ {4}\\}`, 'ms').exec(
      DECLARED,
    ) ?? [];
  assert.ok(body, `net.d.ts declares no ${name}`);
  return body.split('\n');
}

function listMembers(name: string): string[] {
  // What is indented deeper is a parameter.
  const members = findBody(name).flatMap((line) => {
    return /^ {8}(?:readonly |static )*\[?([\w.]+)\]?\??[(:<]/.exec(line)?.[1] ?? [];
  });
  return members.filter((each) => each !== 'constructor' && !OF_EMITTERS.includes(each));
}

function listEvents(name: string): string[] {
  const body = findBody(name).join('\n');
  return [...body.matchAll(/\bon\(\s*event: "(\w+)"/g)].map(([, event]) => `'${event}'`);
}

/** The options of AbortSignal, which `net.d.ts` takes from elsewhere. */
function listInherited(name: string): string[] {
  return new RegExp(`interface ${name} extends [^{]*\\bAbortable\\b`).test(DECLARED)
    ? ['signal']
    : [];
}

/** The names that a section is about, by the comment below its heading. */
function listDeclared(source: string): string[] {
  const [, what, list = ''] = /^(fields|members|events|functions) of (.*)$/.exec(source) ?? [];
  const names = list.split(', ');
  switch (what) {
    case 'functions':
      return [...DECLARED.matchAll(/^ {4}function (\w+)/gm)].map(([, name = '']) => name);
    case 'events':
      return names.flatMap(listEvents);
    default:
      return names.flatMap((name) => [...listMembers(name), ...listInherited(name)]);
  }
}

function readSections(page: string): { source: string; rows: Row[] }[] {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  return text.split(/^## /m).flatMap((section) => {
    const [, source] = /<!-- (.*) -->/.exec(section) ?? [];
    if (source === undefined) return [];
    const rows = [...section.matchAll(/^\| `([^`]+)` \| (.*) \|$/gm)].map(
      ([, name = '', text = '']) => {
        const isTaught = /^(?:lessons? \d|第 \d)/.test(text);
        const lessons = isTaught ? (text.match(/\d+/g) ?? []).map(Number) : [];
        return { name, lessons, text };
      },
    );
    return [{ source, rows }];
  });
}

/** The prose and the programs of a lesson; null where there is no such lesson. */
function readLesson(number: number): string | null {
  const folder = findLessons().find((each) => Number.parseInt(each, 10) === number);
  if (folder === undefined) return null;
  const directory = path.join(ROOT, 'lessons', folder);
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file === 'lesson.md' || (file.endsWith('.ts') && !/^check/.test(file)))
    .map((file) => readFileSync(path.join(directory, file), 'utf8'))
    .join('\n');
}

const sort = (names: readonly string[]) => [...new Set(names)].sort();
const SECTIONS = readSections(PAGES.en);

describe('docs/coverage.md', () => {
  for (const { source, rows } of SECTIONS) {
    it(`has the ${source}, no more and no less`, () => {
      const declared = listDeclared(source);
      assert.ok(declared.length > 3, `only ${declared} found in net.d.ts`);
      assert.deepEqual(sort(rows.map(({ name }) => name)), sort(declared));
      assert.equal(
        new Set(rows.map(({ name }) => name)).size,
        rows.length,
        'a name is there twice',
      );
    });
  }

  it('has a section for all that net.d.ts has of sockets and servers', () => {
    assert.equal(SECTIONS.length, 9);
  });

  it('names only lessons that show the name', () => {
    const missing = SECTIONS.flatMap(({ rows }) => rows).flatMap(({ name, lessons }) =>
      lessons.flatMap((number) => {
        const text = readLesson(number);
        if (text === null) return [`${name}: there is no lesson ${number}`];
        const word = name.replaceAll("'", '').split('.').at(-1) ?? '';
        return new RegExp(`\\b${word}\\b`).test(text)
          ? []
          : [`${name}: lesson ${number} doesn't have it, neither in its prose nor in a program`];
      }),
    );
    assert.deepEqual(missing, []);
  });

  it('says of each name in which lesson it is, or why it is left out', () => {
    for (const { name, lessons, text } of SECTIONS.flatMap(({ rows }) => rows)) {
      assert.ok(lessons.length > 0 || /^left out: \S/.test(text), `${name}: ${text}`);
    }
  });

  it('says the same in Chinese', () => {
    const shape = (sections: typeof SECTIONS) =>
      sections.map(({ source, rows }) => [
        source,
        rows.map(({ name, lessons }) => [name, lessons]),
      ]);
    const chinese = readSections(PAGES.zh);
    assert.deepEqual(shape(chinese), shape(SECTIONS));
    for (const { lessons, text } of chinese.flatMap(({ rows }) => rows)) {
      assert.ok(lessons.length > 0 || /^没有讲：\S/.test(text), text);
    }
  });
});

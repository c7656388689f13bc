import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findBreaches, findLoadedPackages, findPackages } from './support/architecture.ts';
import { FILES_OF_COMMANDS, LINES_OF_A_FILE, LINES_OF_A_FUNCTION } from './support/sizes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** How long a file of a lesson's checks may be: a check is read by somebody who writes another. */
const MOST_LINES = 300;

function readSources(): Map<string, string> {
  const folder = path.join(root, 'src');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.[jt]s$/.test(file));
  return new Map(files.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

describe('the source', () => {
  it('keeps the rules of the house', () => {
    const sources = readSources();
    assert.ok(sources.has('main.ts') && sources.size > 50);
    assert.deepEqual(findBreaches(sources), []);
  });

  it('imports what package.json depends on, no less and no more', () => {
    const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    assert.deepEqual([...findPackages(readSources())].sort(), Object.keys(dependencies).sort());
  });
});

// Packages cost more time than all that these commands do (marked 12 ms, string-width 31 ms).
describe('loading no package', () => {
  for (const entry of ['main.ts', 'commands/list.ts']) {
    it(`holds for ${entry}`, () => {
      assert.deepEqual([...findLoadedPackages(entry, readSources())], []);
    });
  }

  it('holds for the walk, but for what the first screen is drawn with', () => {
    const loaded = findLoadedPackages('commands/walk.ts', readSources());
    assert.deepEqual([...loaded].sort(), ['marked']);
  });

  it('sees through what is imported, and stops at what is loaded later', () => {
    const sources = new Map([
      ['a.ts', "import './b.ts';\nconst c = () => import('./c.ts');"],
      ['b.ts', "import type { T } from 'typed';\nimport { lexer } from 'marked/core';"],
      ['c.ts', "import 'prompts';"],
    ]);
    assert.deepEqual([...findLoadedPackages('a.ts', sources)], ['marked']);
  });
});

describe('findBreaches', () => {
  const JOB = '// A job.\n';
  const TRACE: [string, string] = ['stage/trace/trace.ts', JOB];
  const breaches = (...files: [file: string, code: string][]) =>
    findBreaches(new Map(files.map(([file, code]) => [file, JOB + code])));

  it('lets the layers import downwards', () => {
    assert.deepEqual(
      breaches(
        ['main.ts', "import { a } from './commands/a.ts';\nprocess.exit(0);"],
        [
          'commands/a.ts',
          "await import('../course/b.ts');\nimport { T } from '../terminal/terminal.ts';",
        ],
        ['terminal/terminal.ts', "import { t } from '../text/t.ts';\nstream.setRawMode(true);"],
        [
          'course/b.ts',
          "import type { E } from '../stage/trace/trace.ts';\nimport fs from 'node:fs';",
        ],
        ['check/c.ts', "import {\n  x,\n  y,\n} from '../stage/trace/trace.ts';"],
        ['text/t.ts', "const text = 'process.exit() ends it';"],
        TRACE,
      ),
      [],
    );
  });

  const wrong: [what: string, file: string, code: string, others: string[], breach: RegExp][] = [
    [
      'a sibling',
      'course/a.ts',
      "import { b } from '../screen/b.ts';",
      ['screen/b.ts'],
      /course must not import screen/,
    ],
    [
      'a sibling, late',
      'course/a.ts',
      "await import('../screen/b.ts');",
      ['screen/b.ts'],
      /course must not import screen/,
    ],
    [
      'a sibling, passed on',
      'course/a.ts',
      "export * from '../screen/b.ts';",
      ['screen/b.ts'],
      /course must not import screen/,
    ],
    [
      'upwards',
      'text/a.ts',
      "import type { C } from '../commands/c.ts';",
      ['commands/c.ts'],
      /text must not import commands/,
    ],
    ['main', 'commands/a.ts', "import '../main.ts';", ['main.ts'], /commands must not import main/],
    [
      'more of the stage than types',
      'screen/a.ts',
      "import { KINDS } from '../stage/trace/trace.ts';",
      ['stage/trace/trace.ts'],
      /screen must not import stage/,
    ],
    ['no ending', 'text/a.ts', "import './b';", ['text/b.ts'], /no source file with its ending/],
    [
      'files in a pure room',
      'screen/a.ts',
      "import fs from 'node:fs';",
      [],
      /screen does no input or output \(node:fs\)/,
    ],
    [
      'the process in a pure room',
      'text/a.ts',
      'const wide = process.stdout.columns;',
      [],
      /text does no input or output/,
    ],
    ['an exit', 'stage/a.ts', 'process.exit(1);', [], /only main\.ts exits/],
    ['raw mode', 'commands/a.ts', 'process.stdin.setRawMode(true);', [], /only the terminal knows/],
    ['a module without node:', 'stage/a.ts', "import fs from 'fs';", [], /fs lacks node:/],
    ['a vague name', 'commands/path-utils.ts', '', [], /says nothing/],
  ];
  for (const [what, file, code, others, breach] of wrong) {
    it(`finds ${what}`, () => {
      const found = breaches([file, code], ...others.map((name) => [name, ''] as [string, string]));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0] ?? '', breach);
    });
  }

  it('finds a package with two homes', () => {
    const code = "import { lexer } from 'marked';";
    const found = breaches(['text/a.ts', code], ['course/b.ts', code]);
    assert.deepEqual(found, ['marked is imported by course/b.ts and text/a.ts']);
  });

  it('finds a circle, even one of types, and once', () => {
    const found = breaches(
      ['text/a.ts', "import { b } from './b.ts';"],
      ['text/b.ts', "import type { C } from './c.ts';\nimport './d.ts';"],
      ['text/c.ts', "import { b } from './b.ts';\nimport './d.ts';"],
      ['text/d.ts', ''],
    );
    assert.deepEqual(found, ['text/b.ts → text/c.ts → text/b.ts: a circle']);
  });

  it('finds a file that does not say its job', () => {
    const found = findBreaches(new Map([['text/a.ts', 'export const a = 1;\n']]));
    assert.deepEqual(found, ["text/a.ts: its first line doesn't say its job"]);
  });
});

describe('the sizes', () => {
  const JOB = '// A job.\n';
  const file = (lines: number) => JOB + 'a;\n'.repeat(lines - 1);
  const block = (head: string, lines: number, end = '}') =>
    `${JOB}${head}\n${'    a;\n'.repeat(lines - 1 - head.split('\n').length)}${end}\n`;
  const find = (code: string) => findBreaches(new Map([['text/a.ts', code]]));

  it(`let a file have ${LINES_OF_A_FILE} lines, and no more`, () => {
    assert.deepEqual(find(file(LINES_OF_A_FILE)), []);
    assert.deepEqual(find(file(LINES_OF_A_FILE + 1)), [`text/a.ts: ${LINES_OF_A_FILE + 1} lines`]);
  });

  const heads: [what: string, head: string, end?: string][] = [
    ['a function', 'function a(b: B): C {'],
    ['a function with its parameters below', 'export function a(\n  b: B,\n): Promise<C> {'],
    ['a function that takes an object', 'function a({\n  b,\n  c,\n}: B): C {'],
    ['a closure', '  async function a() {', '  }'],
    ['a method', '  async a(b) {', '  }'],
    ['an arrow function', '  const a = (b: B) => {', '  };'],
    ['a callback', '  return new Promise((resolve) => {', '  });'],
  ];
  for (const [what, head, end] of heads) {
    it(`let ${what} have ${LINES_OF_A_FUNCTION} lines, and no more`, () => {
      assert.deepEqual(find(block(head, LINES_OF_A_FUNCTION, end)), []);
      const found = find(block(head, LINES_OF_A_FUNCTION + 1, end));
      assert.deepEqual(found, [`text/a.ts:2: ${LINES_OF_A_FUNCTION + 1} lines in one`]);
    });
  }

  it('let a type, and a block that is no function, be as long as they are', () => {
    assert.deepEqual(find(block('interface A {', 100)), []);
    assert.deepEqual(find(block('if (a(b)) {', 100)), []);
    assert.deepEqual(find(block('for (\n  const a of b\n) {', 100)), []);
  });

  it(`let the commands have ${FILES_OF_COMMANDS} files, and no more`, () => {
    const commands = (count: number) =>
      findBreaches(new Map(Array.from({ length: count }, (_, at) => [`commands/a${at}.ts`, JOB])));
    assert.deepEqual(commands(FILES_OF_COMMANDS), []);
    assert.deepEqual(commands(FILES_OF_COMMANDS + 1), [
      `commands has ${FILES_OF_COMMANDS + 1} files`,
    ]);
  });
});

describe('the checks of a lesson', () => {
  const folder = path.join(root, 'lessons');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[^/]+\/check(-[a-z-]+)?\.ts$/.test(file));
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');

  it('take all they need from the kit, from Node, and from each other', () => {
    assert.ok(files.length >= 13);
    const isAllowed = (name: string) =>
      name === '../../src/check/kit.ts' || /^(node:|\.\/check-)/.test(name);
    const foreign = files.flatMap((file) =>
      [...read(file).matchAll(/\bfrom '([^']+)'|\bimport\('([^']+)'/g)]
        .map(([, early, late]) => early ?? late ?? '')
        .filter((name) => !isAllowed(name))
        .map((name) => `${file}: ${name}`),
    );
    assert.deepEqual(foreign, []);
  });

  it(`have files of at most ${MOST_LINES} lines`, () => {
    const long = files.filter((file) => read(file).split('\n').length - 1 > MOST_LINES);
    assert.deepEqual(long, []);
  });
});

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dropComments } from './support/architecture.ts';
import { findUnshownMessages, findUnusedExports, type Messages } from './support/usage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const MESSAGES = 'src/text/messages';
const texts = readTexts();

/** What may import: the source, the checks of lessons, tests and bench. */
function readTexts(): Map<string, string> {
  const files = ['src', 'lessons', 'test', 'bench'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  );
  const isCode = (file: string) =>
    /\.m?ts$/.test(file) && (file.startsWith('lessons') ? /\/check[\w-]*\.ts$/.test(file) : true);
  return new Map(
    ['build.ts', ...files.filter(isCode)].map((file) => [
      file,
      dropComments(readFileSync(path.join(root, file), 'utf8')),
    ]),
  );
}

describe('the source', () => {
  it('exports nothing that is never imported', () => {
    assert.deepEqual(findUnusedExports(texts, 'src/'), []);
  });

  it('sets no V8 flag while it runs', () => {
    // Node's documentation: “crashes and data loss; or it may simply do nothing”.
    const setters = [...texts].filter(
      ([file, text]) => file.startsWith('src/') && text.includes('setFlagsFromString'),
    );
    assert.deepEqual(
      setters.map(([file]) => file),
      [],
    );
  });

  it('points to no lesson that does not exist', () => {
    const named = [...texts]
      .filter(([file]) => file.startsWith('src/'))
      .flatMap(([file, text]) =>
        [...text.matchAll(/'(\d\d-[a-z-]+)'/g)].map(([, id]) => [file, id]),
      );
    assert.ok(named.length > 5);
    const missing = named.filter(([, id]) => !existsSync(path.join(root, 'lessons', `${id}`)));
    assert.deepEqual(missing, []);
  });

  const shown = new Map(
    [...texts].filter(
      ([file]) => /^(?:src|lessons)/.test(file) && !file.startsWith(`${MESSAGES}/`),
    ),
  );
  const areas = readdirSync(path.join(root, MESSAGES)).filter((file) => file.endsWith('.ts'));
  for (const file of areas) {
    it(`shows every message of ${file}`, async () => {
      const module = await import(pathToFileURL(path.join(root, MESSAGES, file)).href);
      const name = Object.keys(module).find((each) => each.endsWith('Messages')) ?? '';
      const { en } = module[name] as { en: Messages };
      assert.deepEqual(findUnshownMessages(name, en, shown), []);
    });
  }
});

describe('findUnusedExports', () => {
  const find = (...files: [file: string, text: string][]) =>
    findUnusedExports(new Map(files), 'src/');

  it('finds functions, constants and types that no other file imports', () => {
    assert.deepEqual(
      find(
        ['src/a.ts', 'export function f() {}\nexport const c = 1;\nexport interface T {}\n'],
        ['src/b.ts', "export { g as h } from './c.ts';"],
        ['src/c.ts', 'export async function g() {}\n'],
      ),
      ['src/a.ts: f', 'src/a.ts: c', 'src/a.ts: T', 'src/b.ts: g'],
    );
  });

  it('accepts what is imported, even late, and types of what a file exports', () => {
    const a = 'export const c = 1;\nexport interface T {}\nexport function f(t: T) {}\n';
    const test =
      "import {\n  c,\n} from '../src/a.ts';\nconst { f } = await import('../src/a.ts');";
    assert.deepEqual(find(['src/a.ts', a], ['test/a.test.ts', test]), []);
  });
});

describe('findUnshownMessages', () => {
  const find = (messages: Messages, code: string) =>
    findUnshownMessages('listMessages', messages, new Map([['src/a.ts', code]]));

  it('finds a message that is never read, in groups too', () => {
    const messages = { shown: '', not: '', group: { shown: '', not: '' } };
    const code = 'tell((say) => say.shown); tell((say) => say.group.shown(not));';
    assert.deepEqual(find(messages, code), ['not', 'group.not']);
  });

  it('accepts messages read by a value, and those of a group in a variable', () => {
    const messages = { kinds: { one: '', two: '', three: '' }, title: '', enter: { go: '' } };
    const code =
      "const { title, enter } = listMessages[language]; enter.go(say.kinds[isOne ? 'one' : 'two']);";
    assert.deepEqual(find(messages, code), ['kinds.three']);
  });

  it('does not mix up the messages of two areas', () => {
    assert.deepEqual(find({ leftOut: '' }, 'runMessages[language].leftOut(1)'), ['leftOut']);
  });
});

// Tests that the workflows call only scripts that are there, and have no right that they don't need.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { ROOT } from './support/command.ts';
import { MANIFEST, readPage } from './support/pages.ts';

const FOLDER = '.github/workflows';

for (const name of readdirSync(path.join(ROOT, FOLDER))) {
  const text = readPage(path.join(FOLDER, name));

  it(`${name} calls scripts of package.json`, () => {
    // What `npm run` is given, or `npm` itself; a matrix has its scripts in a list.
    const words =
      /\bnpm (?:run (?:-s )?(?!\$)([a-z]+)|(?!run\b)([a-z]+))|^ {10}- ([a-z]+)(?: --.*)?$/gm;
    const called = [...text.matchAll(words)].map((match) => match.slice(1).find(Boolean) ?? '');
    const known = [...Object.keys(MANIFEST.scripts), 'ci', 'pkg'];
    assert.ok(called.length > 0);
    assert.deepEqual(
      called.filter((script) => !known.includes(script)),
      [],
    );
  });

  it(`${name} may only read, but for the job that publishes`, () => {
    const [, rights = ''] = /^permissions:\n((?: {2}.*\n)+)/m.exec(text) ?? [];
    assert.equal(rights, '  contents: read\n');
    const written = [...text.matchAll(/^ +([a-z-]+): write$/gm)].map(([, right]) => right);
    assert.deepEqual(written, name === 'book.yml' ? ['pages', 'id-token'] : []);
  });
}

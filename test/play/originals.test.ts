// Tests which programs run as the lesson gives them, because the learner has changed the copy.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { findFiles } from '../../src/play/originals.ts';
import { makeFolder } from '../support/tour.ts';

const SERVER = `import { PORT } from './place.ts';\n// #region say\nconsole.log(PORT);\n// #endregion say\n`;
const COPY = `import { PORT } from './place.ts';\nconsole.log(PORT);\n`;
const PLACE = 'export const PORT = 1;\n';

it('runs the lesson’s own program where the copy, or what it imports, was changed', (t) => {
  const root = makeFolder(t);
  const [course, copy] = ['course', 'copy'].map((name) => path.join(root, name)) as [
    string,
    string,
  ];
  for (const folder of [course, copy]) mkdirSync(folder);
  const write = (folder: string, file: string, text: string) =>
    writeFileSync(path.join(folder, file), text);
  write(course, 'server.ts', SERVER);
  write(course, 'client.ts', 'console.log(2);\n');
  write(course, 'place.ts', PLACE);
  write(copy, 'server.ts', COPY);
  write(copy, 'client.ts', 'console.log(2);\n');
  write(copy, 'place.ts', PLACE);
  const { keepToText, locate } = findFiles({ course, copy });
  const list = ['server', 'client'].map((actor) => ({ actor, file: `${actor}.ts` }));
  const where = () => keepToText(list).map((each) => path.relative(root, locate(each)));
  const own = [path.join('copy', 'server.ts'), path.join('copy', 'client.ts')];
  const original = path.join('course', 'server.ts');

  assert.deepEqual(where(), own, 'marks of regions are no change');
  write(copy, 'server.ts', COPY.replace('PORT)', 'PORT + 1)'));
  assert.deepEqual(where(), [original, own[1]]);
  write(copy, 'server.ts', COPY);
  write(copy, 'place.ts', 'export const PORT = 2;\n');
  assert.deepEqual(where(), [original, own[1]], 'what it imports');
  const solution = [{ actor: 'server', file: 'solution/server.ts' }];
  assert.deepEqual(keepToText(solution), solution);
});

// The learner's folder itself: the files that make it a project for editors.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { getInvocation } from '../text/invocation.ts';
import { workspaceMessages } from '../text/messages/workspace.ts';
import { withStaging } from './staging.ts';
import { readRegular } from './standing-file.ts';

/** The text of package.json; `start` is the command that `npm start` passes its words to. */
function describePackage(start: string | undefined): string {
  const content = {
    name: 'my-lessons',
    private: true,
    type: 'module',
    ...(start !== undefined && { scripts: { start } }),
    // For an editor outside of the clone: `npm install` brings the types, for any Node the learner has.
    devDependencies: { '@types/node': '>=20' },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** The command that starts this very tour from `root`: a clone by its path, so that both may be moved together. */
function spellStart(root: string): string {
  const { clone, program } = getInvocation();
  if (clone === null) return program;
  const door = path.join(clone, 'src', 'door.js');
  const isBelow = root.startsWith(clone + path.sep);
  const place = isBelow ? path.relative(root, door) : door;
  return `node ${JSON.stringify(place.replaceAll('\\', '/'))}`;
}

const COMPILER = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023'],
    module: 'nodenext',
    types: ['node'],
    strict: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    isolatedModules: true,
    moduleDetection: 'force',
    skipLibCheck: true,
    noEmit: true,
  },
};

const PACKAGE = 'package.json';

/**
 * Puts package.json and tsconfig.json into `root`, which exists, where they are missing; on first use a
 * README.md too, which the learner may throw away. A package.json of an earlier tour that the learner hasn't
 * touched gets the script it lacks. The workspace's lock must be held.
 * Throws the file system's errors.
 */
export function createFolder(root: string): void {
  const { en, zh } = workspaceMessages;
  // package.json comes last, because it shows that the others were there.
  const scaffold = [
    { name: 'README.md', text: `${en.readme}\n${zh.readme}` },
    { name: 'tsconfig.json', text: `${JSON.stringify(COMPILER, null, 2)}\n` },
    { name: PACKAGE, text: describePackage(spellStart(root)) },
  ];
  const missing = scaffold.filter(({ name }) => !existsSync(path.join(root, name)));
  const isFirstUse = missing.some(({ name }) => name === PACKAGE);
  const wanted = missing.filter(({ name }) => isFirstUse || name !== 'README.md');
  const outdated = isFirstUse || !isOutdated(root) ? [] : scaffold.slice(-1);
  if (wanted.length + outdated.length === 0) return;
  withStaging(root, (staging) => {
    const add = ({ name, text }: (typeof scaffold)[number]) =>
      staging.add(path.join(root, name), text);
    const [fresh, newer] = [wanted.map(add), outdated.map(add)];
    for (const file of fresh) file.place();
    for (const file of newer) file.replace();
  });
}

/** Whether package.json is as a tour wrote it, but starts none: without a script, or with a clone that is gone. */
function isOutdated(root: string): boolean {
  try {
    const text = readRegular(path.join(root, PACKAGE)) ?? '';
    const start: string | undefined = JSON.parse(text).scripts?.start;
    if (text !== describePackage(start)) return false;
    const [, door] = /^node (".+")$/.exec(start ?? '') ?? [];
    if (door === undefined) return start === undefined;
    return !existsSync(path.resolve(root, JSON.parse(door)));
  } catch {
    return false;
  }
}

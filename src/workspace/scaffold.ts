// The learner's folder itself: what makes it a project that editors understand.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { workspaceMessages } from '../text/messages/workspace.ts';
import { withStaging } from './staging.ts';

const PACKAGE = {
  name: 'my-lessons',
  private: true,
  type: 'module',
  // For an editor outside of the clone: `npm install` brings the types, for any Node the learner has.
  devDependencies: { '@types/node': '>=20' },
};

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

/**
 * Puts package.json and tsconfig.json into `root`, which exists, where they are missing; on first use a
 * README.md too, which the learner may throw away. The workspace's lock must be held.
 * Throws the file system's errors.
 */
export function createFolder(root: string): void {
  const missing = Object.entries(SCAFFOLD).filter(([name]) => !existsSync(path.join(root, name)));
  const isFirstUse = missing.some(([name]) => name === 'package.json');
  const wanted = missing.filter(([name]) => isFirstUse || name !== 'README.md');
  if (wanted.length === 0) return;
  withStaging(root, (staging) => {
    const files = wanted.map(([name, text]) => staging.add(path.join(root, name), text));
    for (const file of files) file.place();
  });
}

/** By name. package.json comes last, for it tells that the others were there. */
const SCAFFOLD: Record<string, string> = {
  'README.md': `${workspaceMessages.en.readme}\n${workspaceMessages.zh.readme}`,
  'tsconfig.json': `${JSON.stringify(COMPILER, null, 2)}\n`,
  'package.json': `${JSON.stringify(PACKAGE, null, 2)}\n`,
};

// Compiles the tests, and what they test, once for the suite: otherwise each of its processes would start tsx.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { transform } from 'esbuild';
import { ROOT } from './command.ts';
import { writeLoader } from './compiled-loader.ts';

/** Folders with programs that only run in processes of their own. */
const APART = /^test.(?:fixtures|lessons)\b/;

/** What the stage preloads into a program. */
const TSX = 'new URL("../stage/load-tsx.js", import.meta.url)';

/**
 * Compiles them into a folder, absolute, with maps to the places in the sources; returns the URL of their loader. The stage
 * of a test preloads `instead` (a URL) into programs where that is given, else tsx.
 */
export async function compileTests(folder: string, instead: string | null): Promise<string> {
  const sources = [...list('src'), ...list('test'), ...list('lessons').filter(isCheck)];
  await Promise.all(
    sources
      .filter((file) => !APART.test(file))
      .map(async (file) => {
        const { code } = await transform(readFileSync(path.join(ROOT, file), 'utf8'), {
          loader: 'ts',
          target: 'node20.17',
          charset: 'utf8',
          sourcemap: 'inline',
          sourcesContent: false,
          // It will be loaded under the name of its source.
          sourcefile: path.basename(file),
        });
        const compiled = path.join(folder, file.replace(/\.m?ts$/, '.js'));
        mkdirSync(path.dirname(compiled), { recursive: true });
        const isLaunch = instead !== null && file === path.join('src', 'stage', 'launch.ts');
        writeFileSync(compiled, isLaunch ? replaceTsx(code, instead) : code);
      }),
  );
  return writeLoader(folder);
}

function list(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.m?ts$/.test(name) && !name.includes('node_modules'))
    .map((name) => path.join(folder, name));
}

function replaceTsx(code: string, instead: string): string {
  if (!code.includes(TSX)) throw new Error('src/stage/launch.ts names no file that loads tsx');
  return code.replace(TSX, `new URL(${JSON.stringify(instead)})`);
}

function isCheck(file: string): boolean {
  return /^check\b.*\.ts$/.test(path.basename(file));
}

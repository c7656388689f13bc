// Compiles programs before they start: their JavaScript lies beside them, and a loader uses that instead.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The part of esbuild that is used; it is installed in the clone only. */
interface Compiler {
  transform(code: string, options: { loader: 'ts' }): Promise<{ code: string }>;
}

/** What follows the name of a program: `server.ts.js` is `server.ts` compiled. */
const ENDING = '.js';

const HOOKS = `
const find = (url) => /^file:[^?]*\\.[cm]?ts(?=$|[?])/.exec(url)?.[0];
const give = (text) => ({ format: 'module', shortCircuit: true, source: text });
`;

const IN_THREAD = `
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
${HOOKS}
registerHooks({
  load: (url, context, next) => find(url) ? give(readFileSync(new URL(find(url) + '${ENDING}'))) : next(url, context),
});
`;

const APART = `
import { readFile } from 'node:fs/promises';
${HOOKS}
export const load = async (url, context, next) =>
  find(url) ? give(await readFile(new URL(find(url) + '${ENDING}'))) : next(url, context);
`;

/**
 * The URL of a module that loads ECMAScript modules in TypeScript as `compileFolder` left them. It starts
 * in a fraction of tsx's time: tsx is for programs that change.
 */
export const COMPILED_LOADER: string = toUrl(
  'registerHooks' in createRequire(import.meta.url)('node:module')
    ? IN_THREAD
    : `import { register } from 'node:module'; register(${JSON.stringify(toUrl(APART))});`,
);

/** Whether compiled programs can be loaded: in the sources, tsx loads the tap too, so it can't be replaced. */
export const CAN_LOAD_COMPILED: boolean = path.extname(import.meta.url) === '.js';

/** A folder's programs where they can be changed. */
export interface CompiledCopy {
  /** The copy, absolute. */
  directory: string;
  remove(): void;
}

/** Copies a lesson's folder (absolute) to a folder of its own, and compiles it there. */
export async function copyCompiled(lesson: string): Promise<CompiledCopy> {
  const directory = mkdtempSync(path.join(tmpdir(), 'socket-tour-compiled-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    cpSync(lesson, directory, { recursive: true });
    // A clone has one above the lessons.
    writeFileSync(path.join(directory, 'package.json'), '{ "type": "module" }\n');
    await compileFolder(directory);
  } catch (error) {
    remove();
    throw error;
  }
  return { directory, remove };
}

/** Compiles the TypeScript of a folder, absolute, and of those in it; throws esbuild's error where it can't be read. */
export async function compileFolder(directory: string): Promise<void> {
  const { transform } = createRequire(import.meta.url)('esbuild') as Compiler;
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?ts$/.test(name))
    .map((name) => path.join(directory, name));
  await Promise.all(
    files.map(async (file) => {
      const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'ts' });
      writeFileSync(file + ENDING, code);
    }),
  );
}

function toUrl(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

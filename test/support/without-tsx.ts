// Starts programs without tsx in the build that the suite tests, where they need none: it takes three times as long as the rest of their start. A run at length has tsx for all.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { transform } from 'esbuild';
import { dropRegionMarks } from '../../src/text/region-marks.ts';
import { ROOT } from './command.ts';

/** Wrong programs that tests of `check` hand in. */
const SAMPLES = path.join('test', 'lessons', '02-server-callback');

const LOADER = 'load-tsx.js';
const REAL = 'really-load-tsx.js';
const HOOKS = 'hooks-without-tsx.mjs';

/** The same for programs that a test starts itself: their tap is not built, and comes from the loader of fixtures. */
const LOADER_IN_TESTS = 'load-tsx-in-tests.mjs';

/**
 * Puts a file before what loads tsx in a built `stage`, absolute: for JavaScript modules, and the lessons' programs until they
 * are changed. Returns the URL of what does the same in the tests' own processes; `fixtures` is that of the loader of fixtures.
 */
export async function dispenseWithTsx(stage: string, fixtures: string): Promise<string> {
  const compiled = path.join(stage, 'compiled');
  mkdirSync(compiled);
  await Promise.all([...listPrograms()].map((file) => compile(file, compiled)));
  renameSync(path.join(stage, LOADER), path.join(stage, REAL));
  writeFileSync(path.join(stage, LOADER), LOAD);
  writeFileSync(path.join(stage, HOOKS), writeHooks());
  const inTests = path.join(stage, LOADER_IN_TESTS);
  writeFileSync(
    inTests,
    `import '${fixtures}';\nawait import('./${LOADER}' + new URL(import.meta.url).search);\n`,
  );
  return pathToFileURL(inTests).href;
}

function* listPrograms(): Generator<string> {
  for (const folder of ['lessons', path.join('test', 'fixtures'), SAMPLES]) {
    for (const name of readdirSync(path.join(ROOT, folder), {
      recursive: true,
      encoding: 'utf8',
    })) {
      if (name.endsWith('.ts') && !/(?:^|\W)check\b|node_modules/.test(name)) {
        yield path.join(ROOT, folder, name);
      }
    }
  }
}

/** Under the digest of its text: a learner's copy, which has no marks of regions, is found wherever it lies, until it is changed. */
async function compile(file: string, folder: string): Promise<void> {
  const shipped = readFileSync(file, 'utf8');
  const options = { loader: 'ts', target: 'node20.17', sourcemap: 'inline' } as const;
  for (const source of new Set([shipped, dropRegionMarks(shipped)])) {
    try {
      const { code } = await transform(source, { ...options, sourcefile: path.basename(file) });
      writeFileSync(path.join(folder, createHash('sha1').update(source).digest('hex')), code);
    } catch {
      // What can't be compiled is left to tsx, which says so.
    }
  }
}

const FIND = `import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
export function find(file) {
  try {
    const digest = createHash('sha1').update(readFileSync(file)).digest('hex');
    const compiled = new URL('./compiled/' + digest, import.meta.url);
    return existsSync(compiled) ? readFileSync(compiled, 'utf8') : null;
  } catch {
    return null;
  }
}
`;

const LOAD = `${FIND}
import module from 'node:module';
const program = process.argv[1] ?? '';
if (program.endsWith('.ts') && find(program) !== null) {
  process.setSourceMapsEnabled(true);
  // Node 26 warns of it; no warning is to be among what a program prints.
  const { noDeprecation } = process;
  process.noDeprecation = true;
  module.register(new URL('./${HOOKS}', import.meta.url));
  process.noDeprecation = noDeprecation;
} else if (!program.endsWith('.mjs')) {
  await import('./${REAL}' + new URL(import.meta.url).search);
}
`;

/** From the first text on that nobody compiled, such as a change that a spare loads, tsx's own hooks. */
function writeHooks(): string {
  const tsx = pathToFileURL(
    path.join(ROOT, 'node_modules', 'tsx', 'dist', 'esm', 'index.mjs'),
  ).href;
  // The tap, which the loader of fixtures gives to a program that a test starts itself.
  const own = pathToFileURL(path.join(ROOT, 'src', path.sep)).href;
  return `${FIND}
let tsx = null;
export const resolve = (specifier, context, next) =>
  tsx ? tsx.resolve(specifier, context, next) : next(specifier, context);
export async function load(url, context, next) {
  if (!tsx && /^file:[^?]*\\.ts(?:$|[?])/.test(url) && !url.startsWith('${own}')) {
    const source = find(new URL(url));
    if (source !== null) return { format: 'module', shortCircuit: true, source };
    tsx = await import('${tsx}');
    tsx.initialize({});
  }
  return tsx ? tsx.load(url, context, next) : next(url, context);
}
`;
}

// Builds the JavaScript of the package, into `dist/` or the folder given: few files, because each takes time to load.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type RolldownOptions, rolldown } from 'rolldown';

const root = import.meta.dirname;
const [folder = 'dist'] = process.argv.slice(2);
const outdir = path.resolve(root, folder);

/**
 * What is loaded together, as the files that it begins with: a chunk is all that a file loads, statically, and no
 * earlier one has. So a command finds its code in a few of them.
 */
const TOGETHER = [
  'src/main.ts',
  'src/commands/list.ts',
  'src/commands/walk.ts',
  'src/commands/run.ts',
  'src/check/kit.ts',
];

const options = {
  cwd: root,
  platform: 'node',
  external: (id) => !id.startsWith('.') && !path.isAbsolute(id),
  transform: { target: 'node20.17' },
  checks: { ineffectiveDynamicImport: false },
} satisfies RolldownOptions;

/** Where the files are that a module imports statically; null where it is none of the project's. */
type ModuleInfo = (id: string) => { importedIds: readonly string[] } | null;

/** The file whose chunk each module belongs to, by the modules' paths, absolute; those of no file go where they are needed. */
function divide(files: readonly string[], infoOf: ModuleInfo): ReadonlyMap<string, string> {
  const chunks = new Map<string, string>();
  const take = (id: string, file: string) => {
    if (chunks.has(id)) return;
    chunks.set(id, file);
    for (const imported of infoOf(id)?.importedIds ?? []) take(imported, file);
  };
  for (const file of files) take(path.join(root, file), file);
  // What begins by itself is no part of what others load.
  for (const entry of entries) chunks.delete(path.join(root, entry));
  return chunks;
}

const checks = readdirSync(path.join(root, 'lessons'))
  .map((lesson) => `lessons/${lesson}/check.ts`)
  .filter((file) => existsSync(path.join(root, file)));
const entries = ['src/main.ts', 'src/author/main.ts', 'src/play/judge.ts', ...checks];
// One bundle each: they are loaded into the learner's programs.
const preloads = [
  'src/stage/tap/preload.js',
  'src/stage/load-tsx.js',
  'src/check/rerun.ts',
  'src/check/forgetful.ts',
];

rmSync(outdir, { recursive: true, force: true });
await build(entries, TOGETHER);
for (const preload of preloads) await build([preload], []);

/** Bundles the files, and what they load; `together` begin a chunk each. Without those, each is a bundle of its own. */
async function build(files: readonly string[], together: readonly string[]): Promise<void> {
  let chunks: ReadonlyMap<string, string> = new Map();
  const openGroup = (file: string, index: number) => ({
    name: path.basename(file, '.ts'),
    // What one has taken, the ones behind it go without.
    priority: together.length - index,
    test: (id: string) => chunks.get(id) === file,
  });
  const bundle = await rolldown({
    ...options,
    input: Object.fromEntries(files.map((file) => [file.replace(/\.\w+$/, ''), file])),
    plugins: [
      {
        name: 'divide',
        buildEnd() {
          chunks = divide(together, (id) => this.getModuleInfo(id));
        },
      },
    ],
  });
  await bundle.write({
    dir: outdir,
    format: 'esm',
    entryFileNames: '[name].js',
    // As deep as the rooms: from both, `../stage/tap/` is the tap's folder.
    chunkFileNames: 'src/chunks/[name]-[hash].js',
    codeSplitting: together.length > 0 && { groups: together.map(openGroup) },
  });
  await bundle.close();
}

// Builds the JavaScript of the package, into `dist/` or the folder given: few files, because each takes time to load.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const root = import.meta.dirname;
const [folder = 'dist'] = process.argv.slice(2);
const outdir = path.resolve(root, folder);

const options = {
  absWorkingDir: root,
  outdir,
  outbase: '.',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.17',
  packages: 'external',
  charset: 'utf8',
  logLevel: 'warning',
} satisfies BuildOptions;

const checks = readdirSync(path.join(root, 'lessons'))
  .map((lesson) => `lessons/${lesson}/check.ts`)
  .filter((file) => existsSync(path.join(root, file)));

rmSync(outdir, { recursive: true, force: true });
await build({
  ...options,
  entryPoints: ['src/main.ts', 'src/author/main.ts', 'src/play/judge.ts', ...checks],
  splitting: true,
  // As deep as the rooms: from both, `../stage/tap/` is the tap's folder.
  chunkNames: 'src/chunks/[name]-[hash]',
});
// One bundle each: they are loaded into the learner's programs.
const preloads = [
  'src/stage/tap/preload.js',
  'src/stage/load-tsx.js',
  'src/check/rerun.ts',
  'src/check/forgetful.ts',
];
await build({ ...options, entryPoints: preloads });

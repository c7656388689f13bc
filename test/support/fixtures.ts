// Compiles the small programs of test/fixtures once for the suite: tsx takes three times as long to start.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './command.ts';
import { writeLoader } from './compiled-loader.ts';

/** What the stage and the checks load into a program. */
const PRELOADS = ['src/stage/tap/index.ts', 'src/check/rerun.ts', 'src/check/forgetful.ts'];

/** Compiles them into a folder, absolute; returns the URL of their loader. */
export async function compileFixtures(folder: string): Promise<string> {
  const names = readdirSync(path.join(ROOT, 'test', 'fixtures'), {
    recursive: true,
    encoding: 'utf8',
  });
  const entryPoints = names
    .filter((name) => /\.m?ts$/.test(name))
    .map((name) => path.join('test', 'fixtures', name));
  const options = {
    absWorkingDir: ROOT,
    outdir: folder,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20.17',
  } as const;
  await build({ ...options, entryPoints });
  await build({ ...options, entryPoints: PRELOADS, bundle: true, packages: 'external' });
  return writeLoader(folder);
}

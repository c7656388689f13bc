// Compiles the small programs of test/fixtures once for the suite: tsx takes three times as long to start.
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './command.ts';

/** What the stage and the checks load into a program. */
const PRELOADS = ['src/stage/tap/index.ts', 'src/check/rerun.ts', 'src/check/forgetful.ts'];
const HOOKS = 'hooks.mjs';

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
  writeFileSync(path.join(folder, HOOKS), writeHooks(folder));
  const loader = path.join(folder, 'loader.mjs');
  writeFileSync(
    loader,
    `import * as module from 'node:module';
import * as hooks from './${HOOKS}';
if (module.registerHooks) module.registerHooks(hooks);
else module.register('./${HOOKS}', import.meta.url);
`,
  );
  return pathToFileURL(loader).href;
}

function writeHooks(folder: string): string {
  const [from, to] = [ROOT, `${folder}${path.sep}`].map((each) => pathToFileURL(each).href);
  return `import { readFileSync } from 'node:fs';
export const load = (url, context, next) => {
  const [file] = url.split('?');
  if (!file.startsWith('${from}') || !/\\.m?ts$/.test(file)) return next(url, context);
  const compiled = '${to}' + file.slice(${from?.length}).replace(/\\.m?ts$/, '.js');
  return { format: 'module', shortCircuit: true, source: readFileSync(new URL(compiled), 'utf8') };
};
`;
}

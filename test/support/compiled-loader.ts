// Writes a loader that gives programs of the clone as they were compiled beforehand: tsx takes three times as long to start.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './command.ts';

const HOOKS = 'hooks.mjs';

/**
 * Writes it into the folder (absolute) where each `NAME.ts` of the clone lies as `NAME.js`; returns its URL. What isn't
 * there is left to Node.
 */
export function writeLoader(folder: string): string {
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
  return `import { existsSync, readFileSync } from 'node:fs';
export const load = (url, context, next) => {
  const [file] = url.split('?');
  if (!file.startsWith('${from}') || !/\\.m?ts$/.test(file)) return next(url, context);
  const compiled = new URL('${to}' + file.slice(${from?.length}).replace(/\\.m?ts$/, '.js'));
  if (!existsSync(compiled)) return next(url, context);
  return { format: 'module', shortCircuit: true, source: readFileSync(compiled, 'utf8') };
};
`;
}

// Starts JavaScript modules without tsx in the build that is tested: most of the suite's programs are some, and tsx costs each three times the rest of its start.
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Puts a file before what loads tsx in a built `stage`, absolute; `npm run lessons` and the installed command have tsx for all. */
export function spareTsx(stage: string): void {
  renameSync(path.join(stage, 'load-tsx.js'), path.join(stage, 'really-load-tsx.js'));
  writeFileSync(
    path.join(stage, 'load-tsx.js'),
    `if (!/\\.mjs$/.test(process.argv[1] ?? '')) {
  await import('./really-load-tsx.js' + new URL(import.meta.url).search);
}
`,
  );
}

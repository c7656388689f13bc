// Makes the pictures of the READMEs again: `npm run pictures -- [NAME…]`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES } from '../../src/text/language.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const words = process.argv.slice(2);
// Built as for the package, and apart from what `npm run build` makes: the sources take longer to start.
const built = path.join(root, 'dist', `pictures-${process.pid}`);
try {
  execFileSync(process.execPath, ['--import', 'tsx', 'build.ts', built], { cwd: root });
  process.env.SOCKET_TOUR_BUILT = path.join(built, 'src', 'main.js');
  // Only now: what it imports reads that variable.
  const { FOLDER, PICTURES, fileOf } = await import('./pictures.ts');
  mkdirSync(path.join(root, FOLDER), { recursive: true });
  const names = (Object.keys(PICTURES) as (keyof typeof PICTURES)[]).filter(
    (name) => words.length === 0 || words.includes(name),
  );
  for (const name of names) {
    for (const language of LANGUAGES) {
      const file = path.join(FOLDER, fileOf(name, language));
      const svg = await PICTURES[name](language);
      writeFileSync(path.join(root, file), svg);
      console.log(`${file}  ${(Buffer.byteLength(svg) / 1024).toFixed(0)} KiB`);
    }
  }
} finally {
  rmSync(built, { recursive: true, force: true });
}

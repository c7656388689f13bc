// Measures what an installation adds: packages and megabytes.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Figure } from './figure.ts';
import { type Kit, makeFolder } from './kit.ts';
import { timeWell } from './process.ts';

/** Counts the packages of our installation and of learnyounode's, and measures their size on the disk. */
export async function measureInstall(kit: Kit): Promise<Figure[]> {
  const theirs = makeFolder(kit, 'learnyounode');
  await timeWell(['npm', 'install', '--no-audit', '--no-fund', 'learnyounode@4'], theirs);
  return [describe('socket-tour', kit.home), describe('learnyounode', theirs)];
}

function describe(who: string, folder: string): Figure {
  const modules = path.join(folder, 'node_modules');
  const files = readdirSync(modules, { recursive: true, encoding: 'utf8' });
  const packages = files.filter((file) =>
    /(^|node_modules\/)(@[^/]+\/)?[^@./][^/]*\/package\.json$/.test(file),
  );
  const bytes = files.reduce((sum, file) => {
    const stat = statSync(path.join(modules, file), { throwIfNoEntry: false });
    return sum + (stat?.isFile() ? stat.size : 0);
  }, 0);
  return {
    who,
    unit: 'packages',
    values: [packages.length],
    note: `${(bytes / 2 ** 20).toFixed(1)} MiB`,
  };
}

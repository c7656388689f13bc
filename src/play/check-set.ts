// The checks of a lesson, loaded from its check.ts.
import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckSet } from '../check/checks.ts';

/** The checks of a lesson's folder, or null where it has none. */
export async function loadCheckSet(folder: string): Promise<CheckSet | null> {
  // Once built, the checks lie beside the built sources as they do in the clone: `.ts` there, `.js` here.
  const url = new URL(`../../lessons/${folder}/check${extname(import.meta.url)}`, import.meta.url);
  if (!existsSync(fileURLToPath(url))) return null;
  const { default: set } = (await import(url.href)) as { default: CheckSet };
  return set;
}

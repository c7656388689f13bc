// Opens a check's tools on the small programs of test/fixtures/check, and examines those.
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checks } from '../../src/check/checks.ts';
import { type ExamineOptions, examine, type Outcome } from '../../src/check/examine.ts';
import { openToolBox, type ToolBox, type Tools } from '../../src/check/tools.ts';
import { createMarker, MARKER, waitForNoProcess } from '../support/processes.ts';
import { FIXTURE_LOADER } from '../support/stage.ts';

/** The programs under check; they stand for the learner's and for the course's own. */
export const PROGRAMS = fileURLToPath(new URL('../fixtures/check', import.meta.url));

const SITE = { directory: PROGRAMS, course: PROGRAMS, loader: FIXTURE_LOADER };

/** Opens tools that are closed when the test ends. */
export function openBox(t: TestContext): ToolBox {
  const box = openToolBox(SITE);
  t.after(() => box.close());
  return box;
}

/** Examines with one check. */
export async function examineOnly(
  run: (tools: Tools) => Promise<'slip' | null>,
  options: Partial<ExamineOptions> = {},
): Promise<Outcome> {
  const set = checks('00-fixtures', { one: { mistakes: ['slip'], run } });
  const [outcome] = await examine(set, { ...SITE, ...options });
  if (!outcome) throw new Error('no outcome');
  return outcome;
}

/** The environment that marks a program and all it starts; the test fails where one is left when it ends. */
export function markPrograms(t: TestContext): Record<string, string> {
  const marker = createMarker();
  t.after(() => waitForNoProcess(marker));
  return { [MARKER]: marker };
}

/** The lines of a story, in English. */
export function tellStory({ story, difference }: Outcome): string {
  return [
    ...story.map(({ en }) => en),
    ...(difference ? [`expected ${difference.expected.en}`, `got ${difference.got.en}`] : []),
  ].join('\n');
}

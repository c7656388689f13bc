// A stage for the programs of test/fixtures, which the suite has compiled.
import { openStage as openAnyStage, type Stage, type StageOptions } from '../../src/stage/stage.ts';

/** The variable with the URL of what loads them. */
export const LOADER_VARIABLE = 'SOCKET_TOUR_FIXTURES';

/**
 * What is preloaded instead of tsx into a program of test/fixtures, as a URL; undefined, so that it is tsx, where one
 * test file runs alone. Tests of what tsx does, such as the places in a stack, leave it out.
 */
export const FIXTURE_LOADER: string | undefined = process.env[LOADER_VARIABLE];

/** Opens a stage whose programs lie in test/fixtures, and need no tsx. */
export function openStage(options: StageOptions = {}): Stage {
  return openAnyStage({ loader: FIXTURE_LOADER, ...options });
}

// The messages about the learner's folder: failures of the file system, and progress that could not be read, in each language.
import { speakBoth } from '../bilingual.ts';
import type { Bilingual } from '../language.ts';
import { en } from './en/workspace.ts';
import { zh } from './zh/workspace.ts';

export type { StandingObstacle } from './en/workspace.ts';

/** The texts of the learner's folder. */
export const workspaceMessages: Bilingual<typeof en> = speakBoth(en, zh);

// The messages about the learner's folder: failures of the file system, and progress that could not be read.
import { getInvocation, spellCommand } from '../../invocation.ts';

/** What is in the place of a lesson's file. */
export type StandingObstacle = 'link' | 'folder' | 'file' | 'other';

const OBSTACLES_EN: Record<StandingObstacle, string> = {
  link: 'a symbolic link',
  folder: 'a folder',
  file: 'a file',
  other: 'neither a file nor a folder',
};

/** In English. */
export const en = {
  readme: `# Your lessons

Here is your own copy of the course's programs, one folder a lesson. Change whatever you like: nothing you
wrote is ever overwritten. \`npm start -s -- reset LESSON\` puts a lesson's starting code back, after moving yours
into \`.backup/\`. Your progress is kept in \`.progress.json\`.

In this folder, and in those below it, \`npm start\` goes on with the tour, \`npm start -s -- check\` checks the
lesson you are in, and \`npm start -s -- --help\` names all commands.

If your editor doesn't know the types of \`node:net\`, run \`npm install\` once in this folder.
`,
  notAFolder: (place: string) =>
    `${place} can't be used as a folder: something else stands there.\nYour copy of the lessons belongs there. Move that file away or rename it, then try again.`,
  noPermission: (place: string) =>
    `The system doesn't let the tour read or write ${place}.\nNothing of yours was changed. See who owns it, or go to a folder of your own (cd) and start the tour there: ${getInvocation().elsewhere}`,
  readOnly: (place: string) =>
    `${place} is on a disk that can only be read.\nNothing of yours was changed. Go to a folder that can be written to (cd) and start the tour there: ${getInvocation().elsewhere}`,
  diskFull: (place: string) =>
    `The disk is full: the tour can't write ${place}.\nNothing of yours was changed. Make some room, then try again.`,
  danglingLink: (place: string) =>
    `${place} is a link, and what it leads to is not there.\nMake the folder that it leads to, or delete the link, then try again.`,
  trouble: (place: string, message: string) =>
    `Something went wrong with ${place}: ${message}\nNothing of yours was changed. Fix that, then try again.`,
  obstacle: (place: string, obstacle: StandingObstacle, lesson: string) =>
    `${place} is ${OBSTACLES_EN[obstacle]}; the lesson needs something else there, and the tour doesn't overwrite what is yours.\nMove it away, or let ${spellCommand(`reset ${lesson}`)} move it into a backup.`,
  folderObstacle: (place: string, obstacle: StandingObstacle) =>
    `${place} is ${OBSTACLES_EN[obstacle]}; the lesson needs a folder there, and the tour doesn't overwrite what is yours.\nMove it away, then try again.`,
  unknownLesson: (folder: string) =>
    `There is no lesson ${folder} in this version of the course.\n${spellCommand('list')} shows all there are.`,
  halfReset: (backup: string, message: string) =>
    `The starting code could not be put back: ${message}\nYour files are safe in ${backup}.`,
  lockBusy: (place: string, pid: number | null, seconds: number) =>
    `Another tour${pid === null ? '' : ` (process ${pid})`} has kept your progress locked for ${seconds} seconds.\nEnd it and try again. If there is none, delete ${place}.`,
  progressBroken: (place: string, hasSalvage: boolean) =>
    `Your progress could not be read in full${hasSalvage ? '; what was sound is kept' : ' and starts afresh'}. Your code is untouched.\nThe broken file was set aside: ${place}`,
  progressNewer: (place: string) =>
    `Your progress was written by a newer socket-tour; what this one understands is kept. Your code is untouched.\nThe newer file was set aside: ${place}`,
};

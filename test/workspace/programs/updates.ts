// A tour that changes the progress again and again: `updates.ts ROOT NAME COUNT`, a line for each change.

import { lessonProgress } from '../../../src/workspace/progress.ts';
import { openProgressFile } from '../../../src/workspace/progress-file.ts';

const [root = '', name = '', count = '0'] = process.argv.slice(2);
const file = openProgressFile(root);
for (let index = 0; index < Number(count); index++) {
  file.update((progress) => {
    lessonProgress(progress, 'shared').step++;
    lessonProgress(progress, name).hints[`hint-${index}`] = index;
  });
  process.stdout.write(`${index}\n`);
}

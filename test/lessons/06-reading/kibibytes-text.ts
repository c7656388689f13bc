// Wrong: copied from the page, unit and all.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: `${new net.Socket().writableHighWaterMark / 1024} KiB`,
  closeArgument: 'boolean',
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

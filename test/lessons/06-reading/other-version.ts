// Wrong: the number of another edition of the page.
import net from 'node:net';

const isNew =
  new net.Socket().writableHighWaterMark === 65536;

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: isNew ? 16384 : 65536,
  closeArgument: 'boolean',
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

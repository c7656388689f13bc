// Wrong: a name that is data must be a text.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: 'string',
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

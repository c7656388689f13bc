// Asks functions of Node, and no connection.
import { getDefaultHighWaterMark } from 'node:stream';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: getDefaultHighWaterMark(false),
  closeArgument: typeof Boolean(0),
  byteLength: Buffer.from('你好', 'utf8').length,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

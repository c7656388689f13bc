// Wrong: the last number of bytes for which `write` says true.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark - 1,
  closeArgument: 'boolean',
  byteLength: Buffer.byteLength('你好'),
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

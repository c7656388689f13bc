// Wrong: the bytes, in place of their number.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: 'boolean',
  byteLength: Buffer.from('你好').toString('hex'),
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

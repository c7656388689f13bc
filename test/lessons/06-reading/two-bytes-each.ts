// Wrong: as JavaScript stores it, not as it is sent.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: 'boolean',
  byteLength: Buffer.from('你好', 'utf16le').length,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

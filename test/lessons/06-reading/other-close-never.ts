// Wrong: asked a socket that was never connected.
import { once } from 'node:events';
import net from 'node:net';

const never = new net.Socket().destroy();
const [argument] = await once(never, 'close');

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: typeof argument,
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

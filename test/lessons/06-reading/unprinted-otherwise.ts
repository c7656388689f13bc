// Wrong: prints the answers alone.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: 'boolean',
  byteLength: 6,
};

console.log(Object.values(answers).join(' '));

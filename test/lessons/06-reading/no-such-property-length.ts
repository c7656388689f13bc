// Wrong: reads a property that no string has.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  highWaterMark: new net.Socket().writableHighWaterMark,
  closeArgument: 'boolean',
  // @ts-expect-error: the compiler knows better.
  byteLength: '你好'.byteLength,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

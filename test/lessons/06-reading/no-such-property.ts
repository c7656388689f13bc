// Wrong: reads a property that no socket has.
import net from 'node:net';

type Answer = number | string | null;

export const answers: Record<string, Answer> = {
  // @ts-expect-error: the compiler knows better.
  highWaterMark: new net.Socket().highWaterMark,
  closeArgument: 'boolean',
  byteLength: 6,
};

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

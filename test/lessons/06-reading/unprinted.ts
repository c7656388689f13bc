// Wrong: has the answers, by version, and prints none of them.
import net from 'node:net';

type Answer = number | string | null;

class Answers implements Record<string, Answer> {
  [question: string]: Answer;
  highWaterMark = new net.Socket().writableHighWaterMark;
  closeArgument = 'boolean';
  byteLength = 6;
}

export const answers: Record<string, Answer> =
  new Answers();

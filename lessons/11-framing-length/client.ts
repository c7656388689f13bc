// One frame, in one piece.
import { frame } from './frame.ts';
import { talk } from './talk.ts';

const hello = frame(Buffer.from('hello'));

await talk(hello);

// Three frames, in one piece.
import { frame } from './frame.ts';
import { talk } from './talk.ts';

// #region three
const one = frame(Buffer.from('one'));
const two = frame(Buffer.from('two'));
const three = frame(Buffer.from('three'));

await talk(Buffer.concat([one, two, three]));
// #endregion three

// One frame, cut in the middle of its header.
import { frame } from './frame.ts';
import { talk } from './talk.ts';

// #region torn
const hello = frame(Buffer.from('hello'));

await talk(hello.subarray(0, 2), hello.subarray(2));
// #endregion torn

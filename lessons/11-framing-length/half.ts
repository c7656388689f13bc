// One frame, cut in the middle of its body.
import { frame } from './frame.ts';
import { talk } from './talk.ts';

// #region half
const whole = frame(Buffer.from('hello, world'));

await talk(whole.subarray(0, 9), whole.subarray(9));
// #endregion half

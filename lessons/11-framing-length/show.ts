// Frames, byte by byte.
import { frame } from './frame.ts';

const hex = (bytes: Buffer) =>
  bytes.toString('hex').replace(/..(?=.)/g, '$& ');

// #region show
console.log(hex(frame(Buffer.from('hello'))));
console.log(hex(frame(Buffer.from('你好'))));
console.log(hex(frame(Buffer.from([0, 10, 255]))));
console.log(hex(frame(Buffer.alloc(0))));
// #endregion show

// The same four bytes, read as different numbers.

// #region numbers
const five = Buffer.from([0x00, 0x00, 0x00, 0x05]);
console.log(`BE: ${five.readUInt32BE(0)}`);
console.log(`LE: ${five.readUInt32LE(0)}`);

const ones = Buffer.from([0xff, 0xff, 0xff, 0xff]);
console.log(`UInt32: ${ones.readUInt32BE(0)}`);
console.log(`Int32: ${ones.readInt32BE(0)}`);
// #endregion numbers

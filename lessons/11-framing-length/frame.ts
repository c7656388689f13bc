// A frame: how long the body is, and then the body.

// #region frame
export function frame(body: Uint8Array): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}
// #endregion frame

// Three questions, to be answered by your own Node.

type Answer = number | string | null;

// #region answers
// TODO: replace each null with what your Node says.
export const answers: Record<string, Answer> = {
  // How many bytes may wait in a new socket before its
  // write() returns false?
  highWaterMark: null,

  // A connection is over. What does typeof say of the
  // argument that the socket's 'close' listener gets?
  closeArgument: null,

  // How many bytes does '你好' put on the wire?
  byteLength: null,
};
// #endregion answers

for (const [question, answer] of Object.entries(answers)) {
  console.log(`${question}: ${answer}`);
}

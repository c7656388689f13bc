// Characters as people see them: a letter with its marks, or an emoji made of several, is one.

let segmenter: Intl.Segmenter | undefined;

/** How much is segmented in one go, in code units. */
const PIECE = 256;

/** The characters of `text`, in order. */
export function listCharacters(text: string): string[] {
  // Made on first use: it takes 10 ms, as long as everything else that a start loads.
  segmenter ??= new Intl.Segmenter();
  const found: string[] = [];
  // Piece by piece: V8 takes minutes for 200,000 code units at once, since the time grows with the square.
  let piece = PIECE;
  for (let from = 0; from < text.length; ) {
    const to = findEnd(text, from + piece);
    const some = Array.from(segmenter.segment(text.slice(from, to)), ({ segment }) => segment);
    // The last one may continue behind the piece; if it is the only one, it is very long.
    const last = to < text.length ? (some.pop() ?? '') : '';
    for (const character of some) found.push(character);
    from = to - last.length;
    piece = some.length > 0 ? PIECE : piece * 2;
  }
  return found;
}

/** Where a piece ends: never between the halves of a pair. */
function findEnd(text: string, to: number): number {
  let end = to;
  while (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end += 1;
  return Math.min(text.length, end);
}

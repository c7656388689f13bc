// Characters as people see them: a letter with its marks, or an emoji made of several, is one.

let segmenter: Intl.Segmenter | undefined;

/** The characters of `text`, in order. */
export function listCharacters(text: string): string[] {
  // Made when it is first needed: it takes 10 ms, as long as what else a start loads.
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

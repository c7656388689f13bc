// The trace as JSON, one object a line.
import { isShown, type View } from './view.ts';

// JSON leaves these as they are; a terminal that reads C1 controls obeys some, editors break lines at others, and
// the rest hide or turn what stands beside them.
const UNESCAPED = /[\u007f-\u009f\u2028\u2029]|\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}/gu;

const ASCII = /^[ -~]*$/;

/** A view for programs: each row is the event itself. With `wire` off it has the same rows as the other views. */
export function createJson(): View {
  const view: View = {
    wire: true,
    hex: false,
    origin: 0,
    heading: () => [],
    resize: () => {},
    row: (event) => (isShown(event, view) ? [stringify(event)] : []),
  };
  return view;
}

/** `value` as JSON on one line that no terminal obeys and no editor breaks. */
export function stringify(value: object): string {
  const json = JSON.stringify(value);
  if (ASCII.test(json)) return json;
  return json.replace(UNESCAPED, (character) => {
    const units = Array.from({ length: character.length }, (_, index) =>
      character.charCodeAt(index),
    );
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
}

// The trace as JSON, one object a line.
import { isShown, type View } from './view.ts';

// JSON leaves these as they are; a terminal that reads C1 controls obeys some, editors break lines at others.
const UNESCAPED = /[\u007f-\u009f\u2028\u2029]/g;

/** A view for programs: each row is the event itself. With `wire` off it has the rows the others have. */
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

/** `value` as JSON on one line, that neither a terminal obeys nor an editor breaks. */
export function stringify(value: object): string {
  return JSON.stringify(value).replace(UNESCAPED, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

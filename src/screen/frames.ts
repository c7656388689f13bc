// Folds the frames in a stack trace that lie in Node itself, or in what loads TypeScript, into one line with their number.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { traceMessages } from '../text/messages/trace.ts';
import type { View } from './view.ts';

/** A line on its way to the screen. */
interface Line {
  readonly kind: string;
  readonly actor?: string;
  readonly text?: string;
}

const NODES = /^\s+at (?:.* \()?(?:async )?node:\S+:\d+:\d+\)?(?: \{)?$/;
const LOADERS = /^\s+at .*[\\/]node_modules[\\/]tsx[\\/]dist[\\/][^\\/]+:\d+:\d+\)?(?: \{)?$/;

/** Takes lines in their order, and holds frames back until it is known how many there are. */
class FrameFold<T extends Line> {
  #held: T[] = [];

  /** What is to be shown now. */
  take(line: T, language: Language): T[] {
    const isFrame = line.kind === 'stderr' && isNodesFrame(line.text ?? '');
    const [first] = this.#held;
    const before = isFrame && first?.actor === line.actor ? [] : this.flush(language);
    if (!isFrame) return [...before, line];
    this.#held.push(line);
    return before;
  }

  /** What was held back. */
  flush(language: Language): T[] {
    const held = this.#held;
    const [first] = held;
    if (first === undefined) return [];
    this.#held = [];
    if (held.length === 1) return held;
    const hasLoader = held.some(({ text = '' }) => LOADERS.test(text));
    // Below the frames, Node prints the error's properties.
    const rest = held.at(-1)?.text?.endsWith(' {') ? ' {' : '';
    const indent = /^\s*/.exec(first.text ?? '')?.[0] ?? '';
    const text = indent + traceMessages[language].frames(held.length, hasLoader) + rest;
    return [{ ...first, text }];
  }
}

function isNodesFrame(text: string): boolean {
  return NODES.test(text) || LOADERS.test(text);
}

/** All lines of a text that is complete. */
export function foldFrames<T extends Line>(lines: readonly T[], language: Language): T[] {
  const fold = new FrameFold<T>();
  return [...lines.flatMap((line) => fold.take(line, language)), ...fold.flush(language)];
}

/** Has a view fold them too; `flush` returns the lines of what is held back. */
export function foldInView(view: View, language: Language): View {
  const fold = new FrameFold<TraceEvent>();
  const row = view.row.bind(view);
  view.row = (event) => fold.take(event, language).flatMap(row);
  view.flush = () => fold.flush(language).flatMap(row);
  return view;
}

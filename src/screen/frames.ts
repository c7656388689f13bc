// Folds the frames in a stack trace that lie in Node itself, or in what loads TypeScript, into one line with their number.
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { traceMessages } from '../text/messages/trace.ts';
import type { View } from './view.ts';

const NODES = /^\s+at (?:.* \()?(?:async )?node:\S+:\d+:\d+\)?(?: \{)?$/;
const LOADERS = /^\s+at .*[\\/]node_modules[\\/]tsx[\\/]dist[\\/][^\\/]+:\d+:\d+\)?(?: \{)?$/;

const OWNERS: Readonly<Record<string, RegExp>> = { Node: NODES, tsx: LOADERS };

/** Has a view hold such frames back until it is known how many there are; `flush` says that no more are to come. */
export function foldFrames(view: View, language: Language): View {
  let held: TraceEvent[] = [];
  const row = view.row.bind(view);
  const flush = () => {
    const frames = held;
    held = [];
    return fold(frames, language).flatMap(row);
  };
  view.flush = flush;
  view.row = (event) => {
    const isFrame = event.kind === 'stderr' && isForeign(event);
    if (!isFrame) return held.length === 0 ? row(event) : [...flush(), ...row(event)];
    const before = held[0]?.actor === event.actor ? [] : flush();
    held.push(event);
    return before;
  };
  return view;
}

/** A run's events, in which each row of such frames is one. */
export function foldAllFrames(events: readonly TraceEvent[], language: Language): TraceEvent[] {
  const folded: TraceEvent[] = [];
  let held: TraceEvent[] = [];
  for (const event of [...events, null]) {
    const isFrame = event !== null && event.kind === 'stderr' && isForeign(event);
    if (!isFrame || held[0]?.actor !== event.actor) {
      folded.push(...fold(held, language));
      held = [];
    }
    if (isFrame) held.push(event);
    else if (event) folded.push(event);
  }
  return folded;
}

function isForeign({ text = '' }: TraceEvent): boolean {
  return NODES.test(text) || LOADERS.test(text);
}

/** One line in place of frames, of one as well: no learner has written it. */
function fold(frames: readonly TraceEvent[], language: Language): readonly TraceEvent[] {
  const [first] = frames;
  if (!first) return [];
  const owners = Object.entries(OWNERS).flatMap(([name, pattern]) =>
    frames.some(({ text = '' }) => pattern.test(text)) ? name : [],
  );
  const indent = /^\s*/.exec(first.text ?? '')?.[0] ?? '';
  // Below the frames, Node prints the error's properties.
  const rest = frames.at(-1)?.text?.endsWith(' {') ? ' {' : '';
  const text = indent + traceMessages[language].frames(frames.length, owners) + rest;
  return [{ ...first, text }];
}

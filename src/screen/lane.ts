// The trace in one lane: `server │ text`, for pipes, narrow terminals and screen readers; in lessons with its time.
import type { TraceEvent } from '../stage/trace/trace.ts';
import { measureWidth, padEnd, truncate } from '../text/width.ts';
import { wrapText } from '../text/wrap.ts';
import { nameActors } from './actor-names.ts';
import { formatTime, TIME_COLUMNS } from './clock.ts';
import { Connections } from './connections.ts';
import { renderHexdump } from './hexdump.ts';
import { expandTabs, showControls } from './printable.ts';
import { dressNote, dressRow, HEX_INDENT, type Row } from './row.ts';
import {
  dropShown,
  isOutput,
  isProxyRoutine,
  isShown,
  type View,
  type ViewOptions,
  type Wire,
} from './view.ts';

const BAR = '│';
const PLAIN = /^[ -~]*$/;
// Below this many columns for the text, the name before it is shortened.
const TEXT_AT_LEAST = 12;
// Below this many, the time is left out.
const TIMED_TEXT_AT_LEAST = 20;

/** What precedes the text of a row: in its first line, and in the lines that continue it. */
interface Lead {
  first: string;
  rest: string;
}

/** A view with one row after another, each with its actor's name before it. */
export class Lane implements View {
  wire: Wire;
  hex: boolean;
  origin = 0;
  readonly #options: ViewOptions;
  readonly #connections = new Connections();
  readonly #names: string[];
  #width: number;
  /** The columns of the text, without the name before it. */
  #room = 0;
  #hasTimes = false;
  #prefixes = new Map<string, string>();

  constructor(options: ViewOptions) {
    this.wire = options.wire;
    this.hex = options.hex ?? false;
    this.#options = options;
    this.#names = [...options.actors];
    this.#width = options.width;
    this.#layOut();
  }

  heading(): string[] {
    return [];
  }

  resize(width: number): void {
    this.#width = width;
    this.#layOut();
  }

  row(whole: TraceEvent): string[] {
    const event = dropShown(whole);
    if (!event) return [];
    const { actor, kind, text = '' } = event;
    const lead = this.#leadOf(event, this.#prefixes.get(actor) ?? this.#introduce(actor));
    if (kind === 'stdout') {
      // Output can arrive at hundreds of thousands of lines a second, and most of it is this plain.
      if (text.length <= this.#room && PLAIN.test(text)) return [lead.first + text];
      return this.#layRow(lead, dressRow(event, this.#options));
    }
    const connection = this.#connections.nameOf(event);
    // Draws no arrows, but columns may come after it.
    if (!isOutput(event)) this.#options.peers?.peerOf(event);
    if (!isShown(event, this) || isProxyRoutine(event)) return [];
    const row = this.#layRow(lead, dressRow(event, this.#options, connection));
    return this.hex ? [...row, ...this.#layBytes(lead, event)] : row;
  }

  /** The lines of a note of an actor. */
  note(at: number, actor: string, text: string): string[] {
    const lead = this.#leadOf({ at }, this.#prefixes.get(actor) ?? this.#introduce(actor));
    return this.#layRow(lead, dressNote(text, this.#options));
  }

  #leadOf({ at }: Pick<TraceEvent, 'at'>, prefix: string): Lead {
    if (!this.#hasTimes) return { first: prefix, rest: prefix };
    const time = this.#options.style.dim(formatTime(at - this.origin));
    return { first: `${time} ${prefix}`, rest: ' '.repeat(TIME_COLUMNS + 1) + prefix };
  }

  #layBytes({ rest }: Lead, event: TraceEvent): string[] {
    const { style, language } = this.#options;
    return renderHexdump(event, this.#room - HEX_INDENT.length, language).map((line) => {
      return rest + HEX_INDENT + style.dim(line);
    });
  }

  #layRow({ first, rest }: Lead, { mark, text, dressMark, dressText }: Row): string[] {
    const shown = showControls(text);
    if (this.#room === Infinity) return [first + dressMark(mark) + dressText(shown)];
    const indent = ' '.repeat(mark.length);
    return wrapText(expandTabs(shown), this.#room - mark.length).map((line, index) => {
      return (index === 0 ? first + dressMark(mark) : rest + indent) + dressText(line);
    });
  }

  #introduce(actor: string): string {
    this.#names.push(actor);
    this.#layOut();
    return this.#prefixes.get(actor) ?? '';
  }

  #layOut(): void {
    const { style, titles = {}, times } = this.#options;
    // A program that runs alone is no server only because it comes first.
    const isAlone = this.#names.length === 1 && !times;
    const nameOf = nameActors(this.#names, titles);
    const names = this.#names.map((name) => {
      return [name, showControls((isAlone && titles[name]) || nameOf(name))] as const;
    });
    const longest = Math.max(0, ...names.map(([, shown]) => measureWidth(shown)));
    const timed = TIME_COLUMNS + 1 + longest + 3 + TIMED_TEXT_AT_LEAST;
    this.#hasTimes = (this.#options.times ?? false) && this.#width >= timed;
    const width = this.#width - (this.#hasTimes ? TIME_COLUMNS + 1 : 0);
    const columns = Math.max(0, Math.min(longest, width - TEXT_AT_LEAST));
    this.#prefixes = new Map(
      names.map(([name, shown]) => {
        const label = padEnd(truncate(shown, columns), columns);
        return [name, columns === 0 ? '' : `${label} ${style.dim(BAR)} `];
      }),
    );
    this.#room = Math.max(4, width - (columns === 0 ? 0 : columns + 3));
  }
}

// Draws the rows of a lesson's programs on the page, in two columns or in one lane.
import { COLUMNS_NEEDED, Columns } from '../screen/columns.ts';
import { Lane } from '../screen/lane.ts';
import { Peers } from '../screen/peers.ts';
import type { View, ViewOptions } from '../screen/view.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { LessonText } from './lesson-text.ts';
import type { Page } from './page.ts';

/** The file of each actor. */
export type Titles = Readonly<Record<string, string>>;

/** A longer line is cut before its layout, in characters: megabytes would block the keys. */
const LONGEST_TEXT = 5000;

/** A program's output and its end: as many of these rows as possible are shown. */
const SPOKEN: ReadonlySet<TraceEvent['kind']> = new Set(['stdout', 'stderr', 'exit']);

/** Rows that don't depend on earlier ones. */
const LINES: ReadonlySet<TraceEvent['kind']> = new Set(['stdout', 'stderr']);

/** What the rows need. */
export interface RowsOptions {
  text: Pick<LessonText, 'layout' | 'say'>;
  page: Pick<Page, 'row' | 'heading' | 'hasRoom' | 'leaveOut'>;
  /** Whether the rows of the tap are shown at first. */
  wire: boolean;
  /** Whether bytes are shown at first, whatever a run says. */
  hex: boolean;
}

/** A view of a lesson's programs: in two columns where there is room for them, unless it is to be one lane. */
export function openView(
  { width, titles = {}, ...options }: Omit<ViewOptions, 'actors' | 'times'>,
  isLane = false,
): View {
  // The prose refers to times.
  const all = { ...options, width, titles, actors: Object.keys(titles), times: true };
  return isLane || width < COLUMNS_NEEDED ? new Lane(all) : new Columns(all);
}

/** Draws events on the page as they come. */
export class Rows {
  readonly #options: RowsOptions;
  // A server goes on from one run to the next.
  readonly #peers = new Peers();
  #wire: boolean;
  /** What the learner has chosen; null while the run decides. */
  #chosenHex: boolean | null;
  #runsHex = false;
  #titles: Titles = {};
  #isFirst = false;
  #isWide = true;
  #view: View;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#wire = options.wire;
    this.#chosenHex = options.hex ? true : null;
    this.#view = this.#open();
  }

  /** Draws an event. */
  show(event: TraceEvent): void {
    const { page, text } = this.#options;
    if (this.#isFirst) this.#view.origin = event.at;
    this.#isFirst = false;
    // Laying out rows that will not be shown takes most of the time of a flood, and much memory.
    if (LINES.has(event.kind) && !page.hasRoom()) {
      page.leaveOut();
      return;
    }
    const { text: whole = '' } = event;
    const rest = whole.length - LONGEST_TEXT;
    const cut = rest > 0 ? { ...event, text: whole.slice(0, LONGEST_TEXT) } : event;
    const lines = this.#view.row(cut);
    if (lines.length > 0) page.row(lines, !SPOKEN.has(event.kind));
    if (rest > 0) page.row([text.say.restLeftOut(rest)]);
  }

  /**
   * Begins a run: its heading, and times from its first event on. `hex`: its bytes are shown, unless the learner
   * has chosen.
   */
  begin(titles: Titles, hex = false): void {
    this.#titles = titles;
    this.#runsHex = hex;
    this.#isFirst = true;
    this.#view = this.#open();
    this.#options.page.heading(...this.#view.heading());
  }

  /** Takes the terminal's new width. */
  resize(): void {
    const { columns } = this.#options.text.layout;
    // What the view knows of open connections stays with it.
    if (columns >= COLUMNS_NEEDED === this.#isWide) this.#view.resize(columns);
    else this.refresh();
  }

  /** Takes the text's other language. */
  refresh(): void {
    const { origin } = this.#view;
    this.#view = this.#open();
    this.#view.origin = origin;
  }

  /** Whether the rows of the tap are shown. */
  get wire(): boolean {
    return this.#wire;
  }

  set wire(isShown: boolean) {
    this.#wire = isShown;
    this.#view.wire = isShown;
  }

  /** Whether the bytes of writes and chunks are shown; set, it is so from then on. */
  get hex(): boolean {
    return this.#chosenHex ?? this.#runsHex;
  }

  set hex(isShown: boolean) {
    this.#chosenHex = isShown;
    this.#view.hex = isShown;
  }

  /** When the run began, in ms of the trace. */
  get origin(): number {
    return this.#view.origin;
  }

  #open(): View {
    const { columns: width, style, language } = this.#options.text.layout;
    const peers = this.#peers;
    const { wire, hex } = this;
    this.#isWide = width >= COLUMNS_NEEDED;
    return openView({ width, style, language, wire, hex, peers, titles: this.#titles });
  }
}

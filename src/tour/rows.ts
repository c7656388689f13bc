// Draws the rows of a lesson's programs on the page, in two columns or in one lane.
import type { RunOptions } from '../course/run-options.ts';
import { planColumns } from '../screen/column-plan.ts';
import { Peers } from '../screen/peers.ts';
import { dropShown, isFolded, type View, type Wire } from '../screen/view.ts';
import type { Kind, TraceEvent } from '../stage/trace/trace.ts';
import { FoldedEvents } from './folded-events.ts';
import type { LessonText } from './lesson-text.ts';
import { openView, type Titles } from './lesson-view.ts';
import type { Page } from './page.ts';

/** A longer line is cut before its layout, in characters: megabytes would block the keys. */
const LONGEST_TEXT = 5000;

/** A program's output and its end: as many of these rows as possible are shown. */
const SPOKEN: ReadonlySet<TraceEvent['kind']> = new Set(['stdout', 'stderr', 'partial', 'exit']);

/** Rows that don't depend on earlier ones. */
const LINES: ReadonlySet<TraceEvent['kind']> = new Set(['stdout', 'stderr', 'partial']);

/** What the rows need. */
export interface RowsOptions {
  text: Pick<LessonText, 'layout' | 'say'>;
  page: Pick<Page, 'row' | 'heading' | 'begin' | 'hasRoom' | 'leaveOut'>;
  /** Whether the rows of the tap are shown at first; undefined where each run decides. */
  wire: boolean | undefined;
  /** Whether bytes are shown at first, whatever a run says. */
  hex: boolean;
  /** Called when `folded` has changed. */
  onFold(): void;
}

/** Draws events on the page as they come. */
export class Rows {
  readonly #options: RowsOptions;
  // A server goes on from one run to the next.
  readonly #peers = new Peers();
  /** What the learner has chosen; null while the run decides. */
  #chosenWire: boolean | null;
  #chosenHex: boolean | null;
  #runsHex = false;
  /** The kinds that the run is about; null where it is about all. */
  #runsRows: ReadonlySet<Kind> | null = null;
  /** The same of the run that comes next, in a step that has shown none yet; else undefined. */
  #nextRows: ReadonlySet<Kind> | null | undefined;
  #titles: Titles = {};
  #chain: readonly string[] = [];
  #many: readonly string[] = [];
  #isFirst = false;
  #plan = '';
  #view: View;
  readonly #folded: FoldedEvents;
  #isFlushing = false;

  constructor(options: RowsOptions) {
    this.#options = options;
    this.#folded = new FoldedEvents(() => options.onFold());
    this.#chosenWire = options.wire ?? null;
    this.#chosenHex = options.hex ? true : null;
    this.#view = this.#open();
  }

  /** Draws an event. */
  show(event: TraceEvent): void {
    const left = dropShown(event);
    if (!left) return;
    if (event.kind === 'start') this.#options.page.begin();
    const rest = (left.text?.length ?? 0) - LONGEST_TEXT;
    const cut = rest > 0 ? { ...left, text: left.text?.slice(0, LONGEST_TEXT) ?? '' } : left;
    if (this.#isFirst) this.#view.origin = event.at;
    this.#isFirst = false;
    if (typeof this.wire === 'object') this.#keep(cut);
    // Laying out rows that will not be shown takes most of the time of a flood, and much memory.
    const { page, text } = this.#options;
    const isLeftOut = LINES.has(event.kind) && !page.hasRoom();
    if (isLeftOut) page.leaveOut();
    else this.#draw(cut);
    if (rest > 0 && !isLeftOut) page.row([text.say.restLeftOut(rest)]);
  }

  /** Takes an event into account that has no row: a server that the tour has stopped no longer takes connections. */
  pass(event: TraceEvent): void {
    this.#peers.peerOf(event);
  }

  /** Begins a run: its heading, and times from its first event on. What the run says holds unless the learner has chosen. */
  begin(
    titles: Titles,
    { hex = false, rows }: Pick<RunOptions, 'hex' | 'rows'> = {},
    chain: readonly string[] = [],
    many: readonly string[] = [],
  ): void {
    this.#flush();
    this.#titles = titles;
    this.#chain = chain;
    this.#many = many;
    this.#runsHex = hex;
    this.#runsRows = rows ? new Set(rows) : null;
    this.#nextRows = undefined;
    this.#isFirst = true;
    this.#folded.clear();
    this.#view = this.#open();
    this.#options.page.heading(() => this.#view.heading());
  }

  /** Takes the terminal's new width. */
  resize(): void {
    // What the view knows of open connections stays with it.
    if (this.#findPlan() === this.#plan) this.#view.resize(this.#options.text.layout.columns);
    else this.refresh();
  }

  /** Takes the text's other language. */
  refresh(): void {
    this.#flush();
    const { origin } = this.#view;
    this.#view = this.#open();
    this.#view.origin = origin;
  }

  /** Which rows of the tap are shown. */
  get wire(): Wire {
    return this.#chosenWire ?? this.#runsRows ?? true;
  }

  /** How many rows of this run are not shown, because the step is about others. */
  get folded(): number {
    return this.#folded.count;
  }

  /**
   * Shows all rows of the tap, or those that the step is about again, or where it is about all, none; returns which of
   * them are shown from here on. If rows of this run were not shown, it is drawn once more, with all of them.
   */
  switchWire(): Wire {
    this.#flush();
    // In a step that has shown no run, the learner means what is to come.
    const about = this.#nextRows === undefined ? this.#runsRows : this.#nextRows;
    const isAll = (this.#chosenWire ?? about ?? true) === true;
    this.#chosenWire = isAll && about ? null : !isAll;
    const chosen = this.#chosenWire ?? about ?? true;
    if (isAll || this.#folded.count === 0) {
      this.#view.wire = this.wire;
      return chosen;
    }
    const { kept, unkept } = this.#folded;
    this.#folded.clear();
    this.refresh();
    const { page, text } = this.#options;
    page.heading(() => this.#view.heading());
    for (const event of kept) this.#draw(event);
    if (unkept > 0) page.row([text.say.leftOut(unkept)]);
    return chosen;
  }

  /** Comes to a step, and counts no longer what was not shown before. `next` is the run that follows, if any does. */
  enterStep(next: Pick<RunOptions, 'rows'> | null): void {
    this.#nextRows = next === null ? undefined : next.rows ? new Set(next.rows) : null;
    this.#folded.clear();
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

  #draw(event: TraceEvent): void {
    const lines = this.#view.row(event);
    if (lines.length > 0) this.#options.page.row(lines, !SPOKEN.has(event.kind));
    if (event.kind !== 'stderr' || this.#isFlushing) return;
    // Frames of a stack trace come together.
    this.#isFlushing = true;
    setImmediate(() => this.#flush());
  }

  /** Draws what the view has held back. */
  #flush(): void {
    this.#isFlushing = false;
    const lines = this.#view.flush?.() ?? [];
    if (lines.length > 0) this.#options.page.row(lines);
  }

  #keep(event: TraceEvent): void {
    this.#folded.keep(event);
    const isOfMany = this.#many.includes(event.actor);
    if (isFolded(event, this.#view) && !isOfMany) this.#folded.countOne();
  }

  #open(): View {
    const { columns: width, style, language } = this.#options.text.layout;
    const [peers, { wire, hex }] = [this.#peers, this];
    this.#plan = this.#findPlan();
    const whose = { titles: this.#titles, chain: this.#chain, many: this.#many };
    return openView({ width, style, language, wire, hex, peers, ...whose });
  }

  #findPlan(): string {
    const { columns: width } = this.#options.text.layout;
    const actors = Object.keys(this.#titles);
    return JSON.stringify(planColumns({ actors, chain: this.#chain, width }));
  }
}

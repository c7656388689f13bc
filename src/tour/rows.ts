// Draws the rows of a lesson's programs on the page, in two columns or in one lane.
import { COLUMNS_NEEDED, createColumns } from '../screen/columns.ts';
import { createLane } from '../screen/lane.ts';
import type { Style } from '../screen/style.ts';
import type { View } from '../screen/view.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { walkMessages } from '../text/messages/walk.ts';
import type { Page } from './page.ts';

/** A longer line is cut before its layout, in characters: megabytes would block the keys. */
const LONGEST_TEXT = 5000;

/** A program's output and its end: as many of these rows as possible are shown. */
const SPOKEN: ReadonlySet<TraceEvent['kind']> = new Set(['stdout', 'stderr', 'exit']);

/** Rows that don't depend on earlier ones. */
const LINES: ReadonlySet<TraceEvent['kind']> = new Set(['stdout', 'stderr']);

/** Draws events on the page as they come. */
export interface Rows {
  /** Draws an event. */
  show(event: TraceEvent): void;
  /**
   * Begins a run: its heading, and times from its first event on. `hex`: its bytes are shown, unless the learner
   * has chosen.
   */
  begin(titles: Readonly<Record<string, string>>, hex?: boolean): void;
  /** Takes the terminal's new width, in columns. */
  resize(columns: number): void;
  setLanguage(language: Language): void;
  /** Whether the rows of the tap are shown. */
  wire: boolean;
  /** Whether the bytes of writes and chunks are shown; set, it is so from then on. */
  hex: boolean;
  /** When the run began, in ms of the trace. */
  readonly origin: number;
}

/** What the rows need. */
export interface RowsOptions {
  page: Pick<Page, 'row' | 'heading' | 'hasRoom' | 'leaveOut'>;
  style: Style;
  columns: number;
  language: Language;
  wire: boolean;
  /** Whether bytes are shown at first, whatever a run says. */
  hex: boolean;
}

/** Opens the rows of a page. */
export function openRows({ page, style, ...start }: RowsOptions): Rows {
  let { columns, language, wire } = start;
  let titles: Readonly<Record<string, string>> = {};
  let isFirst = false;
  /** What the learner has chosen; null while the run decides. */
  let chosenHex: boolean | null = start.hex ? true : null;
  let runsHex = false;
  let view = create();

  function isHex(): boolean {
    return chosenHex ?? runsHex;
  }

  function create(): View {
    const actors = Object.keys(titles);
    // The prose refers to times.
    const given = { width: columns, style, language, times: true };
    const options = { ...given, wire, hex: isHex(), actors, titles };
    return columns >= COLUMNS_NEEDED ? createColumns(options) : createLane(options);
  }

  function recreate(): void {
    const { origin } = view;
    view = create();
    view.origin = origin;
  }

  return {
    show(event) {
      if (isFirst) view.origin = event.at;
      isFirst = false;
      // Laying out rows that will not be shown takes most of the time of a flood, and much memory.
      if (LINES.has(event.kind) && !page.hasRoom()) {
        page.leaveOut();
        return;
      }
      const { text = '' } = event;
      const rest = text.length - LONGEST_TEXT;
      const lines = view.row(rest > 0 ? { ...event, text: text.slice(0, LONGEST_TEXT) } : event);
      if (lines.length > 0) page.row(lines, !SPOKEN.has(event.kind));
      if (rest > 0) page.row([walkMessages[language].restLeftOut(rest)]);
    },
    begin(names, hex = false) {
      titles = names;
      runsHex = hex;
      isFirst = true;
      view = create();
      page.heading(...view.heading());
    },
    resize(width) {
      const isSameKind = width >= COLUMNS_NEEDED === columns >= COLUMNS_NEEDED;
      columns = width;
      if (isSameKind) view.resize(width);
      else recreate();
    },
    setLanguage(next) {
      language = next;
      recreate();
    },
    get wire() {
      return wire;
    },
    set wire(isShown) {
      wire = isShown;
      view.wire = isShown;
    },
    get hex() {
      return isHex();
    },
    set hex(isShown) {
      chosenHex = isShown;
      view.hex = isShown;
    },
    get origin() {
      return view.origin;
    },
  };
}

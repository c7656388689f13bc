// A view of a run with many clients: in place of their rows, from time to time, how many are doing what.
import type { TraceEvent } from '../../stage/trace/trace.ts';
import type { Language } from '../../text/language.ts';
import { manyMessages } from '../../text/messages/many.ts';
import { isOfProxy, isOutput, type View, type Wire } from '../view.ts';
import { type LineKinds, openLineKinds } from './line-kinds.ts';
import { isServing } from './server-tally.ts';
import { describeStates, SHOWN_OF_SERVER } from './summary.ts';
import { openTally } from './tally.ts';

/** A view that can have rows of its own making. */
export interface NotedView extends View {
  /** The lines of a note in the place of an actor. */
  note(at: number, actor: string, text: string): string[];
}

/** How much time passes between two rows that count, in ms of the run; later, a tenth of the time since the first. */
const EVERY_MS = 1000;
const SHARE = 0.1;

/**
 * Shows a run by another view, without the rows of the clients among `many` and of servers' single connections. Of lines
 * of a server that differ only in numbers, the first few have rows.
 */
export class ManyView implements View {
  readonly #view: NotedView;
  readonly #many: ReadonlySet<string>;
  readonly #first: string;
  readonly #language: Language;
  readonly #tally: ReturnType<typeof openTally>;
  readonly #lines = new Map<string, LineKinds>();
  /** What was noted last, by actor, and when the next notes are due. */
  readonly #noted = new Map<string, string>();
  readonly #servers = new Set<string>();
  #begin = Infinity;
  #due = Infinity;

  constructor(view: NotedView, many: readonly string[], language: Language) {
    this.#view = view;
    this.#many = new Set(many);
    this.#first = many[0] ?? '';
    this.#language = language;
    this.#tally = openTally(many);
  }

  heading(): string[] {
    return this.#view.heading();
  }

  row(event: TraceEvent): string[] {
    const { actor, at, kind } = event;
    const before = at >= this.#due ? this.#count(at) : [];
    this.#tally.take(event);
    if (this.#many.has(actor)) {
      if (this.#begin === Infinity) {
        this.#begin = at;
        this.#due = at + EVERY_MS;
      }
      const { started, states } = this.#tally;
      const isOver =
        started === this.#many.size && states.ended + states.failed + states.signalled === started;
      return kind === 'exit' && isOver ? [...before, ...this.#count(at)] : before;
    }
    if (kind === 'connection' && isServing(actor)) this.#servers.add(actor);
    if (this.#isCounted(event)) return before;
    // What was printed of a line before it ended has had no row.
    const { shown: _, ...whole } = event;
    return [...before, ...this.#view.row(isServing(actor) ? whole : event)];
  }

  flush(): string[] {
    return this.#view.flush?.() ?? [];
  }

  resize(width: number): void {
    this.#view.resize(width);
  }

  get wire(): Wire {
    return this.#view.wire;
  }

  set wire(wire: Wire) {
    this.#view.wire = wire;
  }

  get hex(): boolean {
    return this.#view.hex;
  }

  set hex(isShown: boolean) {
    this.#view.hex = isShown;
  }

  get origin(): number {
    return this.#view.origin;
  }

  set origin(at: number) {
    this.#view.origin = at;
  }

  /** Whether an event of another program than the clients has no row of its own. */
  #isCounted(event: TraceEvent): boolean {
    const { actor, kind, text = '', connection, remote } = event;
    if (!isServing(actor) && !isOfProxy(event)) return false;
    if (kind === 'state') return remote !== undefined;
    if (kind === 'partial') return true;
    if (!isOutput(event)) return connection !== undefined;
    const lines = this.#lines.get(actor) ?? openLineKinds();
    this.#lines.set(actor, lines);
    return lines.take(text) > SHOWN_OF_SERVER;
  }

  /** The rows of what has changed since they were last counted. */
  #count(at: number): string[] {
    const say = manyMessages[this.#language];
    this.#due = at + Math.max(EVERY_MS, (at - this.#begin) * SHARE);
    const { states, started } = this.#tally;
    if (started === 0) return [];
    const counted = describeStates(states, this.#language);
    const rows = this.#note(at, this.#first, say.progress(started, this.#many.size, counted));
    for (const server of this.#servers) {
      const { open, all } = this.#tally.countConnections(server);
      rows.push(...this.#note(at, server, say.open(open, all)));
    }
    return rows;
  }

  #note(at: number, actor: string, text: string): string[] {
    if (this.#noted.get(actor) === text) return [];
    this.#noted.set(actor, text);
    return this.#view.note(at, actor, text);
  }
}

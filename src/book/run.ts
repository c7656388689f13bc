// A run block as a figure: its sequence picture, its rows, and its chart.
import type { Run } from '../course/block.ts';
import { openChartRecorder } from '../play/chart-recorder.ts';
import { planBlockProxy } from '../play/start.ts';
import type { Trace } from '../play/trace-file.ts';
import { drawChart } from '../screen/charts/drawing.ts';
import { layOut } from '../screen/picture/layout.ts';
import { makeSequence, type Sequence } from '../screen/picture/sequence.ts';
import { renderInlineSvg } from '../screen/picture/svg.ts';
import { createStyle } from '../screen/style.ts';
import { isFolded } from '../screen/view.ts';
import type { TraceEvent } from '../stage/trace/trace.ts';
import type { Language } from '../text/language.ts';
import { bookMessages } from '../text/messages/book.ts';
import { runMessages } from '../text/messages/run.ts';
import { walkMessages } from '../text/messages/walk.ts';
import { element, escapeHtml, fold } from './html.ts';
import { renderLine } from './prose.ts';
import { renderRows } from './rows.ts';

/** What a figure is drawn from. */
export interface RunFigure {
  block: Run;
  /** The block's run, and behind it each of many runs, if it has `--times`. */
  traces: readonly Trace[];
  /** Its address in the page. */
  id: string;
  language: Language;
  /** The command that walks through the lesson. */
  walk: string;
  /** Whether a question comes before it, whose answer it is. */
  isAnswer: boolean;
  /** Whether nothing can be unfolded. */
  isPrinted: boolean;
}

/** The columns of a chart. */
const CHART_COLUMNS = 72;
/** A picture with more rows is folded. */
const PICTURE_ROWS = 36;
/** A picture that is higher, in px, is too small to be read where half a page of paper has to do. */
const HALF_PAGE = 780;
const PLAIN = createStyle({ colour: false, links: false });

/** The figure of a run. */
export function renderRun(figure: RunFigure): string {
  const { block, traces, id, isPrinted } = figure;
  const [trace] = traces;
  if (!trace) throw new Error(`no run is recorded for ${id}`);
  const start = tellStart(figure, trace);
  const isMany = block.options.times !== undefined;
  const content = isMany
    ? renderChart(figure, traces.slice(1))
    : `${renderTrace(figure, trace)}${renderChart(figure, [trace])}`;
  const isFolding = figure.isAnswer && !isPrinted;
  const caption = element('figcaption', {}, start);
  const inside = isFolding
    ? fold('answer', element('span', { class: 'caption' }, start), content)
    : caption + content;
  return element('figure', { class: 'run', id }, inside);
}

/** What is started, and through which proxy. */
function tellStart({ block, language }: RunFigure, trace: Trace): string {
  const say = bookMessages[language].run;
  const own = block.programs.map(({ actor, file }) => {
    const traced = trace.programs.find((program) => program.actor === actor);
    return traced?.title ?? file;
  });
  const { times } = block.options;
  const start = times === undefined ? say.starts(own) : say.many(own, times);
  const proxy = planBlockProxy(block.options);
  const through = proxy && walkMessages[language].throughProxy(proxy.label ?? '');
  const parts = [
    escapeHtml(start),
    through && element('span', { class: 'proxy' }, escapeHtml(through)),
  ];
  return parts.filter(Boolean).join(' · ');
}

function renderTrace(figure: RunFigure, trace: Trace): string {
  const { block, id, language, isPrinted, walk } = figure;
  const events = trace.events.toSorted((a, b) => a.at - b.at);
  const wire = block.options.rows ? new Set(block.options.rows) : true;
  const { onArrival } = runMessages[language];
  const titles = Object.fromEntries(
    trace.programs.map(({ actor, title, isForeign }) => [
      actor,
      isForeign ? onArrival(title) : title,
    ]),
  );
  const how = { language, wire, titles, origin: events[0]?.at };
  const sequence = makeSequence(events, { ...how, gaps: false });
  const essential = makeSequence(
    events.filter((event) => !isRoutine(event)),
    how,
  );
  const say = bookMessages[language].run;
  const heads = sequence.lifelines.map((name) => titles[name] ?? name);
  const rows = renderRows(sequence, { id, language, heads, hex: block.options.hex ?? false });
  const left = events.filter((event) => isFolded(event, { wire, hex: false })).length;
  const more =
    left === 0
      ? ''
      : element(
          'p',
          { class: 'more' },
          renderLine(say.more(left, walk), () => null),
        );
  return drawPicture(essential, say, isPrinted) + rows + more;
}

/** Whether the picture leaves it to the rows: what comes with every socket and every process. */
function isRoutine({ kind, by, code }: TraceEvent): boolean {
  if (kind === 'start' || kind === 'finish') return true;
  if (kind === 'destroy' || kind === 'pause') return by === 'node';
  return kind === 'exit' && code === 0;
}

/** The picture, where something goes from one program to another. */
function drawPicture(
  sequence: Sequence,
  say: { picture: string; pictureOf(programs: readonly string[]): string },
  isPrinted: boolean,
): string {
  if (sequence.arrows.length === 0) return '';
  const svg = renderInlineSvg(sequence, say.pictureOf(sequence.lifelines));
  const isShort = sequence.rows.length <= PICTURE_ROWS;
  const isTall = layOut(sequence).height > HALF_PAGE;
  const scroll = element('div', { class: isTall ? 'scroll tall' : 'scroll' }, svg);
  return isPrinted ? scroll : fold('picture', escapeHtml(say.picture), scroll, isShort);
}

/** The chart that a block asks for, and the same in words. */
function renderChart({ block, language, isPrinted }: RunFigure, traces: readonly Trace[]): string {
  const { times, chart = times === undefined ? undefined : 'chunks' } = block.options;
  if (chart === undefined) return '';
  const recorder = openChartRecorder(chart);
  for (const { events } of traces) {
    recorder.begin();
    for (const event of events) recorder.take(event);
  }
  const draw = (form: 'picture' | 'words') =>
    recorder.render({
      width: CHART_COLUMNS,
      style: PLAIN,
      language,
      form,
      origin: Math.min(...traces.flatMap(({ events }) => events.map(({ at }) => at))),
    });
  const lines = draw('picture');
  const picture = element('div', { class: 'scroll' }, drawChart(lines, lines[0] ?? chart));
  const words = element('pre', { class: 'words' }, escapeHtml(draw('words').join('\n')));
  const say = bookMessages[language].run;
  return isPrinted ? picture : picture + fold('in-words', escapeHtml(say.inWords), words);
}

// How `check` tells of its outcomes: lines for a person, JSON, or JUnit XML.
import { renderShown } from '../../play/check-rows.ts';
import { type LessonOutcome, nameHints } from '../../play/examination.ts';
import { openLearnersWorkspace } from '../../play/learners-workspace.ts';
import { type OutcomeLayout, renderHint, renderOutcome } from '../../play/outcome-lines.ts';
import { stringify } from '../../screen/json.ts';
import {
  JUNIT_CLOSING,
  JUNIT_OPENING,
  type JunitCase,
  renderJunitSuite,
} from '../../screen/junit.ts';
import type { TraceEvent } from '../../stage/trace/trace.ts';
import { spellCommand } from '../../text/invocation.ts';
import type { Language } from '../../text/language.ts';
import { checkMessages } from '../../text/messages/check.ts';
import type { Context } from '../context.ts';
import type { Options } from '../options.ts';
import type { Subject } from './subjects.ts';

/** Where the outcomes are told. */
export interface Report {
  /** The outcomes of one lesson; they come in the order of the subjects. */
  tell(subject: Subject, outcomes: readonly LessonOutcome[]): void;
  /** What stands behind all of them; `isWhole`: none was left out. */
  close(isWhole: boolean): void;
}

/** Opens the report that the options ask for. */
export function openReport(context: Context, options: Options): Report {
  if (options.junit) return openJunit(context);
  return options.json ? openJson(context, options) : openText(context, options);
}

/** What `check --json` prints, one object a line (docs/json.md). */
interface CheckLine {
  handIn?: string;
  lesson: string;
  id: string;
  verdict: LessonOutcome['verdict'];
  mistake: string | null;
  title: string;
  story: string;
  hint: string | null;
  ms: number;
  /** With --show, of a check that failed. */
  trace?: readonly TraceEvent[];
  leftOut?: number;
}

function openJson({ stdout, language }: Context, { show = false }: Options): Report {
  const describe = ({ owner }: Subject, outcome: LessonOutcome) =>
    stringify({ ...(owner && { handIn: owner.name }), ...toJson(outcome, { language }, show) });
  return {
    tell: (subject, outcomes) =>
      stdout.print(...outcomes.map((outcome) => describe(subject, outcome))),
    close: () => {},
  };
}

/** What `check --json` prints of an outcome, in the learner's language; with its trace where that `isShown`. */
export function toJson(
  outcome: LessonOutcome,
  { language }: Pick<Context, 'language'>,
  isShown: boolean,
): CheckLine {
  const { lesson, id, verdict, mistake, title, hints, ms, trace } = outcome;
  return {
    lesson,
    id,
    verdict,
    mistake,
    title: title[language],
    story: tellStory(outcome, language).join('\n'),
    hint: hints[0]?.[language] ?? null,
    ms,
    ...(isShown && trace && { trace: trace.events, leftOut: trace.leftOut }),
  };
}

function openJunit({ stdout, language }: Context): Report {
  const date = new Date();
  let index = 0;
  stdout.print(...JUNIT_OPENING);
  return {
    tell({ folder, owner }, outcomes) {
      const cases = outcomes.map((outcome) => describeCase(outcome, language));
      const suite = { owner: owner?.name ?? '', lesson: folder, index, date, cases };
      stdout.print(...renderJunitSuite(suite));
      index += 1;
    },
    // Also of what was broken off: half a document can't be read at all.
    close: () => stdout.print(JUNIT_CLOSING),
  };
}

function describeCase(outcome: LessonOutcome, language: Language): JunitCase {
  const { id, verdict, mistake, title, hints, output, ms } = outcome;
  const say = checkMessages[language];
  const results = { pass: 'pass', fail: 'failure', inconclusive: 'error' } as const;
  const story = tellStory(outcome, language);
  const hint = hints[0]?.[language];
  const printed = output.map(({ kind, text }) => `${kind === 'stderr' ? '! ' : ''}${text}`);
  const sections = [
    ...story,
    ...(hint === undefined ? [] : [say.named(say.hintCount(1, hints.length), hint)]),
    ...(printed.length === 0 ? [say.noOutput] : [say.named(say.itsOutput, ''), ...printed]),
  ];
  const isPass = verdict === 'pass';
  return {
    id,
    title: title[language],
    seconds: ms / 1000,
    result: results[verdict],
    type: mistake ?? verdict,
    message: isPass ? '' : (story.at(-1) ?? title[language]),
    text: isPass ? '' : sections.join('\n'),
  };
}

/** What happened, line by line, with what was expected and what came at its end. */
function tellStory({ story, difference, cause }: LessonOutcome, language: Language): string[] {
  const say = checkMessages[language];
  const lines = story.map((line) => line[language]);
  if (difference) {
    lines.push(say.named(say.expected, difference.expected[language]));
    lines.push(say.named(say.got, difference.got[language]));
  }
  if (cause) lines.push(cause.what[language], ...(cause.meaning ? [cause.meaning[language]] : []));
  return lines;
}

/** How outcomes are laid out. */
export function layOutOutcomes(
  { stdout, language, style }: Context,
  { width, plain }: Options,
): OutcomeLayout {
  return { columns: width ?? stdout.columns, style, language, isPlain: plain ?? false };
}

function openText(context: Context, options: Options): Report {
  const { stdout, language, style } = context;
  const say = checkMessages[language];
  const own = layOutOutcomes(context, options);
  const shown = openLearnersWorkspace(context).readProgress().lessons;
  const all: LessonOutcome[] = [];
  const byOwner = new Map<string, LessonOutcome[]>();
  return {
    tell({ folder, owner }, outcomes) {
      all.push(...outcomes);
      if (owner) byOwner.set(owner.name, [...(byOwner.get(owner.name) ?? []), ...outcomes]);
      if (outcomes.length === 0) {
        stdout.print(say.nothingToCheck(folder));
        return;
      }
      stdout.print(style.bold(owner ? say.named(owner.name, folder) : folder));
      const layout = owner ? { ...own, isHandIn: true } : own;
      for (const outcome of outcomes) {
        const hint = (!owner && shown[folder]?.hints[nameHints(outcome)]) || 1;
        if (options.show && outcome.trace) {
          const hints = renderHint(outcome, hint - 1, layout);
          stdout.print(...renderShown(outcome, layout), ...hints);
        } else stdout.print(...renderOutcome(outcome, hint - 1, layout));
      }
      const isFailed = outcomes.some(({ trace }) => trace !== null);
      if (isFailed && !options.show && !owner) {
        const command = spellCommand(`check ${Number.parseInt(folder, 10) || folder} --show`);
        stdout.print(style.dim(say.showHint(command)));
      }
      stdout.print('');
    },
    close(isWhole) {
      if (!isWhole || all.length < 2) return;
      if (byOwner.size > 1) {
        for (const [name, outcomes] of byOwner) {
          stdout.print(say.named(name, summarize(outcomes, language)));
        }
      }
      stdout.print(summarize(all, language));
    },
  };
}

function summarize(outcomes: readonly LessonOutcome[], language: Language): string {
  const count = (verdict: LessonOutcome['verdict']) =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return checkMessages[language].summary(count('pass'), count('fail'), count('inconclusive'));
}

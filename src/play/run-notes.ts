// What is reported after a run: which program failed, and what that means.
import { findLessons } from '../course/folders.ts';
import type { Style } from '../screen/style.ts';
import { findOpenConnections, findReasons } from '../stage/alive.ts';
import { explain } from '../stage/errors/explain.ts';
import { readWarnings } from '../stage/errors/warnings.ts';
import type { Exit, Program } from '../stage/program.ts';
import { PROXY } from '../stage/proxy/proxy.ts';
import type { SessionEnd } from '../stage/session.ts';
import type { Stage } from '../stage/stage.ts';
import type { StateWatch } from '../stage/states/state-watch.ts';
import { spellCommand } from '../text/invocation.ts';
import type { Language } from '../text/language.ts';
import { runMessages } from '../text/messages/run.ts';
import { describeAlive, listAddresses } from './alive-notes.ts';

/** Whether a program's own end was a failure. */
export function hasFailed(exit: Exit | null): boolean {
  return exit !== null && exit.code !== 0;
}

/** Whether an exit only says that a signal ended the program: by an exit code above 128, as shells have it, too. */
export function isSignalsWork({
  code,
  signal,
}: {
  code: number | null;
  signal: string | null;
}): boolean {
  return signal !== null || (code ?? 0) > 128;
}

/** `exit code 1`, `ended by SIGKILL`. */
export function describeExit({ code, signal }: Exit, language: Language): string {
  const say = runMessages[language];
  return signal === null ? say.exitCode(code ?? 0) : say.exitSignal(signal);
}

/** A sentence on how the session ended, where that isn't obvious; programs still run. */
export async function describeEnd(
  end: SessionEnd,
  stage: Stage,
  language: Language,
): Promise<string[]> {
  const say = runMessages[language];
  const named = 'server' in end ? end.server : 'server';
  const server = typeof named === 'string' ? stage.program(named) : named;
  const file = server?.title ?? 'server';
  switch (end.kind) {
    case 'ended':
    case 'stopped':
      return [];
    case 'serverEnded':
      if (!hasFailed(end.exit)) {
        const code = findListenError(end.server.actor, stage);
        if (code !== null) return [say.serverNotListening(file, code)];
        return [say.serverCleanEnd(file, end.server.actor === 'server')];
      }
      return [say.serverEnded(file, describeExit(end.exit, language))];
    case 'neverListened': {
      const alive = await describeAlive(end.server, stage, language, 'isAlive');
      const own = isPartlyUnseen(end.server, stage) ? say.listensUnseen : say.neverListened;
      const tell = end.server.isForeign ? say.portClosed : own;
      return [tell(file, end.ms / 1000), ...alive];
    }
    case 'calledOff':
      if (isPartlyUnseen(end.server, stage)) return [say.listensUnseen(file, null)];
      return [(end.server.isForeign ? say.portCalledOff : say.calledOff)(file)];
    case 'notProxied':
      return [say.notProxied(file, end.address)];
    case 'leftOpen': {
      const reasons = server ? await findReasons(server, stage.events) : [];
      const isUnread =
        reasons.some((each) => each.kind === 'connection' && each.isUnread) ||
        isPaused(end.server, stage);
      const isFrozen = stage.events.some(({ actor, kind }) => actor === PROXY && kind === 'pause');
      // Where the other end goes on, no end has come that would wait to be read.
      const half = isUnread ? 'unread' : 'half';
      const why = isFrozen ? 'frozen' : end.other ? 'untouched' : half;
      return [
        say.leftOpen(file, listAddresses(end.addresses, language), why, end.other?.title ?? ''),
      ];
    }
  }
}

/** Whether a program has paused an open connection, and not resumed it. */
function isPaused({ actor }: Program, { events }: Stage): boolean {
  const open = findOpenConnections(events, actor);
  const flow = new Map<number | undefined, boolean>();
  for (const { actor: who, kind, connection, by, text } of events) {
    // What Node pauses within a pipe it resumes by itself, without a row.
    const isPause = kind === 'pause' && (by === 'you' || text !== undefined);
    if (who === actor && (isPause || kind === 'resume')) flow.set(connection, isPause);
  }
  return [...open.keys()].some((connection) => flow.get(connection) === true);
}

/** Whether a program has started a process or a thread whose sockets are not watched. */
function isPartlyUnseen({ actor }: Program, { events }: Stage): boolean {
  return events.some((event) => event.actor === actor && event.kind === 'unwatched');
}

/** What the states of a run leave out, or why there are none. */
export function describeLooks(
  { looks, trouble }: Pick<StateWatch, 'looks' | 'trouble'>,
  language: Language,
): string {
  const say = runMessages[language];
  return trouble === null ? say.looks(looks) : say.noStates(trouble);
}

/** What the warnings mean that Node printed for the programs of a stage. */
export function explainWarnings(
  stage: Stage,
  { language, style }: Pick<Explaining, 'language' | 'style'>,
) {
  return stage.programs.flatMap(({ actor }) => {
    const own = stage.events.filter((event) => event.actor === actor && event.kind === 'stderr');
    const warnings = readWarnings(own.map(({ text = '' }) => text));
    return warnings.map(({ name, text }) => `${style.bold(`${name}:`)} ${text[language]}`);
  });
}

/** What is known of a run when a failure is explained. */
export interface Explaining {
  stage: Stage;
  language: Language;
  /** The course's folder, absolute. */
  lessonsRoot: string;
  /** The folder of the current lesson, which explanations don't point to. */
  currentLesson?: string;
  style: Style;
}

/** Why an actor's program failed, in plain words; empty where its own output says it best. */
export async function explainFailure(actor: string, around: Explaining): Promise<string[]> {
  const { stage, language, lessonsRoot, currentLesson, style } = around;
  const lessons = findLessons(lessonsRoot);
  // What Node's words mean says nothing of others.
  if (stage.program(actor)?.isForeign) return [];
  const explanation = await explain(
    {
      actor,
      exit: stage.program(actor)?.exit ?? null,
      events: stage.events,
      programs: stage.programs,
      restart: spellCommand(),
      ...(currentLesson !== undefined && { currentLesson }),
    },
    (folder) => lessons.includes(folder),
  );
  if (!explanation) return [];
  return [
    ...explanation.frame,
    `${style.bold(`${explanation.code}:`)} ${explanation.text[language]}`,
  ];
}

/** The code of the error that a server's `listen()` met last; null where it met none. */
function findListenError(actor: string, { events }: Pick<Stage, 'events'>): string | null {
  const isOfListen = (event: Stage['events'][number]) =>
    event.actor === actor && event.kind === 'error' && event.message?.startsWith('listen ');
  const code = events.findLast(isOfListen)?.code ?? null;
  return code === null ? null : String(code);
}

// Stand-ins for recorded runs: what the prose says that the programs print, as if they had.
import { openRunsFolder } from '../../src/book/runs-folder.ts';
import type { Lesson, LogLine } from '../../src/course/block.ts';
import { listPlayedBlocks } from '../../src/course/run-blocks.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';

const VALUES: Readonly<Record<string, string>> = {
  port: '50123',
  pid: '4711',
  number: '12',
  path: '/somewhere',
  version: 'v20.20.2',
};

/** Writes runs of a lesson that were never played, as if they were recorded in `runs` (absolute). */
export function writeStandIns(lesson: Lesson, runs: string): void {
  const folder = openRunsFolder(runs, lesson);
  for (const [index, { block, programs }] of listPlayedBlocks(lesson).entries()) {
    const cast = programs.map(({ actor, file }) => ({ actor, title: file }));
    const actors = new Set(block.log.map(({ actor }) => actor));
    for (const actor of actors)
      if (!cast.some((each) => each.actor === actor)) cast.push({ actor, title: `${actor}.ts` });
    const events = block.log.map(standIn);
    const [first] = programs;
    if (first) events.unshift({ at: 0, actor: first.actor, kind: 'start', text: first.file });
    folder.write(index, cast, events);
    if (block.options.times !== undefined) folder.write(index, cast, events);
  }
  folder.close();
}

function standIn({ actor, text }: LogLine, index: number): TraceEvent {
  const at = index + 1;
  const [, exit] = /^· exit (\S+)$/.exec(text) ?? [];
  if (exit !== undefined) return { at, actor, kind: 'exit', code: Number(exit), signal: null };
  const [, state] = /^· ([A-Z][A-Z0-9-]+)/.exec(text) ?? [];
  if (state !== undefined) {
    return { at, actor, kind: 'state', state: state as 'LISTEN', local: '127.0.0.1:6969' };
  }
  const line = text.replace(/<([a-z]+)>/g, (mask, name: string) => VALUES[name] ?? mask);
  return { at, actor, kind: 'stdout', text: line };
}

// The help pages: all commands, or one of them.
import { spellCommand } from '../text/invocation.ts';
import type { Language } from '../text/language.ts';
import { type CommandHelp, mainMessages } from '../text/messages/main.ts';
import { EVERYWHERE, type OptionName, spellOption } from './options.ts';
import { COMMANDS, type CommandName, DEFAULT_COMMAND } from './table.ts';

/** The page that names every command; one entry a line, without line endings. */
export function renderHelp(language: Language): string[] {
  const say = mainMessages[language];
  const names = Object.keys(COMMANDS) as CommandName[];
  const tell = (name: CommandName): [string, string][] =>
    say.commands[name].usage.map((usage, index) => [
      name === DEFAULT_COMMAND ? say.noCommand : `${name} ${usage}`.trimEnd(),
      index === 0 ? say.commands[name].summary : '',
    ]);
  return [
    say.title,
    '',
    say.usage + say.usageLine(),
    ...section(say.commandsTitle, names.flatMap(tell)),
    ...section(say.everywhereTitle, EVERYWHERE.map(describe(language))),
    '',
    ...say.lessonNote.split('\n'),
    say.moreHelp(),
  ];
}

/** The page of one command; one entry a line, without line endings. */
export function renderCommandHelp(name: CommandName, language: Language): string[] {
  const say = mainMessages[language];
  const { usage, summary, exit, note }: CommandHelp = say.commands[name];
  const options: readonly OptionName[] = COMMANDS[name].options;
  return [
    say.commandTitle(name, summary),
    '',
    ...usage.map((line, index) => {
      const lead = index === 0 ? say.usage : ' '.repeat(countColumns(say.usage));
      return `${lead}${spellCommand(`${name} ${line}`)}`.trimEnd();
    }),
    ...section(say.optionsTitle, options.map(describe(language))),
    ...section(say.everywhereTitle, EVERYWHERE.map(describe(language))),
    '',
    say.exitTitle,
    ...exit.map((line) => `  ${line}`),
    '',
    ...(note === undefined ? [] : [...note.split('\n'), '']),
    ...(usage.some((line) => line.includes('LESSON')) ? say.lessonNote.split('\n') : []),
  ];
}

function describe(language: Language): (name: OptionName) => [string, string] {
  return (name) => [spellOption(name), mainMessages[language].options[name]];
}

/** A title and its rows in two columns; nothing when there are no rows. */
function section(title: string, rows: readonly [string, string][]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([left]) => countColumns(left)));
  const line = ([left, right]: [string, string]) =>
    `  ${left}${' '.repeat(width - countColumns(left))}  ${right}`.trimEnd();
  return ['', title, ...rows.map(line)];
}

// A help page holds ASCII and Chinese only, so the package that measures any text need not be loaded.
function countColumns(text: string): number {
  return text.length + text.replace(/[ -~…]/g, '').length;
}

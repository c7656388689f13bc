// The messages for authors of lessons: what is wrong in the course's files, and what to do.
import { hintsMessages } from '../hints.ts';

export function list(names: readonly string[], nothing: string, separator: string): string {
  return names.length === 0 ? nothing : names.join(separator);
}

export function quote(text: string | null): string | null {
  return text === null ? null : JSON.stringify(text);
}

export function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

/** In English. */
export const en = {
  usage:
    'Usage: npm run weave -- [--check] [LESSON…], npm run lessons -- [--repeat N] [--load] [--short] [--replay] [LESSON…], or npm run book -- [--record]; --lang en|zh with all.',
  proseMissing: () => 'the prose is missing; write it, in the same steps as the other language',
  noTitle: () => 'the prose has to begin with its title; write "# Title"',
  titleTwice: () => 'a second title; use "## …" for a step, "### …" within one',
  noArticle: () =>
    'the section of the article is missing below the title; write "> Article 一.1, first listing"',
  noSteps: () => 'there is no step; begin each with "## Title"',
  blockBeforeStep: () =>
    'only prose may stand before the first step; move this block below a "## …"',
  fenceNotClosed: (info: string) => `the fence "${info}" is never closed; close it`,
  fenceUnknown: (info: string, words: readonly string[]) =>
    `the fence "${info}" means nothing here; its first word is one of ${words.join(', ')}`,
  fenceNested: (info: string) =>
    `the fence "${info}" stands within a list or a quotation, where it is never run; move it to the margin`,
  fileUnknown: (file: string, known: readonly string[]) =>
    `the lesson has no file ${file}; it has ${list(known, 'none', ', ')}`,
  listingOneFile: () => 'a listing shows one file; write "ts FILE" or "ts FILE#REGION"',
  regionUnknown: (file: string, region: string, known: readonly string[]) =>
    `${file} has no region ${region}; it has ${list(known, 'none', ', ')}`,
  regionName: (name: string) =>
    `a region can't be called "${name}"; name it after what the code does, in a-z, 0-9 and -`,
  regionTwice: (name: string) => `the region ${name} begins twice; give one of them another name`,
  regionNotOpen: (name: string) =>
    `the region ${name} ends here and never began; add "// #region ${name}"`,
  regionCrossed: (name: string, open: string, line: number) =>
    `the region ${name} ends while ${open} (line ${line}) is open; end the inner one first`,
  regionNotClosed: (name: string) => `the region ${name} never ends; add "// #endregion ${name}"`,
  runNothing: () => 'the block runs nothing; write "run server", "run client" or both',
  actorUnknown: (actor: string) =>
    `there is no actor "${actor}"; it is server, client, client-2 …, or server=FILE`,
  programNoFile: (word: string) =>
    `"${word}" names no file; write ACTOR=FILE, or ACTOR='KEY=VALUE FILE ARGUMENT'`,
  openQuote: (text: string, sign: string) =>
    `a quotation mark (${sign}) in "${text}" has no end; close it`,
  shellSign: (text: string, sign: string) =>
    `"${text}" has a sign for a shell (${sign}), and none is started; put the word in quotes`,
  optionUnknown: (option: string, known: readonly string[]) =>
    `a run has no option ${option}; it is one of ${known.join(', ')}, and stands behind the programs`,
  optionTwice: (option: string) => `${option} is given twice; leave one`,
  optionNoValue: (option: string, value: string) =>
    `${option} has no value; write "${option} ${value}"`,
  optionNumber: (option: string, text: string, least: number, most: number) =>
    `${option} is a whole number from ${least} to ${most}, not "${text}"`,
  optionChoice: (option: string, text: string, choices: readonly string[]) =>
    `${option} is one of ${choices.join(', ')}, not "${text}"`,
  optionsContradict: (one: string, other: string) =>
    `${one} takes apart what ${other} puts together; leave one`,
  rateAlone: () => '--rate says how many of --clients start a second; name both',
  manyNoClient: () => '--clients starts many of the last program, which has to be a client',
  manyTimes: () => '--clients and --times do not go together; leave one out',
  faultsNoClient: () =>
    'a proxy stands between a client and its server, and this block starts no client; add one, or leave its options out',
  proxyNoServer: () =>
    'no server listens on a TCP port here, so there is nothing to put a proxy before; leave its options out',
  actorNotStarted: (actor: string) =>
    `nothing has started ${actor} by now; run it in this block or before, or correct the line`,
  logEmpty: () => 'the block expects no log; write what the programs print, as "server │ …" lines',
  logPrefix: (text: string) =>
    `"${text}" doesn't say who prints it; write "server │ text" with the bar U+2502 between spaces`,
  /** A line such as `· TIME-WAIT` where it can't come. */
  logState: (text: string, states: readonly string[]) =>
    `"${text}" is a state, and those come only in a block with --states; one of ${states.join(', ')}`,
  predictNoQuestion: () => 'the prediction asks nothing; write the question above its options',
  predictTooFew: () => 'a prediction needs at least two options; write "- [ ] …" and "- [x] …"',
  predictNoRight: () => 'no option is right; mark it as "- [x] …"',
  predictNoReason: (option: string) =>
    `the option "${option}" has no reason; write it on the next line, indented`,
  predictStray: (text: string) =>
    `"${text}" belongs to no option; indent it as a reason, or begin it with "- [ ] "`,
  predictNoRun: () => 'no run answers this prediction; put a run block after it',
  tryEmpty: () => "the learner's turn says nothing; write what to change",
  tryNoChecks: () => 'the checks are missing; make "checks: id, id" the last line',
  checkId: (id: string) => `"${id}" is no id of a check; write ids in a-z, 0-9 and -, with commas`,
  typesOneFile: () => 'which file? write "types FILE"',
  typesLine: (file: string) =>
    `that is no message of the compiler; write "${file}(LINE,COL): error TSNNNN: …"`,
  typesEmpty: () =>
    'the block expects nothing of the compiler; write its messages, or leave it out',
  noLesson: (name: string, folders: readonly string[]) =>
    `There is no lesson ${name}. The lessons are ${list(folders, 'none yet', ', ')}.`,
  wove: (place: string, infos: readonly string[]) => `${place}: wove ${infos.join(', ')}`,
  wouldWeave: (place: string, infos: readonly string[]) =>
    `${place}: not the program's text: ${infos.join(', ')}; run "npm run weave"`,
  nothingToWeave: () => "every listing is the program's text",
  languagesDiffer: (place: string, wanted: string | null, got: string | null) =>
    `${quote(got) ?? 'the end'} stands here, ${quote(wanted) ?? 'the end'} in ${place}; give both languages the same steps and blocks`,
  badWording: (found: string, better: string) =>
    `“${found}” is a wording that the course avoids; better: ${better}`,
  listingStale: (info: string) =>
    `the listing "${info}" is not the program's text; run "npm run weave"`,
  lineTooWide: (columns: number, most: number) =>
    `the line is ${columns} columns wide; break it at ${most}`,
  stepTooLong: (rows: number, most: number) =>
    `the step takes ${rows} rows of the screen up to here, and heading, listing and question must be seen together on ${most}; split it`,
  importForeign: (name: string) =>
    `it imports "${name}"; import "node:…" or "./…" only, so that the folder can be copied out`,
  errorUnheard: () =>
    "a socket's error is not listened for, or is swallowed; add a listener that prints it",
  asyncUncaught: () =>
    'an async listener catches nothing, so what it awaits can end the program; catch it',
  portHoped: () => 'it prints the port that it asked for; print that of server.address()',
  regionUnused: (name: string) =>
    `no listing shows the region ${name}; show it, or take its comments out`,
  todoMissing: (file: string) =>
    `solution/${file} changes this file, which has no "// TODO"; put one where the learner has to write`,
  todoTwice: (first: number) => `a second "// TODO" (the first is in line ${first}); leave one`,
  solutionMissing: (file: string) => `there is a "// TODO", but no solution/${file}; write it`,
  solutionSame: (file: string) =>
    `there is a "// TODO", and solution/${file} is the same file; solve it there`,
  todoInSolution: () => 'a solution has nothing left to do; take the "// TODO" out',
  turnWithoutTodo: () =>
    'it is the learner\'s turn, and no program has a "// TODO"; put one where they have to write',
  todoWithoutTurn: () => 'there is a "// TODO", and the prose has no "try" block; write one',
  linkDead: (target: string) => `the link to "${target}" leads nowhere; correct it`,
  lessonMissing: (number: string) => `the course has no lesson ${number}; say it without a number`,
  compilerMissing: () =>
    'The TypeScript compiler is not installed, and the lessons are checked with it. Run "npm ci" in the clone.',
  compilerFailed: (message: string) =>
    `The TypeScript compiler could not check the lessons. It said: ${message}`,
  typesDiffer: (wanted: string | null, got: string | null) =>
    wanted === null
      ? `the compiler says ${quote(got)}; correct the program, or tell it in a "types" block`
      : `the compiler says ${quote(got) ?? 'nothing'} where the prose tells ${quote(wanted)}; correct the one that is wrong`,
  logLacks: (actor: string, wanted: string) =>
    `${actor} never printed ${quote(wanted)}; correct the program or the log`,
  logDiffers: (actor: string, wanted: string, got: string) =>
    `${actor} printed ${quote(got)} where the prose has ${quote(wanted)}; correct the program or the log`,
  logHasMore: (actor: string, got: string) =>
    `${actor} also printed ${quote(got)}; correct the program, or add it to the log`,
  claimFailed: (said: string) => `the claim doesn't hold: ${said}; correct the prose, or the claim`,
  claimLine: (line: string) => `it prints ${quote(line)}; print "NAME: VALUE"`,
  claimUntold: (file: string, name: string, value: string) =>
    `claims/${file} finds ${quote(value)} (${name}), which stands nowhere here; correct the prose, or the claim`,
  inSomeRuns: (text: string, failed: number, runs: number) => `${text} (${failed} of ${runs} runs)`,
  noChecks: "there is a 'try', but no check.ts; add one that exports the checks it names",
  checkUnknown: (id: string) =>
    `check.ts has no check ${id}; add it there, or name another one here`,
  checkUnasked: (id: string) =>
    `no 'try' asks for the check ${id}; name it in the line 'checks:', or take it out`,
  mistakeUnproven: (id: string) =>
    `no wrong program in test/lessons shows the mistake ${id}; add ${id}.ts there`,
  rightTooFew: (file: string, count: number, least: number) =>
    `${file}: ${count} right ${count === 1 ? 'program' : 'programs'} beside the solution; the checks must accept at least ${least}, written differently (right-….ts)`,
  sampleMissed: (
    name: string,
    mistake: string | null,
    isRight: boolean,
    misses: number,
    runs: number,
    got: string,
  ) =>
    `${name}: ${isRight ? 'must pass' : mistake === null ? 'must fail' : `must fail as ${mistake}`}, but in ${misses} of ${runs} runs: ${got}`,
  proven: (name: string, wanted: string | null, isRight: boolean, hits: number, runs: number) =>
    `  ${hits === runs ? '✓' : '✗'} ${name}: ${isRight ? 'pass' : (wanted ?? 'fail')}, ${hits} of ${runs}`,
  lessonRuns: (folder: string, blocks: number, ms: number) =>
    `${folder}: ${blocks} ${blocks === 1 ? 'run' : 'runs'}, ${seconds(ms)} s`,
  lessonProblems: (folder: string, problems: number, ms: number) =>
    `${folder}: ${problems} ${problems === 1 ? 'problem' : 'problems'}, ${seconds(ms)} s`,
  allWell: (lessons: number, blocks: number, ms: number) =>
    `${lessons} ${lessons === 1 ? 'lesson' : 'lessons'}, ${blocks} ${blocks === 1 ? 'run' : 'runs'}: all as the prose tells, ${seconds(ms)} s`,
  notAllWell: (problems: number, broken: number, lessons: number, ms: number) =>
    `${problems} ${problems === 1 ? 'problem' : 'problems'} in ${broken} of ${lessons} ${lessons === 1 ? 'lesson' : 'lessons'}, ${seconds(ms)} s`,
  documentProblems: (problems: number) =>
    `${problems} ${problems === 1 ? 'problem' : 'problems'} in the pages beside the lessons`,
  hints: hintsMessages.en,
};

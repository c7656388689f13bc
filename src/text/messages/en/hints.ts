// The messages for authors of hints: what is wrong in hints.md, and what to do.

/** In English. */
export const en = {
  missing: 'the hints are missing; write them, for the checks and mistakes that check.ts names',
  checkId: (id: string) =>
    `"${id}" is no id of a check; write it in a-z, 0-9 and -, or "*" above what several checks share`,
  checkTwice: (id: string, first: number) =>
    `a second "## ${id}" (the first is in line ${first}); make one of them`,
  titleMissing: (id: string) => `the check ${id} has no title; write it below "## ${id}"`,
  mistakeId: (id: string) => `"${id}" is no id of a mistake; write it in a-z, 0-9 and -`,
  mistakeTwice: (id: string, first: number) =>
    `a second "### ${id}" of the same check (the first is in line ${first}); make one of them`,
  mistakeOutside: (id: string) =>
    `the mistake ${id} belongs to no check; write "## CHECK" above it`,
  noHints: (id: string) => `the mistake ${id} has no hint; write "1. …" below it`,
  hintOutside: 'this hint belongs to no mistake; write "### MISTAKE" above it',
  hintNumber: (number: number, wanted: number) =>
    `the hint has the number ${number}, and ${wanted} comes next; number them from 1`,
  hintEmpty: 'the hint is empty; write it, or take its number out',
  stray: (text: string) =>
    `${JSON.stringify(text)} is neither a title nor a hint; write each in one line, a hint as "1. …"`,
  otherId: (id: string) => `"${id}" is no name of a program; write it in a-z, 0-9 and -`,
  otherTwice: (id: string, first: number) =>
    `a second "### ${id}" among the others (the first is in line ${first}); take one of them out`,
  otherEmpty: (id: string) => `nothing is said of the program ${id}; write a line below its name`,
  otherStray: (text: string) =>
    `${JSON.stringify(text)} belongs to no program; write one line below each "### NAME"`,
  otherMissing: (id: string) =>
    `others/${id}.ts is not told of; write "### ${id}" and a line about it below "## others"`,
  otherUnknown: (id: string) => `there is no others/${id}.ts; add it, or take "### ${id}" out`,
  otherCount: (count: number, least: number, most: number) =>
    `${count} other right programs are shown; make it ${least} to ${most}`,
  checkUnknown: (id: string) => `check.ts has no check ${id}; add it there, or take it out here`,
  checkMissing: (id: string) =>
    `the check ${id} of check.ts is missing; write "## ${id}" and its title`,
  mistakeUnknown: (id: string, check: string) =>
    `in check.ts, the check ${check} does not know the mistake ${id}; add it to its "mistakes", or take it out here`,
  mistakeUnused: (id: string) =>
    `no check of check.ts takes the mistake ${id} from "## *"; correct its id, or take it out`,
  mistakeMissing: (id: string, check: string) =>
    `the mistake ${id} of the check ${check} has no hints; write "### ${id}" here, or below "## *" where several checks share it`,
  differ: (place: string, wanted: string | null, got: string | null) =>
    `"${got ?? 'the end'}" stands here, "${wanted ?? 'the end'}" in ${place}; give all languages the same checks, mistakes, numbers of hints and other programs`,
};

// Tests names with control characters: wherever they are given, they are made visible.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { explain } from '../src/stage/errors/explain.ts';
import { few, unlessLong } from './support/length.ts';
import { makeFolder, runTour } from './support/tour.ts';

/** Clears the screen, sets the title, turns the text around, and hides something; in C1 too. */
const HOSTILE = 'a\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eb\u200bc\r';
const OBEYED = /(?!\n)\p{Control}|[\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029]/u;

/** Asserts that a text shows the name, and nothing in it that a terminal would obey. */
function assertShown(text: string, what: string): void {
  assert.doesNotMatch(text, OBEYED, `${what}: ${JSON.stringify(text)}`);
  assert.match(text, /a␛\[2J␛\]0;owned␇<U\+009B>31m<U\+202E>b<U\+200B>c/, what);
}

const LINES: string[][] = [
  [HOSTILE],
  ['help', HOSTILE],
  [`--${HOSTILE}`],
  ['list', `--${HOSTILE}`],
  ['list', HOSTILE],
  ['list', '--lang', HOSTILE],
  ['run', HOSTILE],
  ['run', `./${HOSTILE}.ts`],
  ['run', `${HOSTILE}.txt`],
  ['run', '5', '--port', HOSTILE],
  ['run', '5', '--only', HOSTILE],
  ['run', '5', '--chart', HOSTILE],
  ['run', '5', '--width', HOSTILE],
  ['check', HOSTILE],
  ['check', '5', '--dir', HOSTILE],
  ['check', '--all', HOSTILE],
  ...['walk', 'read', 'hint', 'solution', 'reset'].map((word) => [word, HOSTILE]),
];

describe('a hostile word on the command line', () => {
  for (const [index, words] of few(LINES.entries(), 3)) {
    it(`is shown by line ${index + 1}: ${words.join(' ').replaceAll(HOSTILE, '…')}`, async (t) => {
      const cwd = makeFolder(t);
      const lang = index % 2 === 0 ? 'en' : 'zh';
      const { stdout, stderr, code } = await runTour([...words, `--lang=${lang}`], { cwd });
      assertShown(stdout + stderr, `${words[0]} in ${lang}`);
      assert.notEqual(code, 0);
    });
  }
});

const IS_WINDOWS = process.platform === 'win32';

describe('a hostile file', { skip: IS_WINDOWS && 'no file has such a name there' }, () => {
  it('is shown where it is run, and where what it imports is missing', async (t) => {
    const cwd = makeFolder(t);
    const names = [`${HOSTILE}.mjs`, `throws-${HOSTILE}.mjs`, `broken-${HOSTILE}.ts`];
    const [imports, throws, broken] = names as [string, string, string];
    writeFileSync(
      path.join(cwd, imports),
      `import './${'x\\u001b[2J'}${HOSTILE.slice(0, -1)}.mjs';`,
    );
    writeFileSync(path.join(cwd, throws), "throw new Error('over');");
    writeFileSync(path.join(cwd, broken), 'const = 1;');
    mkdirSync(path.join(cwd, `folder-${HOSTILE}`));
    for (const word of few([...names, `folder-${HOSTILE}`], 2)) {
      // All three ways to show rows and errors, for the program with the most of both.
      for (const more of word === throws ? [[], ['--plain'], ['--json']] : [[]]) {
        const { stdout, stderr } = await runTour(['run', word, ...more], { cwd });
        assert.doesNotMatch(stdout + stderr, OBEYED, `${JSON.stringify(word)} ${more}`);
      }
    }
  });

  it('is shown where the folder of the learner has its name', { skip: unlessLong }, async (t) => {
    const cwd = path.join(makeFolder(t), HOSTILE);
    mkdirSync(cwd);
    writeFileSync(path.join(cwd, 'my-lessons'), 'no folder');
    for (const words of few(
      [['run', '5'], ['hint', '5'], ['doctor'], ['reset', '5'], ['check', '5']],
      2,
    )) {
      const { stdout, stderr } = await runTour(words, { cwd });
      assertShown(stdout + stderr, words.join(' '));
    }
  });
});

/** Lines of standard error with the hostile text wherever a program can put one. */
const COMPLAINTS = [
  `Error: connect ENOENT ${HOSTILE}`,
  `Error: connect ECONNREFUSED ${HOSTILE}`,
  `Error: listen EACCES: permission denied ${HOSTILE}`,
  `Error: listen EADDRINUSE: address already in use ${HOSTILE}`,
  `Error: getaddrinfo ENOTFOUND ${HOSTILE}`,
  `Error: getaddrinfo EAI_AGAIN ${HOSTILE}`,
  `Error: EACCES: permission denied, open '${HOSTILE}'`,
  `Error: ENOENT: no such file or directory, open '${HOSTILE}'`,
  `Error: spawn ${HOSTILE} ENOENT`,
  `Error [ERR_MODULE_NOT_FOUND]: Cannot find package '${HOSTILE}' imported from /x.mjs`,
  `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/${HOSTILE}' imported from /x.mjs`,
  `Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/${HOSTILE}' imported from /x/`,
  `Error [ERR_UNKNOWN_BUILTIN_MODULE]: No such built-in module: ${HOSTILE}`,
  `SyntaxError: The requested module '${HOSTILE}' does not provide an export named '${HOSTILE}'`,
  `TypeError: ${HOSTILE}.split is not a function`,
  `TypeError: ${HOSTILE} is not a function`,
  `TypeError: Cannot read properties of undefined (reading '${HOSTILE}')`,
  `ReferenceError: ${HOSTILE.slice(0, -1)} is not defined`,
  `RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received ${HOSTILE}.`,
  `TypeError [ERR_INVALID_ARG_TYPE]: The "chunk" argument must be x. Received ${HOSTILE}`,
  `TypeError [ERR_INVALID_ARG_TYPE]: The "${HOSTILE}" argument must be x. Received ${HOSTILE}`,
];

describe('a hostile text in an error', () => {
  for (const complaint of COMPLAINTS) {
    it(`is shown by its explanation: ${complaint.replaceAll(HOSTILE.slice(0, -1), '…').trimEnd()}`, async () => {
      // A carriage return would end the line that Node prints.
      const line = complaint.replaceAll('\r', '');
      const report = { actor: 'server', exit: null, events: [], stderr: [line] };
      const found = await explain(report, () => false);
      for (const text of Object.values(found?.text ?? {})) assertShown(text, line);
      assert.ok(found);
    });
  }
});

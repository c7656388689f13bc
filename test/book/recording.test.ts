// Tests that runs are recorded as they are, and that a page shows them.
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { recordRuns, writeBook } from '../../src/book/book.ts';
import { packageRoot } from '../../src/course/folders.ts';
import { readTrace } from '../../src/play/trace-file.ts';
import { locateTsx } from '../../src/stage/launch.ts';
import { LANGUAGES } from '../../src/text/language.ts';
import { findElements, listElements, readHtml, textOf } from '../support/html.ts';
import { unlessLong } from '../support/length.ts';
import { makeFolder } from '../support/tour.ts';

const COURSE = path.join(import.meta.dirname, '..', 'fixtures', 'course-small');

/** A copy of the small course, whose first run is repeated, and where its book is to be. */
function openPlaces(t: { after(done: () => void): void }, change: (prose: string) => string) {
  const home = makeFolder(t);
  const lessonsRoot = path.join(home, 'lessons');
  cpSync(COURSE, lessonsRoot, { recursive: true });
  const edit = (how: (prose: string) => string) => {
    for (const name of ['lesson.md', 'lesson.zh.md']) {
      const file = path.join(lessonsRoot, '01-hello', name);
      writeFileSync(file, how(readFileSync(file, 'utf8')));
    }
  };
  edit(change);
  const folder = path.join(home, 'book');
  return { lessonsRoot, folder, edit, runs: path.join(folder, 'runs', '01-hello') };
}

const LAST = '```run server client\n';

test('runs are recorded once, as they are, and pages show them', {
  skip: unlessLong,
}, async (t) => {
  const places = openPlaces(t, (prose) =>
    prose.replace(LAST, '```run server client --times 3 --chart chunks\n'),
  );
  const told: [string, number][] = [];
  const compiled: string[] = [];
  // What it resolves to is preloaded in tsx's place.
  const compile = async (directory: string) => {
    compiled.push(path.basename(directory));
    return locateTsx();
  };
  const record = (all = false) =>
    recordRuns(places, { all, atATime: 1, compile }, (lesson, runs) => told.push([lesson, runs]));
  await record();
  // Three blocks, and three runs more of the last.
  assert.deepEqual(told, [['01-hello', 6]]);
  assert.deepEqual(compiled, ['01-hello'], 'compiled once, for the block that is run many times');
  await record();
  assert.equal(told.length, 1, 'what is recorded is not recorded again');
  const traces = readdirSync(places.runs).filter((name) => name.endsWith('.jsonl'));
  assert.deepEqual(traces, [
    '01.jsonl',
    '02.jsonl',
    '03-001.jsonl',
    '03-002.jsonl',
    '03-003.jsonl',
    '03.jsonl',
  ]);

  const trace = readTrace(path.join(places.runs, '02.jsonl'));
  assert.deepEqual(trace.programs, [
    { actor: 'server', title: 'server.ts' },
    { actor: 'client', title: 'client.ts' },
  ]);
  const kinds = new Set(trace.events.map(({ kind }) => kind));
  for (const kind of ['connect', 'connection', 'write', 'data', 'stdout', 'exit'] as const) {
    assert.ok(kinds.has(kind), kind);
  }
  const connect = trace.events.find(({ kind }) => kind === 'connect');
  assert.equal(connect?.remote, '127.0.0.1:6969');

  assert.equal(writeBook(places).pages, 2 * 4 + 1);
  for (const language of LANGUAGES) {
    const page = readPage(places.folder, language);
    const [first, second, third] = findElements(page, 'figure', 'run');
    assert.ok(first && second && third);
    const rows = findElements(second, 'li').map((row) => {
      const [time, actor, text] = row.children;
      return [time, actor, text].map((cell) => (typeof cell === 'object' ? textOf(cell) : ''));
    });
    const lines = rows.filter(([, actor]) => actor === 'client').map(([, , text]) => text);
    assert.ok(lines.includes('DATA: hello'), lines.join('\n'));
    assert.equal(rows[0]?.[0], '0.0');
    // What the picture draws is told by rows.
    const [picture] = findElements(second, 'svg');
    assert.ok(listElements(picture ?? second).some(({ name }) => name === 'line'));
    // Many runs have a chart, and no rows.
    assert.equal(findElements(third, 'li').length, 0);
    assert.match(textOf(findElements(third, 'svg', 'chart')[0] ?? third), /3/);
  }
});

test('a run has nothing of the machine that it was recorded on', {
  skip: unlessLong,
}, async (t) => {
  const crash = "console.log(process.env.SOCKET_PATH);\nthrow new Error('no');\n";
  const places = openPlaces(t, (prose) =>
    prose.replace(
      /```run client\n[^`]*```/,
      '```run client=crash.ts\nclient │ …\nclient │ Error: no\nclient │ …\nclient │ · exit 1\n```',
    ),
  );
  writeFileSync(
    path.join(places.lessonsRoot, '01-hello', 'crash.ts'),
    `// #region a\n// #endregion a\n${crash}`,
  );
  await recordRuns(places, { all: false, atATime: 1 }, () => {});
  const text = readFileSync(path.join(places.runs, '02.jsonl'), 'utf8');
  // The marks of regions are no lines of a learner's copy.
  assert.match(text, /\/home\/you\/my-lessons\/01-hello\/crash\.ts:2:7/);
  assert.match(text, /"\/tmp\/socket-tour-a1b2c3\/tour\.sock"/);
  const copies = path.join(realpathSync(tmpdir()), 'socket-tour-book-');
  for (const own of [copies, packageRoot]) assert.ok(!text.includes(own), own);
  assert.doesNotMatch(text, /socket-tour-(?!a1b2c3)\w+\/tour/);
});

test('runs that no longer fit the text are recorded anew', { skip: unlessLong }, async (t) => {
  const places = openPlaces(t, (prose) => prose);
  let count = 0;
  const record = () =>
    recordRuns(places, { all: false, atATime: 1 }, () => {
      count += 1;
    });
  await record();
  places.edit((prose) => prose.replace('client │ DATA: hello\n', 'client │ DATA: <path>\n'));
  assert.throws(() => writeBook(places), /the runs of 01-hello are not recorded/);
  await record();
  assert.equal(count, 2);
});

test('a run that does not print what the prose says is not recorded, and the others are', {
  skip: unlessLong,
}, async (t) => {
  const places = openPlaces(t, (prose) => prose);
  const hello = path.join(places.lessonsRoot, '01-hello');
  cpSync(hello, path.join(places.lessonsRoot, '02-again'), { recursive: true });
  places.edit((prose) => prose.replace('client │ DATA: hello\n', 'client │ DATA: bye\n'));
  const told: string[] = [];
  const recording = recordRuns(places, { all: false, atATime: 1 }, (name) => told.push(name));
  let failure = '';
  await recording.catch((error) => {
    failure = `${error.name}: ${error.message}`;
  });
  assert.match(failure, /^Failure: .*01-hello/);
  assert.throws(() => readdirSync(places.runs));
  // On a machine that is too busy for its runs, the other lesson has been tried, too.
  if (!failure.includes('02-again')) assert.deepEqual(told, ['02-again']);
});

function readPage(folder: string, language: string) {
  return readHtml(readFileSync(path.join(folder, language, '01-hello.html'), 'utf8'));
}

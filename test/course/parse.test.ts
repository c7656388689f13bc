import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readHeading } from '../../src/course/heading.ts';
import { readLesson } from '../../src/course/lesson.ts';
import { Failure } from '../../src/text/failure.ts';
import { parseBody, problemsOf } from './prose.ts';

const small = fileURLToPath(new URL('../fixtures/course-small', import.meta.url));

test('a lesson is read into steps and blocks', () => {
  const lesson = readLesson('01-hello', 'en', small);
  assert.equal(lesson.number, 1);
  assert.equal(lesson.id, 'hello');
  assert.equal(lesson.title, 'A hello');
  assert.equal(lesson.article, '一.1, first listing');
  assert.equal(lesson.intro[0]?.type, 'paragraph');
  assert.deepEqual(lesson.files, ['client.ts', 'server.ts']);
  assert.deepEqual(
    lesson.steps.map((step) => [step.title, ...step.blocks.map((block) => block.kind)]),
    [
      ['The server', 'prose', 'listing', 'run'],
      ['The client', 'predict', 'run', 'prose', 'listing'],
      ['Your turn', 'try', 'listing', 'run'],
    ],
  );
  const [predict, run] = lesson.steps[1]?.blocks ?? [];
  assert.ok(predict?.kind === 'predict' && run?.kind === 'run');
  assert.deepEqual(predict.options, [
    { text: 'The answer', right: false, reason: "It can't come before the connection." },
    { text: 'Its port', right: true, reason: 'The connection comes before all else.' },
  ]);
  assert.deepEqual(run.programs, [{ actor: 'client', file: 'client.ts' }]);
  assert.deepEqual(run.log[0], { actor: 'client', text: 'CONNECTED FROM: <port>', line: 36 });
  const turn = lesson.steps[2]?.blocks[0];
  assert.ok(turn?.kind === 'try');
  assert.deepEqual(turn.checks, ['by-name', 'still-alive']);
  assert.equal(turn.run, null);
});

test('Chinese reads the same, and its broken lines join without a space', () => {
  const lesson = readLesson('01-hello', 'zh', small);
  assert.equal(lesson.article, '一.1，第一段代码');
  const predict = lesson.steps[1]?.blocks[0];
  assert.ok(predict?.kind === 'predict');
  assert.equal(predict.options[1]?.reason, '先有连接，后有一切。');
  assert.deepEqual(readHeading('01-hello', 'zh', small), {
    title: '打招呼',
    article: '一.1，第一段代码',
  });
});

test('a program may have a command that runs in its place', () => {
  const words = "run server client=article.ts --as 'curl -s http://{host}:{port}/' --hex";
  const { lesson, problems } = parseBody(`\`\`\`${words}\nserver │ up\n\`\`\``);
  assert.deepEqual(problems, []);
  const run = lesson.steps[0]?.blocks[0];
  assert.ok(run?.kind === 'run');
  assert.deepEqual(run.programs, [
    { actor: 'server', file: 'server.ts' },
    { actor: 'client', file: 'article.ts', command: 'curl -s http://{host}:{port}/' },
  ]);
  assert.deepEqual(run.options, { hex: true });
  const bad = (rest: string) => problemsOf(`\`\`\`run server client ${rest}\nserver │ up\n\`\`\``);
  assert.match(bad('--as')[0] ?? '', /^7: --as has no value; write "--as 'COMMAND'"/);
  assert.match(bad("--as 'curl")[0] ?? '', /^7: a quotation mark \('\) in .* has no end/);
});

test('several programs, named files and second clients are distinguished', () => {
  const { lesson, problems } = parseBody(
    '```run server=article.ts client client-2\nserver │ up\nclient-2 │\nclient │ · exit 1\n```',
  );
  assert.deepEqual(problems, []);
  const run = lesson.steps[0]?.blocks[0];
  assert.ok(run?.kind === 'run');
  assert.deepEqual(run.programs, [
    { actor: 'server', file: 'article.ts' },
    { actor: 'client', file: 'client.ts' },
    { actor: 'client-2', file: 'client.ts' },
  ]);
  assert.deepEqual(
    run.log.map(({ text }) => text),
    ['up', '', '· exit 1'],
  );
});

test('a program may have variables and arguments, in quotes', () => {
  const programsOf = (words: string) => {
    const { lesson, problems } = parseBody(`\`\`\`run ${words}\nserver │ up\n\`\`\``);
    assert.deepEqual(problems, []);
    const run = lesson.steps[0]?.blocks[0];
    return run?.kind === 'run' ? [run.programs, run.options] : null;
  };
  assert.deepEqual(
    programsOf(`server='article.ts 7000' client='NAME=ann GREETING="good morning" client.ts -v'`),
    [
      [
        { actor: 'server', file: 'article.ts', arguments: ['7000'] },
        {
          actor: 'client',
          file: 'client.ts',
          arguments: ['-v'],
          variables: { NAME: 'ann', GREETING: 'good morning' },
        },
      ],
      {},
    ],
  );
  assert.deepEqual(programsOf(`server "client-2=client.ts --split 1" --split 2`), [
    [
      { actor: 'server', file: 'server.ts' },
      { actor: 'client-2', file: 'client.ts', arguments: ['--split', '1'] },
    ],
    { split: 2 },
  ]);
});

test('a program in quotes that can not be told is a problem', () => {
  const problemOf = (words: string) => problemsOf(`\`\`\`run ${words}\nserver │ up\n\`\`\``)[0];
  assert.match(problemOf(`server 'client=client.ts`) ?? '', /quotation mark \('\)/);
  assert.match(problemOf(`server client='NAME=ann'`) ?? '', /names no file/);
  assert.match(problemOf(`server client='client.ts > log'`) ?? '', /sign for a shell \(>\)/);
  assert.match(problemOf(`server client='NAME=ann other.ts'`) ?? '', /no file other\.ts/);
});

test('options of a run follow its programs', () => {
  const optionsOf = (words: string) => {
    const { lesson, problems } = parseBody(`\`\`\`run server client ${words}\nserver │ up\n\`\`\``);
    assert.deepEqual(problems, []);
    const run = lesson.steps[0]?.blocks[0];
    return run?.kind === 'run' ? { ...run.options, programs: run.programs.length } : null;
  };
  assert.deepEqual(optionsOf(''), { programs: 2 });
  assert.deepEqual(optionsOf('--split 1 --delay 200'), { programs: 2, split: 1, delay: 200 });
  assert.deepEqual(optionsOf('--coalesce --reset-after 5'), {
    programs: 2,
    coalesce: true,
    resetAfter: 5,
  });
  assert.deepEqual(optionsOf('--rows data,end'), { programs: 2, rows: ['data', 'end'] });
  assert.deepEqual(optionsOf('--chart chunks --times 20 --hex'), {
    programs: 2,
    chart: 'chunks',
    times: 20,
    hex: true,
  });
});

test('fences without a meaning are prose', () => {
  const { lesson } = parseBody('a\n\n```sh\nnc\n```\n\n```ts\nfree();\n```\n\nb');
  assert.deepEqual(
    lesson.steps[0]?.blocks.map((block) => block.kind),
    ['prose'],
  );
});

test('missing prose and a malformed one are Failures that name file and line', () => {
  assert.throws(() => readLesson('02-none', 'en', small), Failure);
});

const MALFORMED: [what: string, body: string, line: number, problem: RegExp][] = [
  ['an unknown fence', '```runs server\n```', 7, /"runs server" means nothing here/],
  ['an unknown region', '```ts server.ts#gone\n```', 7, /has no region gone; it has accept/],
  ['an unknown file', '```ts other.ts\n```', 7, /no file other\.ts/],
  ['two files in a listing', '```ts server.ts client.ts\n```', 7, /one file/],
  ['a fence in a list', '- a\n\n  ```run server\n  server │ x\n  ```', 7, /never run/],
  ['an unclosed fence', '```run server\nserver │ x', 7, /never closed/],
  ['a run of nothing', '```run\n```', 7, /runs nothing/],
  ['an unknown actor', '```run sever\nserver │ x\n```', 7, /no actor "sever"/],
  ['a run of an unknown file', '```run server=gone.ts\nserver │ x\n```', 7, /no file gone\.ts/],
  ['an unknown option', runWith('--splt 1'), 7, /no option --splt; it is one of --split, --coal/],
  ['a program behind options', runWith('--split 1 client-2'), 7, /no option client-2;.*behind/],
  ['a row of no kind', runWith('--rows data,dat'), 7, /--rows is one of start, .*not "dat"/],
  ['rows of no kind', runWith('--rows'), 7, /--rows has no value; write "--rows KIND,KIND"/],
  ['an option twice', runWith('--split 1 --split 2'), 7, /--split is given twice/],
  ['no value', runWith('--split --hex'), 7, /--split has no value; write "--split N"/],
  ['no value at the end', runWith('--chart'), 7, /--chart has no value/],
  ['too little', runWith('--split 0'), 7, /--split is a whole number from 1 to 65536, not "0"/],
  ['too much', runWith('--times 201'), 7, /--times is a whole number from 2 to 200/],
  ['half a millisecond', runWith('--delay 0.5'), 7, /--delay is a whole number/],
  ['an unknown chart', runWith('--chart pie'), 7, /--chart is one of chunks, bytes, .*not "pie"/],
  [
    'a freeze after nothing',
    runWith('--freeze-after 0'),
    7,
    /--freeze-after is a whole number from 1/,
  ],
  ['a contradiction', runWith('--split 1 --coalesce'), 7, /--split takes apart what --coalesce/],
  ['a proxy of nobody', '```run server --split 1\nserver │ x\n```', 7, /starts no client/],
  ['a state unasked', '```run server\nserver │ · LISTEN\n```', 8, /only in a block with --states/],
  [
    'a state that is none',
    '```run server --states\nserver │ · OPENED\n```',
    8,
    /one of LISTEN, SYN-SENT/,
  ],
  ['a bad prefix', '```run server\nserver | x\n```', 8, /doesn't say who prints it/],
  ['a prefix without its space', '```run server\nserver │x\n```', 8, /doesn't say who prints it/],
  ['a log of nobody', '```run server\nclient │ x\n```', 8, /nothing has started client/],
  ['a log of nothing', '```run server\n```', 7, /expects no log/],
  ['no right answer', predict('Q?', '- [ ] a\n  r', '- [ ] b\n  r'), 7, /no option is right/],
  ['no reason', predict('Q?', '- [ ] a', '- [x] b\n  r'), 9, /"a" has no reason/],
  ['one option', predict('Q?', '- [x] a\n  r'), 7, /at least two/],
  ['no question', predict('', '- [x] a\n  r', '- [ ] b\n  r'), 7, /asks nothing/],
  ['a stray line', predict('Q?', '- [x] a\n  r', 'b', '- [ ] b\n  r'), 11, /belongs to no option/],
  ['no checks', '```try\nDo it.\n```', 8, /checks are missing/],
  ['a bad id', '```try\nDo it.\n\nchecks: a, B c\n```', 10, /"B c" is no id/],
  [
    'a turn with a program that is not there',
    '```try server client=nobody.ts\nDo it.\n\nchecks: a\n```',
    7,
    /has no file nobody\.ts/,
  ],
  [
    'a turn with an unknown option',
    '```try server --graph\nDo it.\n\nchecks: a\n```',
    7,
    /no option --graph/,
  ],
  ['an empty turn', '```try\nchecks: a\n```', 7, /says nothing/],
  ['types of no file', '```types\nx\n```', 7, /which file/],
  [
    'types that are none',
    '```types server.ts\nserver.ts: no\n```',
    8,
    /no message of the compiler/,
  ],
  ['a second title', '# Again', 7, /second title/],
];

function runWith(options: string): string {
  return `\`\`\`run server client ${options}\nserver │ x\n\`\`\``;
}

function predict(question: string, ...options: string[]): string {
  const run = '```run server\nserver │ x\n```';
  return ['```predict', question, ...options, '```', '', run].join('\n');
}

for (const [what, body, line, problem] of MALFORMED) {
  test(`${what} is reported with its line`, () => {
    const problems = problemsOf(body);
    assert.match(problems[0] as string, problem);
    assert.ok(problems[0]?.startsWith(`${line}: `), problems[0]);
  });
}

test('a prediction that no run answers is reported', () => {
  const [asked] = predict('Q?', '- [x] a\n  r', '- [ ] b\n  r').split('\n\n```run');
  assert.match(problemsOf(asked as string)[0] ?? '', /^7: no run answers/);
});

// Tests operands of `run` that are small command lines.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readOperand } from '../../../src/commands/run/operand.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { Failure } from '../../../src/text/failure.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const TELL = `const { NAME, PORT } = process.env;
console.log(JSON.stringify([process.argv.slice(2), process.argv[1].slice(-10), NAME ?? null, PORT ?? null]));
`;
const SERVER = `import net from 'node:net';
${TELL}net.createServer((s) => s.end()).listen(Number(process.argv[2] ?? process.env.PORT ?? 0), '127.0.0.1');
`;
const CLIENT = `import net from 'node:net';
${TELL}net.connect(Number(process.env.PORT), '127.0.0.1').resume();
`;

function lay(t: TestContext): string {
  const cwd = makeFolder(t);
  mkdirSync(path.join(cwd, 'sub'));
  for (const name of ['server.mjs', 'client.mjs', 'my client.mjs', 'sub/deep.mjs']) {
    writeFileSync(path.join(cwd, name), name.startsWith('server') ? SERVER : CLIENT);
  }
  writeFileSync(path.join(cwd, 'notes.txt'), '');
  return cwd;
}

describe('an operand', () => {
  const cases: [operand: string, title: string | undefined, file: string, ...rest: unknown[]][] = [
    ['server.mjs', undefined, 'server.mjs', undefined, undefined],
    ['my client.mjs', undefined, 'my client.mjs', undefined, undefined],
    ['server.mjs 7000', 'server.mjs 7000', 'server.mjs', ['7000'], {}],
    [' node  server.mjs', 'server.mjs', 'server.mjs', [], {}],
    [
      'A= NAME="ann b" sub/deep.mjs',
      "A= NAME='ann b' deep.mjs",
      'sub/deep.mjs',
      [],
      { A: '', NAME: 'ann b' },
    ],
    [
      `"my client.mjs" '' it\\'s X=1`,
      `'my client.mjs' '' 'it'\\''s' X=1`,
      'my client.mjs',
      ['', "it's", 'X=1'],
      {},
    ],
  ];
  for (const [operand, title, file, args, variables] of cases) {
    it(`may be ${operand}`, { skip: process.platform === 'win32' }, (t) => {
      const cwd = lay(t);
      const read = readOperand(cwd, operand);
      assert.equal(read.file, path.join(cwd, file));
      assert.deepEqual([read.title, read.arguments, read.variables], [title, args, variables]);
    });
  }

  const errors: [operand: string, en: RegExp, zh: RegExp][] = [
    ['', /^“” names no program/, /^“”里没有程序/],
    ['NAME=ann', /^“NAME=ann” names no program/, /^“NAME=ann”里没有程序/],
    ["NAME='ann client.mjs", /the quotation mark ' is opened and never closed/, /引号 ' 没有配对/],
    [
      'server.mjs | tee log',
      /^\| in server\.mjs \| tee log would be/,
      /^server.* 里的 \| 要由 shell/,
    ],
    [
      'sevrer.mjs 7000',
      /no file sevrer\.mjs\. Did you mean server\.mjs\?$/,
      /要找的是 server\.mjs 吗/,
    ],
    ['sub/dep.mjs', /Did you mean sub\/deep\.mjs\?$/, /sub\/deep/],
    ['7000', /an argument, .* in quotes: 'server\.js 7000'\.$/, /如果它是参数/],
    ['notes.txt x', /^notes\.txt is not something Node runs/, /^notes/],
    ['sub 7000', /^sub is a folder/, /^sub 是目录/],
  ];
  for (const [operand, en, zh] of errors) {
    it(`is refused where it is ${operand || 'empty'}`, (t) => {
      assert.throws(
        () => readOperand(lay(t), operand),
        (error) => {
          assert.ok(error instanceof Failure);
          assert.equal(error.exitCode, 2);
          assert.match(error.text.en, en);
          assert.match(error.text.zh, zh);
          return true;
        },
      );
    });
  }
});

/** What each program was started as, and what it says of its arguments. */
async function run(t: TestContext, operands: readonly string[], ...options: string[]) {
  const { code, stdout, stderr } = await runTour(
    ['run', ...operands, '--json', '--for', '60', ...options],
    {
      cwd: lay(t),
    },
  );
  assert.equal(code, 0, stderr);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TraceEvent);
  const pick = (wanted: string) =>
    Object.fromEntries(
      events.flatMap(({ actor, kind, text }) => (kind === wanted ? [[actor, text]] : [])),
    );
  return { started: pick('start'), told: pick('stdout'), stderr };
}

describe('run', () => {
  for (const spares of [[], ['--no-spares']]) {
    it(`gives programs what their operands say ${spares}`, async (t) => {
      const operands = [
        'server.mjs 0 "two words"',
        'NAME=ann client.mjs',
        "NAME=bob my' client'.mjs hi",
      ];
      const { started, told } = await run(t, operands, ...spares);
      assert.deepEqual(started, {
        server: "server.mjs 0 'two words'",
        client: 'NAME=ann client.mjs',
        'client-2': "NAME=bob 'my client.mjs' hi",
      });
      const heard = Object.entries(told).map(([actor, text]) => [actor, JSON.parse(text ?? '')]);
      const { server, client, 'client-2': second } = Object.fromEntries(heard);
      assert.deepEqual(server.slice(0, 3), [['0', 'two words'], 'server.mjs', null]);
      assert.deepEqual(client.slice(0, 3), [[], 'client.mjs', 'ann']);
      assert.deepEqual(second.slice(0, 3), [['hi'], 'client.mjs', 'bob']);
      // The server's real port, not the one that it was to have.
      assert.notEqual(client[3], server[3]);
      assert.equal(second[3], client[3]);
    });
  }
});

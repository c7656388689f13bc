// Tests that a program does the same in a spare as in a new process (the fixtures: see `tap.test.ts`).
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { few, unlessLong } from '../../support/length.ts';
import { maskPerformance } from '../masked.ts';
import { type Performance, perform, type Staging } from '../programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'spare-test-'));
after(() => rmSync(folder, { recursive: true }));

/** What is in the folder is not compiled, and how a program is loaded is what is compared. */
function performWithTsx(file: string, staging: Staging): Promise<Performance> {
  return perform(file, { ...staging, loader: undefined });
}

async function compare(file: string, staging: Staging): Promise<Performance> {
  const cold = maskPerformance(await performWithTsx(file, staging));
  const performance = await performWithTsx(file, { ...staging, spare: true });
  assert.deepEqual(maskPerformance(performance), cold);
  return performance;
}

let count = 0;

/** A folder with these files, and a `package.json` that makes it one of ES modules unless there is one. */
function write(files: Record<string, string>): string {
  count += 1;
  const place = path.join(folder, String(count));
  mkdirSync(place);
  const all = { 'package.json': '{ "type": "module" }', ...files };
  for (const [name, text] of Object.entries(all)) {
    const file = path.join(place, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return place;
}

/** Compares a program that is the first of these files. */
async function compareFiles(
  files: Record<string, string>,
  staging: Staging = {},
): Promise<Performance> {
  const place = write(files);
  const file = path.join(place, Object.keys(files)[0] as string);
  return compare(file, { cwd: place, file, ...staging });
}

// All that a program can ask about itself, except its age.
const SELF = `
const tell = (...things) => console.log(JSON.stringify(things));
tell(process.argv, process.argv0, process.execArgv, process.execPath, process.title);
tell(process.cwd(), process.exitCode ?? null, Error.stackTraceLimit, process.sourceMapsEnabled);
tell(Object.entries(process.env));
tell(process.eventNames().map(String), process.eventNames().map((name) => process.listenerCount(name)));
tell(process.getActiveResourcesInfo().filter((name) => !/^(FS|Connect|CloseReq|MessagePort)/.test(name)));
tell(process.stdin.constructor.name, process.stdin.isTTY, process.stdin.readableFlowing);
for (const { constructor, fd, isTTY, writableLength, writableHighWaterMark, _type } of [process.stdout, process.stderr]) {
  tell(constructor.name, fd, isTTY, writableLength, writableHighWaterMark, _type);
}
tell(Object.getOwnPropertyNames(globalThis), typeof process.send, process.connected, process.debugPort);
tell(os.getPriority(), process.umask(), process.getgroups?.(), new Date(0).getTimezoneOffset());
tell(Intl.DateTimeFormat().resolvedOptions(), process.report?.reportOnFatalError);
tell(Object.keys(require.cache ?? {}).filter((name) => !name.includes('node_modules')), module.builtinModules.length);
tell(Object.keys(require.extensions ?? {}), process.uptime() < 60, performance.now() < 60_000);
setTimeout(() => tell('later'), 20);
const asked = performance.now();
setTimeout(() => tell(performance.now() - asked > 95), 100);
`;
const MODULE = `
import module, { createRequire } from 'node:module';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
const require = createRequire(import.meta.url);
${SELF}
tell(import.meta.url, import.meta.filename, import.meta.dirname, import.meta.main);
tell(Object.keys(import.meta), import.meta.resolve('./other.js'));
tell(process.argv[1] === fileURLToPath(import.meta.url), require.main === undefined);
`;
const SCRIPT = `
const self = module;
{
  const module = require('node:module');
  const os = require('node:os');
  ${SELF}
  tell(require.main === self, require.main?.filename, self.id, self.parent, self.loaded, self.paths);
  tell(__filename, __dirname, this === self.exports, process.argv[1] === __filename);
}
`;

describe('a program sees the same process in a spare', { concurrency: 2 }, () => {
  const staging = { arguments: ['one', '--two', ''], environment: { PORT: '1', EMPTY: '' } };

  for (const name of few(['self.ts', 'self.mts', 'self.js', 'self.mjs'], 4)) {
    it(name, async () => {
      const { exit } = await compareFiles({ [name]: MODULE }, staging);
      assert.deepEqual(exit, { code: 0, signal: null });
    });
  }

  for (const name of few(['self.cjs', 'self.ts', 'self.cts', 'self.js'], 4)) {
    it(`${name} as CommonJS`, async () => {
      const { exit } = await compareFiles({ [name]: SCRIPT, 'package.json': '{}' }, staging);
      assert.deepEqual(exit, { code: 0, signal: null });
    });
  }
});

// What shows the age of the process, besides the time at which it was asked to run.
const AGES = `
console.log(performance.timeOrigin * 1e6, Number(process.hrtime.bigint()) - process.uptime() * 1e9);
const earliest = Date.now();
const hour = performance.timeOrigin + performance.now();
console.log(earliest - 5 < hour && hour < Date.now() + 5);
const times = [performance.now(), performance.now()];
console.log(times[0] >= 0, times[0] <= times[1]);
console.log(process.uptime.name, performance.now.name);
`;

it('a program sees its own age in a spare', { skip: unlessLong }, async () => {
  const place = write({ 'ages.mjs': AGES });
  const file = path.join(place, 'ages.mjs');
  const cold = await performWithTsx(file, { cwd: place, file });
  let asked: number[] = [];
  const onReady = () => {
    asked = [(performance.timeOrigin + performance.now()) * 1e6, Number(process.hrtime.bigint())];
  };
  const spare = await performWithTsx(file, { cwd: place, file, spare: true, onReady });
  assert.deepEqual(spare.stdout.slice(1), cold.stdout.slice(1));
  assert.deepEqual(spare.stderr, []);
  const begun = (spare.stdout[0] ?? '').split(' ').map(Number);
  assert.equal(begun.length, 2);
  for (const [index, time] of begun.entries()) {
    assert.ok(time > (asked[index] as number), `begun at ${time} ns, asked at ${asked[index]} ns`);
  }
});

// What goes wrong, in words, code frames, stack traces and exit codes, and what succeeds.
const ENDS: Record<string, Record<string, string>> = {
  'a syntax error': { 'a.ts': "console.log('never');\nconst port: number = ;\n" },
  'a syntax error in JavaScript': { 'a.mjs': "console.log('never');\nconst port = ;\n" },
  'a syntax error in CommonJS': { 'a.cjs': "console.log('never');\nconst port = ;\n" },
  'a syntax error in what it imports': {
    'a.ts': "import './other.ts';\nconsole.log('never');\n",
    'other.ts': 'export const port: = 1;\n',
  },
  'an import of nothing': { 'a.ts': "import './nothing.ts';\n" },
  'an import of no package': { 'a.ts': "import 'no-such-package';\n" },
  'a require of nothing': { 'a.cjs': "console.log('first');\nrequire('./nothing.cjs');\n" },
  'an export that is not there': {
    'a.ts': "import { port } from './other.ts';\nconsole.log(port);\n",
    'other.ts': 'export const host = 1;\n',
  },
  'an error at the top': {
    'a.ts': `interface Told { port: number }
function tell({ port }: Told): void {
  throw new RangeError(\`no \${port}\`, { cause: new Error('the cause') });
}
tell({ port: 1 } as Told);
`,
  },
  'an error thrown later, in another file': {
    'a.ts': "import { fail } from './other.ts';\nsetTimeout(() => fail(1), 1);\n",
    'other.ts': 'type N = number;\n\nexport function fail(n: N): void {\n  null!.x(n);\n}\n',
  },
  'no Error thrown': { 'a.ts': "throw 'text';\n" },
  'a rejection': {
    'a.ts': "void Promise.reject(new Error('rejected'));\nsetTimeout(() => {}, 50);\n",
  },
  'a rejection of nothing': { 'a.ts': 'void Promise.reject();\n' },
  'an await that never ends': {
    'a.ts': 'console.log(1);\nawait new Promise(() => {});\nconsole.log(2);\n',
  },
  'an await that never ends, heard of': {
    'a.mjs':
      "process.on('exit', (code) => console.log(code, process.exitCode));\nawait new Promise(() => {});\n",
  },
  'an await that ends': {
    'a.ts': "await new Promise((done) => setTimeout(done, 5));\nconsole.log('after');\n",
  },
  'process.exit in the middle': { 'a.ts': 'console.log(1);\nprocess.exit(7);\nconsole.log(2);\n' },
  'more work at the end': {
    'a.ts': `let left = 2;
process.on('beforeExit', (code) => {
  console.log('beforeExit', code, left);
  if (left-- > 0) setTimeout(() => console.log('work'), 1);
});
process.on('exit', (code) => console.log('exit', code));
process.exitCode = 3;
`,
  },
  'a signal heard': {
    'a.ts': `process.on('SIGTERM', (name) => {
  console.log('heard', name);
  clearInterval(timer);
});
const timer = setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGTERM');
`,
  },
  'a signal not heard': {
    'a.ts': "process.kill(process.pid, 'SIGHUP');\nsetInterval(() => {}, 1000);\n",
  },
  'a warning': { 'a.ts': "process.emitWarning('beware', 'TourWarning', 'T1');\nnew Buffer(1);\n" },
  'errors of every kind heard': {
    'a.ts': `process.on('uncaughtException', (error, origin) => console.log(origin, error.stack));
setTimeout(() => { throw new Error('one'); }, 1);
setTimeout(() => void Promise.reject(new Error('two')), 5);
`,
  },
  'standard input read to its end': {
    'a.ts': `process.stdin.setEncoding('utf8');
let text = '';
for await (const piece of process.stdin) text += piece;
console.log(JSON.stringify(text), process.stdin.readableEnded);
`,
  },
};

describe('a program ends in the same way in a spare', { concurrency: 2 }, () => {
  for (const [name, files] of few(Object.entries(ENDS), 12)) {
    it(name, () => compareFiles(files).then(() => {}));
  }

  it('what is printed before it begins', { skip: unlessLong }, async () => {
    const place = write({
      'first.cjs': "console.log('first');\nconsole.error('as well');\n",
      'a.ts': "console.log('then');\n",
    });
    const environment = { NODE_OPTIONS: `--require ${path.join(place, 'first.cjs')}` };
    for (const spare of [false, true]) {
      const file = path.join(place, 'a.ts');
      const { stdout, stderr } = await performWithTsx(file, {
        file,
        cwd: place,
        environment,
        spare,
      });
      // It also runs for the threads of Node's loader and of tsx's compiler, if any.
      assert.deepEqual([...new Set([...stdout, ...stderr])], ['first', 'then', 'as well']);
    }
  });

  it('a file that is no module', { skip: unlessLong }, async () => {
    await compareFiles({
      'a.js': "import fs from 'node:fs';\n",
      'package.json': '{"type":"commonjs"}',
    });
  });
});

const RELATIVES: Record<string, Record<string, string>> = {
  'of every kind': {
    'a.ts': `import { createRequire } from 'node:module';
import { one } from './one.ts';
import two, { three } from './folder/index.js';
import data from './data.json' with { type: 'json' };
const require = createRequire(import.meta.url);
const { late } = await import('./late.mts');
console.log(one, two, three, data, late, require('./script.cjs'), (await import('./one.ts')).one);
`,
    'one.ts': 'export const one: string = import.meta.url.slice(-6);\n',
    'folder/index.ts': 'enum E { A = 2 }\nexport default E.A;\nexport const three = 3 as const;\n',
    'data.json': '{ "four": 4 }',
    'late.mts': 'export const late = 5 satisfies number;\n',
    'script.cjs': 'module.exports = require.main === module;\n',
  },
  'through a tsconfig.json': {
    'a.ts': `import { other } from '#lib/other';
import { alias } from '@/alias';
class A { declare x: number; y = 1; constructor(readonly z: number) {} }
console.log(other, alias, Object.keys(new A(1)));
`,
    'tsconfig.json':
      '{ "extends": "./base", "compilerOptions": { "useDefineForClassFields": false } }',
    'base.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
    'package.json': '{ "type": "module", "imports": { "#lib/*": "./lib/*.ts" } }',
    'src/alias.ts': "export const alias = 'alias';\n",
    'lib/other.ts': "export const other = 'other';\n",
  },
  'as CommonJS': {
    'a.ts': `import net = require('node:net');
import { one } from './one';
console.log(typeof net.connect, one, require.main === module, module.children.length);
`,
    'one.ts':
      'export const one: number = 1;\nconsole.log(require.main?.filename, module.parent?.id);\n',
    'package.json': '{ "type": "commonjs" }',
  },
};

const CHILD = `if (process.argv[2] === 'child') {
  console.log('child', process.argv, process.execArgv, Object.entries(process.env));
  process.send?.('hello');
}`;
const CHILDREN: Record<string, Record<string, string>> = {
  'a fork of itself': {
    'a.ts': `import { fork } from 'node:child_process';
${CHILD} else {
  const child = fork(process.argv[1] as string, ['child']);
  child.on('message', (message) => console.log('message', message));
  child.on('exit', (code, signal) => console.log('ended', code, signal));
}
`,
  },
  'a process spawned with its own options': {
    'a.ts': `import { spawnSync } from 'node:child_process';
${CHILD} else {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, process.argv[1] as string, 'child'], { encoding: 'utf8' });
  console.log(stdout, stderr, status);
}
`,
  },
  'a shell': {
    'a.ts':
      "import { execSync } from 'node:child_process';\nconsole.log(String(execSync('pwd; env; ls -l /proc/self/fd | wc -l')));\n",
  },
  'a worker': {
    'a.ts': `import { isMainThread, threadId, Worker } from 'node:worker_threads';
const tell = '[workerData, process.argv, process.execArgv, Object.keys(process.env), process.cwd()]';
const source = \`const { parentPort, workerData } = require('node:worker_threads');
parentPort.postMessage(\${tell});\`;
const worker = new Worker(source, { eval: true, workerData: 1, argv: ['two'] });
worker.on('message', (message) => console.log(message));
worker.on('exit', (code) => console.log('ended', code, isMainThread, threadId));
`,
  },
};

describe('a program finds its modules in a spare', { concurrency: 2 }, () => {
  for (const [name, files] of few(Object.entries(RELATIVES), 3)) {
    it(`imports ${name}`, async () => {
      const { exit } = await compareFiles(files);
      assert.deepEqual(exit, { code: 0, signal: null });
    });
  }

  for (const [name, files] of few(Object.entries(CHILDREN), 4)) {
    it(name, async () => {
      const { exit } = await compareFiles(files, { environment: { NAME: 'child' } });
      assert.deepEqual(exit, { code: 0, signal: null });
    });
  }
});

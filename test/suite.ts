// Runs the tests: every file test/**/*.test.ts, or those whose path contains one of the words given; `--long`: all cases.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BUILT_VARIABLE } from './support/command.ts';
import { compileTests } from './support/compiled-tests.ts';
import { compileFixtures } from './support/fixtures.ts';
import { LONG_VARIABLE } from './support/length.ts';
import { LOADER_VARIABLE } from './support/stage.ts';
import { dispenseWithTsx } from './support/without-tsx.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2).filter((word) => word !== '--long');
const isLong = process.argv.includes('--long');
/** How long one test may take, in ms; a fuzz suite at length is one test. */
const TIMEOUT_MS = process.env.FUZZ ? 7_200_000 : 600_000;

/** What a test names that starts processes, or changes its own. */
const APART =
  /child_process|\bprocess\.|(?:support|\.)\/(?:command|other-server|overload|processes|terminal|tour)\b|open(?:Stage|Spares)|startProgram|playSession|tools-on-fixtures|setInvocation/;

// Otherwise each of a thousand processes would read these certificates.
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env;

// Searched here, because the test runner of Node 20 knows no patterns.
const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
  .map((file) => path.join('test', file))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();

if (files.length === 0) {
  console.error(`no test file has ${words.join(' or ')} in its path`);
  process.exitCode = 1;
} else {
  // Apart from what `npm run build` makes, and from another run of the suite.
  const built = path.join(root, 'dist', `suite-${process.pid}`);
  execFileSync(process.execPath, ['--import', 'tsx', 'build.ts', built], { cwd: root });
  const fixtures = `${built}-fixtures`;
  const loader = await compileFixtures(fixtures);
  const instead = isLong ? null : await dispenseWithTsx(path.join(built, 'src', 'stage'), loader);
  const compiled = `${built}-tests`;
  const preload = await compileTests(compiled, instead);
  const options = ['--test-concurrency=4', '--test-reporter=spec', `--test-timeout=${TIMEOUT_MS}`];
  // The other tests share a process: starting one of their own takes longer than they do.
  const isApart = (file: string) => APART.test(readFileSync(path.join(root, file), 'utf8'));
  const shared = `${built}.test.mjs`;
  const sharing = files.filter((file) => !isApart(file));
  const lines = sharing.map((file) => `import '${pathToFileURL(path.join(root, file)).href}';\n`);
  writeFileSync(shared, lines.join(''));
  const all = [...(sharing.length > 0 ? [shared] : []), ...files.filter(isApart)];
  const runner = spawn(
    process.execPath,
    ['--enable-source-maps', '--import', preload, '--test', ...options, ...all],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...environment,
        [BUILT_VARIABLE]: path.join(built, 'src', 'main.js'),
        [LOADER_VARIABLE]: loader,
        ...(isLong && { [LONG_VARIABLE]: '1' }),
      },
    },
  );
  runner.on('exit', (code) => {
    for (const made of [built, fixtures, compiled, shared]) {
      rmSync(made, { recursive: true, force: true });
    }
    process.exitCode = code ?? 1;
  });
}

// Runs the tests: every file test/**/*.test.ts, or those whose path contains one of the words given.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
/** How long one test may take, in ms; a fuzz suite at length is one test. */
const TIMEOUT_MS = process.env.FUZZ ? 7_200_000 : 300_000;

// Found here, since the test runner of Node 20 knows no patterns.
const files = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
  .map((file) => path.join('test', file))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();

if (files.length === 0) {
  console.error(`no test file has ${words.join(' or ')} in its path`);
  process.exitCode = 1;
} else {
  const options = ['--test-concurrency=2', '--test-reporter=spec', `--test-timeout=${TIMEOUT_MS}`];
  const runner = spawn(process.execPath, ['--import', 'tsx', '--test', ...options, ...files], {
    cwd: root,
    stdio: 'inherit',
  });
  runner.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

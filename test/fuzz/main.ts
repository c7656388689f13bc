// Runs the fuzz suites at length: `npm run fuzz -- [--runs N] [--seed N] [--times N] [--load] [WORD…]`.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    times: { type: 'string', default: '1' },
    load: { type: 'boolean', default: false },
  },
});

// It ends with this process, however that ends.
const BUSY = 'const parent = process.ppid; while (process.ppid === parent);';
const busy = values.load
  ? Array.from({ length: availableParallelism() }, () =>
      spawn(process.execPath, ['-e', BUSY], { stdio: 'ignore' }),
    )
  : [];
try {
  for (let time = 1; time <= Number(values.times); time += 1) {
    console.log(
      `fuzz ${time} of ${values.times}${values.load ? ', with the cores kept busy' : ''}`,
    );
    process.exitCode = await runSuites(time);
    if (process.exitCode !== 0) break;
  }
} finally {
  for (const child of busy) child.kill('SIGKILL');
}

/** Each round begins at other seeds, unless one was given. */
function runSuites(time: number): Promise<number> {
  const words = positionals.length > 0 ? positionals : ['fuzz/'];
  const seed = values.seed ?? String(1 + (time - 1) * 10_000);
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      path.join('test', 'suite.ts'),
      ...words.map((word) => path.normalize(word)),
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        FUZZ: '1',
        FUZZ_SEED: seed,
        ...(values.runs !== undefined && { FUZZ_RUNS: values.runs }),
      },
    },
  );
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}

// Tests long floods and hangs: what the runner and the programs use meanwhile, and how soon keys answer.
import { test } from 'node:test';
import { OVERLOADS, withstand } from '../tour/in-terminal/overload.ts';
import { planRuns } from './plan.ts';

const { runs: seconds } = planRuns(1, 20);

for (const overload of OVERLOADS) {
  // In an ordinary run, another test covers them.
  test(`${overload.name}, for ${seconds} s`, { skip: seconds < 2 }, async (t) => {
    const seen = await withstand(t, overload, seconds);
    console.log(
      `  ${overload.name}: runner ${seen.runnerMiB} MiB, programs ${seen.programMiB} MiB, ` +
        `${seen.keys} keys, the slowest in ${seen.keyMs.toFixed(0)} ms, ` +
        `stopped in ${seen.stopMs.toFixed(0)} ms, ${seen.leftOut} lines left out`,
    );
  });
}

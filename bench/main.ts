// The bench: our figures beside those of others, from one run on one machine; nothing fails for being slow.
import { parseArgs } from 'node:util';
import { measureCheck, measureFirstScreen, measureList } from './commands.ts';
import { measureEndless } from './endless.ts';
import type { Figure } from './figure.ts';
import { measureInstall } from './install.ts';
import { type Kit, openKit } from './kit.ts';
import { measureLines } from './lines.ts';
import { describeMachine } from './machine.ts';
import { countMissed, measureBursts, measureSaves } from './saves.ts';
import { type Result, renderTable } from './table.ts';
import { measureVerdicts } from './verdicts.ts';

/** Something to measure; `runs` is how often, unless `--runs` says otherwise. */
interface Row {
  name: string;
  title: string;
  runs: number;
  measure(kit: Kit, runs: number): Promise<Figure[]>;
}

const ROWS: readonly Row[] = [
  {
    name: 'save',
    title: 'save server.ts → “Connection closed” on the screen',
    runs: 20,
    measure: measureSaves,
  },
  {
    name: 'burst',
    title: 'the same, the last of 10 saves 100 ms apart',
    runs: 10,
    measure: measureBursts,
  },
  { name: 'missed', title: 'saves that were not seen', runs: 50, measure: countMissed },
  { name: 'list', title: 'list, from the packed package', runs: 20, measure: measureList },
  {
    name: 'first',
    title: 'first step of a lesson on the screen',
    runs: 20,
    measure: measureFirstScreen,
  },
  {
    name: 'verdict',
    title:
      'save in the learner’s turn, each 3 s after the last → the checks’ verdict on the screen',
    runs: 5,
    measure: measureVerdicts,
  },
  { name: 'check', title: 'check of a right program', runs: 10, measure: measureCheck },
  { name: 'lines', title: 'two programs × 200,000 lines', runs: 5, measure: measureLines },
  {
    name: 'endless',
    title: 'a server that prints without end, for 30 s',
    runs: 1,
    measure: measureEndless,
  },
  { name: 'install', title: 'install', runs: 1, measure: measureInstall },
];

const NAMES = ROWS.map(({ name }) => name);
const USAGE = `npm run bench -- [--only ${NAMES.join('|')}]… [--runs N] [--json]`;

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const { only, runs, json } = options;
  const machine = describeMachine();
  const kit = await openKit((line) => console.error(line));
  const results: Result[] = [];
  let isWhole = true;
  try {
    for (const row of ROWS.filter(({ name }) => only.length === 0 || only.includes(name))) {
      console.error(`${row.name}: ${row.title} …`);
      try {
        const figures = await row.measure(kit, runs ?? row.runs);
        results.push({ name: row.name, title: row.title, figures });
      } catch (error) {
        // The others count the time of all rows.
        console.error(`${row.name}: ${error instanceof Error ? error.message : error}`);
        isWhole = false;
      }
    }
  } finally {
    kit.close();
  }
  if (json) console.log(JSON.stringify({ machine, results }));
  else console.log([...machine, '', ...renderTable(results)].join('\n'));
  return isWhole ? 0 : 1;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', multiple: true, default: [] },
        runs: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const runs = values.runs === undefined ? null : Number(values.runs);
    const isKnown = values.only.every((name) => NAMES.includes(name));
    if (!isKnown || (runs !== null && !(Number.isInteger(runs) && runs > 0))) return null;
    return { only: values.only, runs, json: values.json };
  } catch {
    return null;
  }
}

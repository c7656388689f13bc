// What lesson 5 demands: to know which lines are ordered by cause, and which by luck.
import {
  type Bilingual,
  checks,
  type ProgramUnderCheck,
  quoteLines,
  type Tools,
} from '../../src/check/kit.ts';

/** How often a client visits the server. */
const RUNS = 20;

/** The lines of a visit, and how each begins. */
const LINES: Readonly<Record<string, RegExp>> = {
  'server CONNECTED': /^CONNECTED: /,
  'server DATA': /^DATA /,
  'server CLOSED': /^CLOSED: /,
  'client CONNECTED TO': /^CONNECTED TO: /,
  'client DATA': /^DATA: /,
  'client Connection closed': /^Connection closed$/,
};

type Pair = readonly [first: string, second: string];

/** The arrows of the lesson: the second line follows from the first. */
const ARROWS: readonly Pair[] = [
  ['server CONNECTED', 'server DATA'],
  ['client CONNECTED TO', 'server DATA'],
  ['server DATA', 'client DATA'],
  ['client DATA', 'server CLOSED'],
  ['client DATA', 'client Connection closed'],
];

/** The pairs that the table has to speak of; which line of a pair comes first is up to the learner. */
const ASKED: readonly Pair[] = [
  ['server CONNECTED', 'client CONNECTED TO'],
  ['client CONNECTED TO', 'server DATA'],
  ['server CONNECTED', 'client DATA'],
  ['server DATA', 'client DATA'],
  ['client DATA', 'server CLOSED'],
  ['server DATA', 'client Connection closed'],
  ['server CLOSED', 'client Connection closed'],
];

/** A line of the learner's table. */
interface Row {
  mark: string;
  pair: Pair;
}

/** When each line was printed, visit by visit: µs on one clock. */
type Times = Readonly<Record<string, readonly number[]>>;

type Mistake =
  | 'unprinted'
  | 'unmarked'
  | 'misspelt'
  | 'backwards'
  | 'luck-as-cause'
  | 'cause-as-luck';

/** What is wrong with a table. */
interface Fault {
  mistake: Mistake;
  expected: Bilingual;
  got: Bilingual;
}

export default checks('05-both-sides', {
  order: {
    mistakes: ['unprinted', 'unmarked', 'misspelt', 'backwards', 'luck-as-cause', 'cause-as-luck'],
    async run(tools) {
      const { phase, launch, demand, assume } = tools;
      let fault: Fault | null = null;
      await phase('table', async () => {
        const program = launch({ name: 'order' });
        const times = await recordVisits(tools);
        const { code } = await program.untilExit();
        demand(
          code === 0,
          { en: 'order.ts runs to its end', zh: 'order.ts 正常运行到结束' },
          { en: `exit code ${code}`, zh: `退出码 ${code}` },
        );
        assume(times !== null && ARROWS.every((arrow) => countAbove(times, arrow) === RUNS), {
          en: 'the twenty visits could not be recorded',
          zh: '没能完整记录这二十次运行',
        });
        fault = findFault(readTable(program), times ?? {});
        if (fault) demand(false, fault.expected, fault.got);
      });
      // TypeScript doesn't see that the phase assigns it.
      return (fault as Fault | null)?.mistake ?? null;
    },
  },
});

/** Lets the course's own client visit the course's own server, again and again; null where that fails. */
async function recordVisits({ server, launch }: Tools): Promise<Times | null> {
  try {
    const host = await server({ isCourses: true });
    const client = launch({
      name: 'client',
      isCourses: true,
      runs: RUNS,
      environment: { PORT: String(host.port) },
    });
    await client.untilExit();
    const hasSeenAll = () => readTimes(host, LINES['server CLOSED']).length >= RUNS;
    const expected = { en: 'CLOSED, for each client', zh: '每个客户端都有一行 CLOSED' };
    await host.until(expected, hasSeenAll);
    return Object.fromEntries(
      Object.entries(LINES).map(([name, line]) => [
        name,
        readTimes(name.startsWith('server') ? host : client, line),
      ]),
    );
  } catch {
    // They are the course's own: what they fail at is not the learner's doing.
    return null;
  }
}

function readTimes({ records }: ProgramUnderCheck, line: RegExp | undefined): number[] {
  return records.flatMap(({ kind, text = '', t }) =>
    kind === 'stdout' && line?.test(text) ? [t] : [],
  );
}

/** In how many visits the first line stood above the second. */
function countAbove(times: Times, [first, second]: Pair): number {
  const below = times[second] ?? [];
  return (times[first] ?? []).filter((t, visit) => t < (below[visit] ?? 0)).length;
}

/** The table as order.ts prints it: `always: server DATA → client DATA`. */
function readTable(program: ProgramUnderCheck): Row[] {
  return program.lines('stdout').flatMap((line) => {
    const [, mark, first, second] = /^(.*?): (.+?) (?:→|->) (.+?)\s*$/.exec(line) ?? [];
    return mark !== undefined && first && second ? [{ mark, pair: [first, second] as const }] : [];
  });
}

const NOTHING_PRINTED: Fault = {
  mistake: 'unprinted',
  expected: {
    en: 'lines such as “always: server DATA → client DATA”',
    zh: '像“always: server DATA → client DATA”这样的行',
  },
  got: { en: 'no such line', zh: '没有这样的行' },
};

/** What is wrong with a table, the plainest first; null where nothing is. */
function findFault(rows: readonly Row[], times: Times): Fault | null {
  if (rows.length === 0) return NOTHING_PRINTED;
  const open = ASKED.map((pair) => findOpen(rows, pair)).find((fault) => fault !== null);
  if (open) return open;
  const faults = rows.flatMap((row) => judge(row, times) ?? []);
  const order: Mistake[] = ['backwards', 'luck-as-cause', 'cause-as-luck'];
  return faults.sort((a, b) => order.indexOf(a.mistake) - order.indexOf(b.mistake))[0] ?? null;
}

function findOpen(rows: readonly Row[], pair: Pair): Fault | null {
  const about = rows.filter((row) => pair.every((line) => row.pair.includes(line)));
  const open = about.find(({ mark }) => mark !== 'always' && mark !== 'either');
  if (about.length > 0 && !open) return null;
  const name = pair.join(' → ');
  const expected = { en: `always or either, for ${name}`, zh: `${name} 标上 always 或 either` };
  const isMark = open && /^['"]?(always|either)['"]?$/i.test(open.mark.trim());
  const got = quoteLines(open ? [`${open.mark}: ${name}`] : []);
  return { mistake: isMark ? 'misspelt' : 'unmarked', expected, got };
}

/** Holds a row against the arrows, and against what was seen. */
function judge({ mark, pair }: Row, times: Times): Fault | null {
  const [first, second] = pair;
  if (!LINES[first] || !LINES[second]) return null;
  const above = countAbove(times, pair);
  const claim = {
    en: `“${first}” above “${second}” in all ${RUNS} runs, as your table says`,
    zh: `按你的表，${RUNS} 次运行里“${first}”都在“${second}”上面`,
  };
  if (leads(first, second)) {
    if (mark === 'always') return null;
    return { mistake: 'cause-as-luck', ...describeCertain(first, second) };
  }
  if (leads(second, first)) {
    if (mark === 'either') return { mistake: 'cause-as-luck', ...describeCertain(second, first) };
    const got = { en: `below, in all ${RUNS}`, zh: `${RUNS} 次都在下面` };
    return { mistake: 'backwards', expected: claim, got };
  }
  if (mark === 'either') return null;
  return { mistake: 'luck-as-cause', expected: claim, got: describeLuck(above) };
}

function describeCertain(first: string, second: string): Pick<Fault, 'expected' | 'got'> {
  return {
    expected: {
      en: `now and then “${first}” below “${second}”, as your table says`,
      zh: `按你的表，“${first}”有时会在“${second}”下面`,
    },
    got: { en: `above, in all ${RUNS} runs`, zh: `${RUNS} 次运行都在上面` },
  };
}

function describeLuck(above: number): Bilingual {
  const below = RUNS - above;
  if (below > 0) return { en: `below, in ${below} of them`, zh: `其中 ${below} 次在下面` };
  return {
    en: `so it was in these ${RUNS}, but nothing makes it so`,
    zh: `这 ${RUNS} 次确实如此，但没有什么保证它如此`,
  };
}

/** Whether arrows lead from one line to another. */
function leads(from: string, to: string): boolean {
  return ARROWS.some(([first, second]) => first === from && (second === to || leads(second, to)));
}

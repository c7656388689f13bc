// What lesson 5 demands: to know which lines are ordered by cause, and which by luck.
import { checks } from '../../src/check/checks.ts';
import { quoteLines } from '../../src/check/quote.ts';
import type { Subject } from '../../src/check/subject.ts';
import type { Tools } from '../../src/check/tools.ts';
import type { Bilingual } from '../../src/text/language.ts';

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

type Mistake = 'unmarked' | 'backwards' | 'luck-as-cause' | 'cause-as-luck';

/** What is wrong with a table. */
interface Fault {
  mistake: Mistake;
  expected: Bilingual;
  got: Bilingual;
}

export default checks('05-both-sides', {
  order: {
    title: {
      en: 'Knows which lines are ordered by cause, and which by luck',
      zh: '知道哪些行的先后由因果决定，哪些只是运气',
    },
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
          zh: '没能把二十次来访都记录下来',
        });
        fault = findFault(readTable(program), times ?? {});
        if (fault) demand(false, fault.expected, fault.got);
      });
      // TypeScript doesn't see that the phase assigns it.
      return (fault as Fault | null)?.mistake ?? null;
    },
    hints: {
      unmarked: [
        {
          en: 'One pair is still without an answer; it is named above, behind "expected". Write `always` or `either` in place of the question mark.',
          zh: '还有一对没有回答，上面“期望”后面写着是哪一对。把问号换成 `always` 或 `either`。',
        },
        {
          en: 'Start at its first line and follow the arrows of the picture, in their direction only. If you can get to the second line, it is `always`; if there is no way, `either`.',
          zh: '从这一对的第一行出发，只顺着图里箭头的方向走。走得到第二行就是 `always`，走不到就是 `either`。',
        },
      ],
      backwards: [
        {
          en: 'There is an order, but it is the other way round. Which of the two needs the other to have happened?',
          zh: '这两行确实有先后，可是反了。哪一行要等另一行先发生？',
        },
        {
          en: 'Nobody reads what has not been written: `CONNECTED TO` stands before the write, `DATA` behind the read.',
          zh: '没写出来的东西谁也读不到：`CONNECTED TO` 在写之前打印，`DATA` 在读到之后打印。',
        },
        {
          en: 'Put the two lines of the pair back as they were in the starting code; then it is `always`.',
          zh: '把这一对的两行换回起始代码里的次序，那样就是 `always`。',
        },
      ],
      'luck-as-cause': [
        {
          en: 'You call it certain. What makes it so? Often, and even every time so far, is not a reason: look for the arrows that lead from the first line to the second.',
          zh: '你说这是一定的，凭什么？“经常如此”，哪怕“到目前为止次次如此”，都不算理由：找找看，有没有箭头从第一行通到第二行。',
        },
        {
          en: 'Two programs doing something about the same event are two runners: the same shot starts both, and none waits for the other. The kernel connects a client without asking the server; and from `destroy` two ways go out.',
          zh: '两个程序对同一件事各做各的，就像两个赛跑的人：枪声是同一声，谁也不等谁。内核让客户端连上，并不问服务端；从 `destroy` 出发，也有两条路分头走。',
        },
        {
          en: 'Two pairs have no arrow between them: the two CONNECTED lines, and CLOSED with Connection closed. Both are `either`.',
          zh: '有两对之间没有箭头：两行 CONNECTED，以及 CLOSED 和 Connection closed。这两对都是 `either`。',
        },
      ],
      'cause-as-luck': [
        {
          en: 'You leave it open, but in all twenty runs the order was the same, and not by luck. Which bytes had to cross before the second line could be printed?',
          zh: '你说两种都可能，可二十次运行的先后都一样，而且不是碰巧。要打印第二行，得先有哪些字节传过去？',
        },
        {
          en: "A path may lead through several arrows, and through the other program: from CONNECTED to the server's DATA, from there with the answer to the client's DATA, from there by `destroy` to both last lines.",
          zh: '一条路可以经过好几个箭头，也可以绕到另一个程序：从 CONNECTED 到服务端的 DATA，再随回复到客户端的 DATA，再经过 `destroy` 到两边的最后一行。',
        },
        {
          en: 'Only two pairs are luck: the two CONNECTED lines, and CLOSED with Connection closed. Every other pair of the table is `always`.',
          zh: '碰运气的只有两对：两行 CONNECTED，以及 CLOSED 和 Connection closed。表里其余各对都是 `always`。',
        },
      ],
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

function readTimes({ records }: Subject, line: RegExp | undefined): number[] {
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
function readTable(program: Subject): Row[] {
  return program.lines('stdout').flatMap((line) => {
    const [, mark, first, second] = /^(.*?): (.+?) (?:→|->) (.+?)\s*$/.exec(line) ?? [];
    return mark !== undefined && first && second ? [{ mark, pair: [first, second] as const }] : [];
  });
}

/** What is wrong with a table, the plainest first; null where nothing is. */
function findFault(rows: readonly Row[], times: Times): Fault | null {
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
  return { mistake: 'unmarked', expected, got: quoteLines(open ? [`${open.mark}: ${name}`] : []) };
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

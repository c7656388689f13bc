// What lesson 16 demands: a client that comes back later each time, at random, pays once, and can be stopped.
import {
  checks,
  describeBytes,
  type Peer,
  type ProgramUnderCheck,
  quoteLines,
  type Tools,
} from '../../src/check/kit.ts';
import { stop } from './check-stop.ts';
import {
  areSpread,
  BASE,
  CAP,
  CAPPED,
  demandAim,
  demandGrowth,
  demandVisit,
  EARLY_MS,
  environment,
  GROWING,
  hasBegunAgain,
  hasTimers,
  isAlwaysLong,
  isBelowHalf,
  isDoubled,
  LONG_MS,
  nameLoss,
  nameReturn,
  nameWaits,
  PATIENT_MS,
  readWaits,
  round,
  untilPrinted,
  wentElsewhere,
} from './check-waits.ts';

/** How many more, where nothing was wrong with those. */
const MORE = 3;
/** How many refusals are waited for. */
const REFUSALS = 8;
/** How long the next visit may take, in ms. */
const VISIT_MS = 4000;
/** How often something may be tried that chance, or a busy machine, can spoil, and that chance does more easily. */
const TRIES = 3;
const TRIES_AT_RANDOM = 5;
const CODE = 'ECONNREFUSED';
/** What a server says that has no time: no success. */
const BUSY = 'busy\n';
const NOTHING = { en: 'nothing before the hello', zh: '收到 hello 之前什么也不发' };

export default checks('16-reconnect', {
  'comes-back': {
    mistakes: [
      'gives-up',
      'no-delay',
      'no-growth',
      'reset-too-soon',
      'below-half',
      'any-line',
      'pays-early',
      'no-cap',
      'no-jitter',
      'always-long',
      'never-resets',
      'repeats',
      'crash',
      'doubled',
      'own-port',
    ],
    async run(tools) {
      const { phase, listen, launch, demand } = tools;
      let client: ProgramUnderCheck | null = null;
      let isSpread = true;
      let server: Awaited<ReturnType<typeof listen>> | null = null;
      const visit = async (): Promise<Peer> => {
        server ??= await listen();
        const port = String(server.port);
        if (client) return server.accept(client, VISIT_MS);
        client = launch({ name: 'client', environment: { ...environment, PORT: port } });
        await demandAim(tools, client);
        return server.accept(client);
      };
      let isUnasked = false;
      let last = 0;
      const turnAway = async (count: number, line = '') => {
        for (let index = 0; index < count; index += 1) {
          const peer = await visit();
          last = peer.connection;
          if (line) await peer.write(line);
          peer.end();
          const rest = await peer.expectClosing();
          isUnasked ||= rest.length > 0;
          demand(!isUnasked, NOTHING, describeBytes(rest));
        }
      };

      const grows = await phase('grows', async () => {
        await turnAway(GROWING);
        const waits = readWaits(client as unknown as ProgramUnderCheck);
        demandGrowth(tools, waits);
      });
      const subject = client as ProgramUnderCheck | null;
      if (!subject) return null;
      if (isUnasked) return 'pays-early';
      if (!grows.isOk) {
        return nameReturn(tools, subject, async () => {
          await turnAway(1);
          return last;
        });
      }

      const capped = await phase('capped', async () => {
        const comeBack = async (visits: number) => {
          for (let count = 0; count < visits; count += 1) {
            await demandVisit(tools, subject, last);
            await turnAway(1, BUSY);
          }
          demandGrowth(tools, readWaits(subject), GROWING);
        };
        for (let index = 0; index < TRIES_AT_RANDOM; index += 1) {
          await comeBack(CAPPED);
          isSpread = areSpread(subject, CAPPED - 1);
          // On a busy machine, a wait that is too short is often late, and then it is long enough.
          if (isSpread) return comeBack(MORE);
        }
        const waits = readWaits(subject).slice(GROWING);
        demand(
          isSpread,
          {
            en: `waits at random, from ${CAP / 2} to ${CAP} ms`,
            zh: `随机的等待，从 ${CAP / 2} 到 ${CAP} 毫秒`,
          },
          quoteLines([waits.map(round).join(', ')]),
        );
      });
      if (!capped.isOk) {
        if (isUnasked) return 'pays-early';
        if (hasBegunAgain(readWaits(subject))) return 'any-line';
        if (isBelowHalf(readWaits(subject))) return 'below-half';
        if (!isSpread) return 'no-jitter';
        return nameLoss(subject) ?? (subject.exit ? 'gives-up' : 'no-cap');
      }
      return welcome(tools, subject, visit);
    },
  },

  refused: {
    mistakes: ['gives-up', 'no-delay', 'crash', 'doubled', 'silent', 'own-port'],
    async run(tools) {
      const { phase, freePort, launch, demand, assume } = tools;
      const port = await freePort();
      let client: ProgramUnderCheck | null = null;
      let isSilent = false;
      const refused = await phase('refused', async () => {
        client = launch({ name: 'client', environment: { ...environment, PORT: String(port) } });
        const subject = client;
        await demandAim(tools, subject);
        const count = () => subject.records.filter(({ kind }) => kind === 'close').length;
        await subject.until(
          { en: `${REFUSALS} tries`, zh: `${REFUSALS} 次尝试` },
          ({ kind }) => (kind === 'close' && count() >= REFUSALS) || kind === 'exit',
        );
        demand(
          !subject.exit && count() >= REFUSALS,
          { en: 'another try', zh: '再试一次' },
          { en: 'none', zh: '没有再试' },
        );
        assume(!subject.records.some(({ kind }) => kind === 'connect'), {
          en: `somebody began to listen on port ${port} in the meantime`,
          zh: `这期间有程序开始在端口 ${port} 上监听了`,
        });
        demand(
          !isDoubled(subject),
          { en: 'one try at a time', zh: '同一时间只试一次' },
          { en: 'two at once', zh: '同时有两次' },
        );
        const waits = readWaits(subject);
        demandGrowth(tools, waits);
        isSilent = !subject.lines('stdout').some((line) => line.includes(CODE));
        demand(!isSilent, quoteLines([CODE]), quoteLines(subject.lines('stdout')));
      });
      if (refused.isOk || !client) return null;
      if (wentElsewhere(client, port)) return 'own-port';
      const loss = nameLoss(client);
      if (loss) return loss;
      if (isSilent) return 'silent';
      // Where two come back for one failure, waits are irregular, and may look as if they didn't grow.
      const named = nameWaits(client);
      if (named !== null && named !== 'no-growth') return named;
      return (await hasTimers(client, REFUSALS / 2)) && (await comesTwice(tools))
        ? 'doubled'
        : null;
    },
  },

  stops: {
    mistakes: [
      'deaf-while-waiting',
      'stays-connected',
      'killed',
      'exit-code',
      'ignores-bye',
      'own-port',
    ],
    run: stop,
  },
});

/**
 * Whether one failure brings it back twice. Timers that pile up don't tell, as a guard of each attempt that nobody clears
 * does so, too; but of two waits as long as these, none can follow the other so soon.
 */
async function comesTwice({ phase, freePort, launch }: Tools): Promise<boolean> {
  const gaps: number[] = [];
  await phase('twice', async () => {
    const times = { BASE: String(PATIENT_MS), CAP: String(PATIENT_MS) };
    const PORT = String(await freePort());
    const client = launch({ name: 'client', environment: { ...times, PORT } });
    const find = () => client.records.filter(({ kind }) => kind === 'connecting');
    await client.until(
      { en: 'three tries', zh: '三次尝试' },
      ({ kind }) => kind === 'connecting' && find().length >= 3,
    );
    const [first = 0, second = 0, third = 0] = find().map(({ t }) => t / 1000);
    gaps.push(second - first, third - second);
  });
  const [first = 0, second = Number.POSITIVE_INFINITY] = gaps;
  const least = PATIENT_MS / 2 - EARLY_MS;
  return first >= least && second < least;
}

/** Says hello, and sees what becomes of the count and of the money. */
async function welcome(
  { phase, demand }: Tools,
  client: ProgramUnderCheck,
  visit: () => Promise<Peer>,
) {
  let isReset = true;
  const greeted = await phase('greeted', async () => {
    for (let index = 1; index <= TRIES; index += 1) {
      const peer = await visit();
      await peer.write('hello\n');
      if (index === 1) await peer.expect('PAY\n');
      await untilPrinted(client, 'hello', index);
      peer.reset();
      const next = await visit();
      // A second visit for the same failure would wait for its time.
      await client.untilNoTimer();
      demand(
        !isDoubled(client),
        { en: 'one try at a time', zh: '同一时间只试一次' },
        { en: 'two at once', zh: '同时有两次' },
      );
      next.end();
      await next.expectClosing();
      const [wait = 0] = readWaits(client, ['close']).slice(-1);
      isReset = wait < LONG_MS;
      if (isReset) return;
    }
    demand(
      isReset,
      {
        en: `after a hello, a wait of ${BASE} ms at most`,
        zh: `收到 hello 之后，最多等 ${BASE} 毫秒`,
      },
      { en: `${LONG_MS} ms or more, ${TRIES} times`, zh: `${TRIES} 次都等了 ${LONG_MS} 毫秒以上` },
    );
  });
  if (!greeted.isOk) {
    if (!isReset) return isAlwaysLong(readWaits(client)) ? 'always-long' : 'never-resets';
    return nameLoss(client) ?? (client.exit ? 'gives-up' : null);
  }
  let hasRepeated = false;
  const again = await phase('again', async () => {
    const peer = await visit();
    await peer.write('hello\n');
    await peer.write('the end of it\n');
    await untilPrinted(client, 'the end of it');
    await peer.write('bye\n');
    const rest = await peer.expectEnd();
    hasRepeated = rest.includes('PAY');
    peer.end();
    demand(
      !hasRepeated,
      { en: 'no second PAY', zh: '不再有 PAY' },
      { en: 'PAY, once more', zh: '又一个 PAY' },
    );
  });
  if (again.isOk) return null;
  return hasRepeated ? 'repeats' : nameLoss(client);
}

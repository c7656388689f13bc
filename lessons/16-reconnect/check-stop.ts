// What becomes of a client that is told to stop: while it waits, by the server's bye, and while it is connected.
import { describeExit, type ProgramUnderCheck, type Tools } from '../../src/check/kit.ts';
import { demandAim, hasCrashed, untilPrinted, wentElsewhere } from './check-waits.ts';

/** How long one that was told to stop may have a timer, in ms, and how often it answers until then, at least. */
const GRACE_MS = 4000;
const ANSWERS = 3;

/** Demands that it doesn't go on with a timer. That is seen, and needs no deadline that a busy machine could spoil. */
async function demandNoTimer({ demand }: Tools, subject: ProgramUnderCheck): Promise<void> {
  // What it was told may come to its listener after a question does.
  for (let answers = 0; answers < ANSWERS; answers += 1) await subject.isAwake();
  const start = performance.now();
  for (let answers = 0; (await subject.resources())?.includes('Timeout'); answers += 1) {
    demand(
      answers < ANSWERS || performance.now() - start < GRACE_MS,
      { en: 'the program ends', zh: '程序结束' },
      { en: 'it still waits, with a timer', zh: '它还在等定时器' },
    );
    await subject.untilNoTimer(undefined, GRACE_MS / ANSWERS);
  }
}

/** Demands that it ends, with 0. */
async function demandEnd(tools: Tools, subject: ProgramUnderCheck): Promise<void> {
  await demandNoTimer(tools, subject);
  const exit = await subject.untilExit();
  tools.demand(exit.code === 0, { en: 'exit code 0', zh: '退出码 0' }, describeExit(exit));
}

/** Tells it to stop, each time in another state, and names what it did instead. */
export async function stop(tools: Tools) {
  const { phase, freePort, launch, listen, demand } = tools;
  // Longer than any deadline here: a wait that ends by itself is no answer to SIGTERM.
  const patient = { BASE: '120000', CAP: '240000' };
  let waiting: ProgramUnderCheck | null = null;
  const stopped = await phase('stopped', async () => {
    const PORT = String(await freePort());
    waiting = launch({ name: 'client', environment: { ...patient, PORT } });
    const subject = waiting;
    await demandAim(tools, subject);
    await subject.until(
      { en: 'a refused try', zh: '一次被拒绝的尝试' },
      ({ kind }) => kind === 'close',
    );
    // It has come to its wait once it answers, for the listener of `close` ran before.
    await subject.isAwake();
    demand(
      subject.exit === null,
      { en: 'it waits for its next try', zh: '它在等下一次尝试' },
      { en: 'it has ended', zh: '它结束了' },
    );
    subject.signal('SIGTERM');
    await demandEnd(tools, subject);
  });
  let guest: ProgramUnderCheck | null = null;
  const left = await phase('bye', async () => {
    const server = await listen();
    guest = launch({ name: 'client', environment: { ...patient, PORT: String(server.port) } });
    await demandAim(tools, guest);
    const peer = await server.accept(guest);
    await peer.write('hello\nbye\n');
    await peer.expect('PAY\n');
    await peer.expectEnd();
    peer.end();
    await demandEnd(tools, guest);
  });
  let visitor: ProgramUnderCheck | null = null;
  const connected = await phase('connected', async () => {
    const server = await listen();
    const PORT = String(server.port);
    const subject = launch({ name: 'client', environment: { ...patient, PORT } });
    visitor = subject;
    await demandAim(tools, subject);
    const peer = await server.accept(subject);
    await peer.write('hello\n');
    await untilPrinted(subject, 'hello');
    subject.signal('SIGTERM');
    await demandNoTimer(tools, subject);
    await peer.expectClosing();
    peer.end();
    await demandEnd(tools, subject);
  });
  const programs = [waiting, guest, visitor] as (ProgramUnderCheck | null)[];
  if (programs.some((each) => each && wentElsewhere(each, each.asked ?? 0))) return 'own-port';
  const [program] = programs;
  if (!stopped.isOk && program) {
    const { exit } = stopped;
    if (exit?.signal === 'SIGTERM') return 'killed';
    if (hasCrashed(program) || stopped.output.length === 0) return null;
    if (exit === null) return 'deaf-while-waiting';
    return exit.code === 0 ? null : 'exit-code';
  }
  const ended = left.isOk ? visitor : guest;
  if (!ended || (left.isOk && connected.isOk)) return null;
  const { exit } = ended as ProgramUnderCheck;
  if (exit) return exit.code === 0 || hasCrashed(ended) ? null : 'exit-code';
  if (left.isOk) return 'stays-connected';
  return left.got === '' ? 'ignores-bye' : null;
}

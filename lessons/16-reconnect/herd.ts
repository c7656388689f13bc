// A hundred clients that lose their server together.
import net from 'node:net';

const HOST = process.env.HOST ?? '127.0.0.1';
const PORT = Number(process.env.PORT ?? 6969);

const HERD = 50;
const BASE = 100;
const SLOT_MS = 50;

// #region waits
function doubled(failures: number) {
  return BASE * 2 ** (failures - 1);
}

function spread(failures: number) {
  return doubled(failures) * (0.5 + Math.random() / 2);
}
// #endregion waits

/** Loses the server, and notes when it has it back. */
function visit(
  wait: (failures: number) => number,
  back: number[],
  failures = 0,
  hasMet = false,
) {
  let isHere = false;
  const socket = net.connect(PORT, HOST);
  socket.on('data', () => {
    isHere = true;
    if (hasMet) {
      back.push(performance.now());
      socket.end();
    }
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    // It is away, or just going: the next visit follows.
    const { code = '' } = error;
    if (/^ECONN(?:REFUSED|RESET)$/.test(code)) return;
    console.log(error.message);
  });
  socket.on('close', () => {
    if (back.length === HERD) tell();
    if (isHere && hasMet) return;
    const count = isHere ? 1 : failures + 1;
    setTimeout(visit, wait(count), wait, back, count, true);
  });
}

function countFullest(times: readonly number[]) {
  const slots = new Map<number, number>();
  for (const time of times) {
    const slot = Math.floor(
      (time - (times[0] ?? 0)) / SLOT_MS,
    );
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
  }
  return Math.max(...slots.values());
}

const herds = {
  doubled: [] as number[],
  spread: [] as number[],
};
let isTold = false;

function tell() {
  const { doubled, spread } = herds;
  if (isTold || doubled.length + spread.length < 2 * HERD)
    return;
  isTold = true;
  console.log(`doubled: ${countFullest(doubled)} in 50 ms`);
  console.log(`spread: ${countFullest(spread)} in 50 ms`);
}

for (let client = 0; client < HERD; client += 1) {
  visit(doubled, herds.doubled);
  visit(spread, herds.spread);
}

// Runs a program again and again in one process, each time it has nothing left to do.
const [program = '', runs = '1'] = process.argv.slice(2);
/** Longer than any run. */
const LONG_MS = 2 ** 30;
let count = 0;

async function play(): Promise<void> {
  count += 1;
  // Loading alone doesn't keep a process alive in every version of Node.
  const hold = setInterval(() => {}, LONG_MS);
  // A module is evaluated again when its URL differs.
  await import(`${program}?run=${count}`);
  clearInterval(hold);
  // `beforeExit` comes again only where something happened since.
  setImmediate(() => {});
}

process.on('beforeExit', () => {
  if (count < Number(runs)) void play();
});

await play();

// The encore: a program that runs another one again and again, each time it has nothing left to do.
const [program = '', runs = '1'] = process.argv.slice(2);
let count = 0;

async function play(): Promise<void> {
  count += 1;
  // Under another address, a module is evaluated anew.
  await import(`${program}?run=${count}`);
}

process.on('beforeExit', () => {
  if (count < Number(runs)) void play();
});

await play();

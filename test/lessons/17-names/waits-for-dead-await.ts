// Wrong: awaits each attempt, without a clock.
import { once } from 'node:events';
import net from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
const FAMILY = Number(process.env.FAMILY ?? 0);

function find(name: string): string[] {
  const entry = (process.env.HOSTS ?? '')
    .split(';')
    .find((each) => each.startsWith(`${name}=`));
  return entry?.slice(name.length + 1).split(',') ?? [];
}

const list = find(NAME).filter(
  (each) => !FAMILY || net.isIP(each) === FAMILY,
);
const failures =
  list.length > 0 ? [] : [`${NAME}: ENOTFOUND`];
let isDone = false;
for (const address of list) {
  const socket = net.connect(PORT, address);
  try {
    await once(socket, 'connect');
    console.log(`CONNECTED TO: ${address}`);
    for await (const chunk of socket)
      console.log(`DATA: ${chunk}`);
    isDone = true;
    break;
  } catch (error) {
    failures.push(
      `${address}: ${(error as NodeJS.ErrnoException).code}`,
    );
  }
}
if (!isDone) {
  for (const line of failures) console.error(line);
  process.exitCode = 1;
}

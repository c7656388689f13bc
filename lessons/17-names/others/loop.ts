// One address after the other, each with its own clock.
import net from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
const FAMILY = Number(process.env.FAMILY ?? 0);
const HOSTS =
  process.env.HOSTS ?? 'shop=::1,127.0.0.1;stall=::1';
const MS = 500;

function find(name: string): string[] {
  const entry = HOSTS.split(';').find((each) =>
    each.startsWith(`${name}=`),
  );
  const list = entry?.slice(name.length + 1).split(',');
  return (list ?? []).filter(
    (each) => !FAMILY || net.isIP(each) === FAMILY,
  );
}

function tryNext(rest: string[], failures: string[]): void {
  const [address, ...others] = rest;
  if (address === undefined) {
    for (const line of failures) console.error(line);
    process.exitCode = 1;
    return;
  }
  let code = 'ETIMEDOUT';
  let isOver = false;
  const socket = net.connect(PORT, address);
  const clock = setTimeout(() => socket.destroy(), MS);
  socket.on('connect', () => {
    clearTimeout(clock);
    isOver = true;
    console.log(`CONNECTED TO: ${address}`);
  });
  socket.on('data', (chunk) => {
    console.log(`DATA: ${chunk}`);
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    code = error.code ?? error.message;
    if (!isOver) return;
    console.error(`${address}: ${code}`);
    process.exitCode = 1;
  });
  socket.on('close', () => {
    clearTimeout(clock);
    if (isOver) return;
    tryNext(others, [...failures, `${address}: ${code}`]);
  });
}

const addresses = find(NAME);
tryNext(
  addresses,
  addresses.length > 0 ? [] : [`${NAME}: ENOTFOUND`],
);

// Right: notes each failed attempt as it happens.
import net, { type LookupFunction } from 'node:net';

const PORT = Number(process.env.PORT ?? 6969);
const NAME = process.env.NAME ?? 'shop';
const FAMILY = Number(process.env.FAMILY ?? 0);

function find(name: string): string[] {
  const entry = (process.env.HOSTS ?? '')
    .split(';')
    .find((each) => each.startsWith(`${name}=`));
  return entry?.slice(name.length + 1).split(',') ?? [];
}

const lookup: LookupFunction = (name, options, done) => {
  const list = find(name)
    .map((address) => ({
      address,
      family: net.isIP(address),
    }))
    .filter(
      (each) =>
        !options.family || each.family === options.family,
    );
  const [first] = list;
  process.nextTick(() => {
    if (!first)
      done(
        Object.assign(new Error(`no ${name}`), {
          code: 'ENOTFOUND',
        }),
        [],
      );
    else if (options.all) done(null, list);
    else done(null, first.address, first.family);
  });
};

const socket = net.connect({
  port: PORT,
  host: NAME,
  family: FAMILY,
  lookup,
});
socket.on('connect', () =>
  console.log(`CONNECTED TO: ${socket.remoteAddress}`),
);
socket.on('data', (chunk) => console.log(`DATA: ${chunk}`));
const told: string[] = [];
socket.on(
  'connectionAttemptFailed',
  (
    address,
    _port,
    _family,
    error: NodeJS.ErrnoException,
  ) => {
    told.push(`${error.code} (${address})`);
  },
);
socket.on('connectionAttemptTimeout', (address) =>
  told.push(`ETIMEDOUT (${address})`),
);
socket.on('error', (error: NodeJS.ErrnoException) => {
  if (told.length === 0)
    told.push(`${NAME}: ${error.code}`);
  console.error(told.join('\n'));
  process.exitCode = 1;
});

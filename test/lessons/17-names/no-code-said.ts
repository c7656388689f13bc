// Wrong: its error has the code in its message only.
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
    if (!first) done(new Error(`ENOTFOUND: ${name}`), []);
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
socket.on('error', (error) => {
  const errors =
    error instanceof AggregateError
      ? error.errors
      : [error];
  for (const { address, code, message } of errors) {
    console.error(
      address ? `${address}: ${code}` : (code ?? message),
    );
  }
  process.exitCode = 1;
});

// Brings about errors that a learner of sockets can meet, all in one process, and prints as JSON what Node prints of each.
import { inspect } from 'node:util';

/** How long an error may take to come, in ms. */
const DEADLINE_MS = 60_000;

// Some come as an event after the call has thrown.
process.on('uncaughtException', () => {});
const { default: http } = await import('./provoked/http.mjs');
const { default: language } = await import('./provoked/language.mjs');
const { default: net } = await import('./provoked/net.mjs');
const { default: udp } = await import('./provoked/udp.mjs');
const tls = process.env.CERTIFICATES ? (await import('./provoked/tls.mjs')).default : [];

async function print(provoke) {
  const late = new Promise((resolve) => setTimeout(resolve, DEADLINE_MS, 'no error').unref());
  try {
    return inspect(await Promise.race([provoke(), late]));
  } catch (error) {
    return inspect(error);
  }
}

const all = [...net, ...udp, ...http, ...tls, ...language];
const printed = await Promise.all(
  all.map(async ([what, provoke, code, start, lesson = null]) => ({
    what,
    code,
    start,
    lesson,
    printed: await print(provoke),
  })),
);
process.stdout.write(JSON.stringify(printed), () => process.exit());

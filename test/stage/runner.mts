// A runner with a server, one that ignores SIGTERM, a client and a family on its stage, spares that wait and one
// that is getting ready; it prints a line when all are there.
import { openSpares } from '../../src/stage/spares/spares.ts';
import { FIXTURE_LOADER as loader, openStage } from '../support/stage.ts';
import { findProgram } from './programs.ts';

const DEADLINE_MS = 60_000;

const stage = openStage();
const spares = openSpares();
const file = findProgram('pair.mts');
const server = stage.start({
  actor: 'server',
  file,
  arguments: ['server', 'nothing'],
  environment: { PORT: '0' },
});
stage.start({ actor: 'stubborn', file: findProgram('ignores-sigterm.ts') });
stage.start({ actor: 'family', file: findProgram('tree.ts') });
const ready = await stage.ready(server, DEADLINE_MS);
const PORT = typeof ready === 'object' && 'listening' in ready ? ready.listening : '';
stage.start({
  actor: 'client',
  file,
  arguments: ['client', 'nothing'],
  environment: { PORT: /\d+$/.exec(PORT)?.[0] ?? '' },
});
await Promise.all([
  stage.until('the client', ({ kind }) => kind === 'connect', DEADLINE_MS),
  stage.until('the family', ({ text }) => text === 'grown', DEADLINE_MS),
  stage.until(
    'the stubborn one',
    ({ actor, kind }) => actor === 'stubborn' && kind === 'listening',
    DEADLINE_MS,
  ),
]);
spares.expect([{ actor: 'server', file, loader }]);
await spares.settled();
spares.expect([{ actor: 'client', file, loader }]);
console.log('all are there');
if (process.argv[2] === 'stop') {
  spares.close();
  await stage.stop();
} else if (process.argv[2] === 'crash') throw new Error('the runner is broken');
else await new Promise(() => {});

// Tests a lesson's programs with two servers: the second starts after the first, and clients after both.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { openRunAddress } from '../../src/play/run-address.ts';
import { before } from '../../src/stage/deadline.ts';
import { findFreePort } from '../../src/stage/free-port.ts';
import { openStage } from '../../src/stage/stage.ts';
import { LessonPrograms } from '../../src/tour/lesson-programs.ts';
import { unlessLong } from '../support/length.ts';

const SERVER =
  "import net from 'node:net';\nnet.createServer().listen(process.env.PORT, '127.0.0.1');\n";
const RELAY = `import net from 'node:net';
const { UPSTREAM, PORT } = process.env;
net.createServer((s) => s.pipe(net.connect(UPSTREAM, '127.0.0.1')).pipe(s)).listen(PORT, '127.0.0.1');
`;
const ASK = `import net from 'node:net';
net.connect(process.env.PORT, '127.0.0.1').on('connect', function () { this.end(); }).resume();
`;
const SLOW = "setTimeout(() => import('./server.mjs'), 400);\n";
/** How long a server that finds its port taken may take to end, in ms. */
const EXIT_MS = 60_000;

/** Programs in a folder of their own. */
async function open(t: TestContext) {
  const directory = mkdtempSync(path.join(tmpdir(), 'socket-tour-cast-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  const write = (file: string, text: string) => writeFileSync(path.join(directory, file), text);
  write('server.mjs', SERVER);
  write('slow.mjs', SLOW);
  write('relay.mjs', RELAY);
  write('ask.mjs', ASK);
  write('client.mjs', '');
  const locate = ({ file }: { file: string }) => path.join(directory, file);
  const stage = openStage();
  t.after(() => stage.stop());
  return {
    stage,
    programs: new LessonPrograms({
      stage,
      spares: undefined,
      directory,
      locate,
      place: await openRunAddress({ environment: {}, port: await findFreePort() }),
    }),
  };
}

test('the second of two servers finds the port taken by the first', {
  skip: unlessLong,
}, async (t) => {
  const { stage, programs } = await open(t);
  const servers = [
    { actor: 'server', file: 'slow.mjs' },
    { actor: 'server-2', file: 'server.mjs' },
  ];
  for (const play of [() => programs.play(servers, null), () => programs.replay()]) {
    assert.equal(await play(), null);
    const exited = stage.program('server-2')?.exited ?? null;
    assert.deepEqual(await before(Promise.resolve(exited), EXIT_MS), { code: 1, signal: null });
    assert.deepEqual(programs.running, ['server']);
  }
});

test('clients wait for both of two servers', async (t) => {
  const { stage, programs } = await open(t);
  const obstacle = await programs.play(
    [
      { actor: 'server', file: 'slow.mjs' },
      { actor: 'server-2', file: 'server.mjs' },
      { actor: 'client', file: 'client.mjs' },
    ],
    null,
  );
  assert.ok(obstacle?.kind === 'serverEnded');
  assert.equal(obstacle.server.actor, 'server-2');
  assert.deepEqual(obstacle.exit, { code: 1, signal: null });
  assert.equal(stage.program('client'), undefined);
});

test('a server that stands behind the first is met by clients, again when run again', {
  skip: unlessLong,
}, async (t) => {
  const { stage, programs } = await open(t);
  const list = [
    { actor: 'server', file: 'slow.mjs' },
    { actor: 'server-2', file: 'relay.mjs' },
    { actor: 'client', file: 'ask.mjs' },
  ];
  for (const play of [() => programs.play(list, null), () => programs.replay()]) {
    const since = stage.count;
    assert.equal(await play(), null);
    const awaitConnect = (actor: string) =>
      stage.until(
        `${actor} to connect`,
        (event) => event.actor === actor && event.kind === 'connect',
        EXIT_MS,
        since,
      );
    await Promise.all(['client', 'server-2'].map(awaitConnect));
    const events = stage.after(since);
    const placeOf = (actor: string) =>
      events.find((event) => event.actor === actor && event.kind === 'listening')?.local;
    const wayOf = (actor: string) =>
      events.find((event) => event.actor === actor && event.kind === 'connect')?.remote;
    assert.equal(wayOf('client'), placeOf('server-2'));
    assert.equal(wayOf('server-2'), placeOf('server'));
  }
});

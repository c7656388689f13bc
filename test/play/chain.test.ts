// Tests a lesson's run of three programs: a server, one that passes on, and a client.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Run } from '../../src/course/block.ts';
import { findEntrance, linkPrograms, listChain } from '../../src/play/chain.ts';
import { playRunBlock, readLog } from '../../src/play/playback.ts';
import { openRunAddress } from '../../src/play/run-address.ts';
import { planSession } from '../../src/play/start.ts';
import { findListening } from '../../src/stage/alive.ts';
import { findFreePort } from '../../src/stage/free-port.ts';
import { openStage } from '../../src/stage/stage.ts';
import { makeFolder } from '../support/tour.ts';

const FILES = {
  'server.mjs': `import net from 'node:net';
const server = net.createServer((socket) => socket.pipe(socket));
server.listen(process.env.PORT, process.env.HOST, () => console.log('at', server.address().port));
`,
  'relay.mjs': `import net from 'node:net';
const server = net.createServer((client) => {
  client.pipe(net.connect(process.env.UPSTREAM, process.env.HOST)).pipe(client);
});
server.listen(process.env.PORT, process.env.HOST, () => console.log('relay at', server.address().port));
`,
  'client.mjs': `import net from 'node:net';
const socket = net.connect(process.env.PORT, process.env.HOST, () => socket.write('hello'));
socket.on('data', (data) => {
  console.log('got ' + data);
  socket.end();
});
`,
};
const LISTENING = ['server │ at 6969', 'server-2 │ relay at <port>'];
const GOT = 'client │ got hello';

async function open(t: TestContext) {
  const directory = makeFolder(t);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(directory, name), text);
  const place = await openRunAddress({ environment: {}, port: await findFreePort() });
  const locate = ({ file }: { file: string }) => path.join(directory, file);
  return { directory, place, locate };
}

function block(words: string, ...lines: string[]): Run {
  const programs = words.split(' ').map((word) => {
    const [actor = '', file = `${actor}.mjs`] = word.split('=');
    return { actor, file };
  });
  const log = lines.map((line, index) => {
    const [actor = '', text = ''] = line.split(' │ ');
    return { actor, text, line: index + 2 };
  });
  return { kind: 'run', line: 1, info: `run ${words}`, programs, options: {}, log };
}

describe('a run block of three programs', () => {
  for (const blocks of [
    [block('server server-2=relay.mjs client', ...LISTENING, GOT)],
    [block('server server-2=relay.mjs', ...LISTENING), block('client', GOT)],
  ]) {
    it(`starts each behind the one before it: ${blocks.map(({ info }) => info)}`, async (t) => {
      const { directory, place } = await open(t);
      const stage = openStage();
      t.after(() => stage.stop());
      let since = 0;
      for (const one of blocks) {
        const { end, ports } = await playRunBlock(stage, directory, one, { place });
        assert.equal(end, 'settled');
        const log = readLog(stage.after(since), ports).map(({ text }) => text);
        since = stage.count;
        // Its own port reads as that of the run too.
        if (one.programs.length > 1) assert.ok(log.includes('relay at 6969'), log.join());
      }
      assert.equal(findEntrance(stage), findListening(stage.events, 'server-2').at(-1));
      const connects = stage.events.filter(({ kind }) => kind === 'connect');
      assert.deepEqual(connects.map(({ actor }) => actor).sort(), ['client', 'server-2']);
    });
  }

  it('is a session of that row, for many runs', async (t) => {
    const { directory, place, locate } = await open(t);
    const { programs } = block('server client server-2=relay.mjs');
    const plan = await planSession(programs, { directory, locate, place }, null);
    assert.deepEqual(
      [plan.server, ...(plan.relays ?? []), ...plan.clients].map((each) => [
        each?.actor,
        each?.upstream,
      ]),
      [
        ['server', undefined],
        ['server-2', 'server'],
        ['client', 'server-2'],
      ],
    );
  });
});

it('a second server that reads no UPSTREAM stands beside the first, not behind it', async (t) => {
  const { locate } = await open(t);
  const files = { server: 'server.mjs', 'server-2': 'server.mjs', client: 'client.mjs' };
  assert.deepEqual(listChain(files, locate), []);
  const programs = Object.entries(files).map(([actor, file]) => ({
    actor,
    file: locate({ file }),
  }));
  assert.deepEqual(linkPrograms(programs, []), programs);
  assert.deepEqual(listChain({ ...files, 'server-2': 'relay.mjs' }, locate), [
    'server',
    'server-2',
  ]);
});

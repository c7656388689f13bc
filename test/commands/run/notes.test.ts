// Tests what `run` says beside the rows: of an error that nobody heard, and of the end of its time.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { openTestTerminal, tourCommand } from '../../support/terminal.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const BIND = `import dgram from 'node:dgram';
const first = dgram.createSocket('udp4');
first.bind(0, '127.0.0.1', () => {
  const second = dgram.createSocket('udp4');
  second.bind(first.address().port, '127.0.0.1', () => {});
  setTimeout(() => first.close(), 50);
});
`;

const DEAF = `import net from 'node:net';
const server = net.createServer();
server.on('error', (error) => console.log(error.code)).listen('/no-such-folder/socket');
`;

const HOLD = `import net from 'node:net';
process.on('SIGTERM', () => {
  console.log('asked to stop');
  process.exit();
});
net.createServer().listen(0, '127.0.0.1');
`;

it('explains that a UDP port is taken where bind() tells nobody', async (t) => {
  const folder = makeFolder(t);
  writeFileSync(path.join(folder, 'program.mjs'), BIND);
  const { stdout, stderr } = await runTour(['run', 'program.mjs'], { cwd: folder });
  assert.match(stdout, /error bind EADDRINUSE/);
  assert.match(stderr, /EADDRINUSE: 127\.0\.0\.1:\d+ is taken/);
});

it('says why no client was started where a server heard why it could not listen', async (t) => {
  const folder = makeFolder(t);
  writeFileSync(path.join(folder, 'server.mjs'), DEAF);
  writeFileSync(path.join(folder, 'client.mjs'), '');
  const { code, stderr } = await runTour(['run', 'server.mjs', 'client.mjs'], { cwd: folder });
  assert.equal(code, 1, stderr);
  assert.match(stderr, /server\.mjs could not listen \(E\w+\) and ended by itself, so no client/);
});

it('says that the time is up before it stops the programs', async (t) => {
  const folder = makeFolder(t);
  writeFileSync(path.join(folder, 'server.mjs'), HOLD);
  const command = tourCommand('run', 'server.mjs', '--for', '6');
  const terminal = openTestTerminal(command, { cwd: folder, columns: 80 });
  t.after(() => terminal.close());
  await terminal.waitForExit();
  assert.match(terminal.screen().join('\n'), /Stopped after 6 s\..*asked to stop/s);
});

// Tests what `run` says of a server that keeps a connection after its client has ended.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { findFreePort } from '../../../src/stage/free-port.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const CLIENT = `import net from 'node:net';
const client = net.connect(process.env.PORT, '127.0.0.1', () => {
  client.end('hello', () => setTimeout(() => client.destroy(), 20));
});
`;

async function run(t: TestContext, listener: string): Promise<string> {
  const folder = makeFolder(t);
  const server = `import net from 'node:net';
net.createServer({ allowHalfOpen: true }, (socket) => ${listener}).listen(process.env.PORT, '127.0.0.1');
`;
  writeFileSync(path.join(folder, 'server.mjs'), server);
  writeFileSync(path.join(folder, 'client.mjs'), CLIENT);
  const port = `${await findFreePort()}`;
  const words = ['run', 'server.mjs', 'client.mjs', '--port', port, '--for', '60'];
  const { stdout, stderr } = await runTour(words, { cwd: folder });
  return `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
}

it('blames the half-open connection where the server has read to the end', async (t) => {
  assert.match(await run(t, 'socket.resume()'), /open\. A half-open connection stays/);
});

it('says that nothing was read where the server never gets to the end', async (t) => {
  assert.match(await run(t, "socket.on('end', () => {})"), /open\. It doesn't read what has/);
});

// Tests programs of `run` that many machines have: curl, nc, openssl and Redis. A test whose program is missing is skipped.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { findInstalled } from '../../support/installed.ts';
import { unlessLong } from '../../support/length.ts';
import { createMarker, MARKER, waitForNoProcess } from '../../support/processes.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const LINES = fileURLToPath(
  new URL('../../../lessons/09-framing-lines/solution/server.ts', import.meta.url),
);
const HTTP = `import http from 'node:http';
const server = http.createServer((request, response) => {
  console.log(request.method, request.url);
  response.end('a page\\n');
});
server.listen(process.env.PORT, '127.0.0.1');
`;
const RESP = `import net from 'node:net';
const server = net.createServer((socket) => {
  let all = '';
  socket.on('data', (chunk) => {
    all += chunk;
    if (all.endsWith('PING\\r\\n')) socket.write('+PONG\\r\\n');
  });
  socket.on('error', () => {});
});
server.listen(process.env.PORT, '127.0.0.1');
`;
/** Asks Redis how many connections it has had. */
const STATS = `import net from 'node:net';
const socket = net.connect(process.env.PORT, '127.0.0.1', () => socket.write('INFO stats\\r\\n'));
socket.on('data', (data) => {
  console.log(/total_connections_received:\\d+/.exec(data)?.[0]);
  socket.end();
});
`;
const TLS = `import { readFileSync } from 'node:fs';
import tls from 'node:tls';
const [key, cert] = ['key.pem', 'cert.pem'].map((file) => readFileSync(file));
const server = tls.createServer({ key, cert }, (socket) => {
  socket.on('data', (data) => console.log('got ' + data));
  socket.on('error', () => {});
});
server.listen(process.env.PORT, '127.0.0.1');
`;

/** Skips a test where one of these isn't installed. */
function needs(...names: string[]) {
  const missing = names.filter((name) => findInstalled(name).length === 0);
  return { skip: missing.length > 0 ? `${missing.join(', ')} not installed` : false };
}

async function run(t: TestContext, words: readonly string[], input?: string) {
  const cwd = makeFolder(t);
  const programs = { 'http.mjs': HTTP, 'resp.mjs': RESP, 'stats.mjs': STATS, 'tls.mjs': TLS };
  for (const [name, text] of Object.entries(programs)) writeFileSync(path.join(cwd, name), text);
  if (words[0] === 'tls.mjs') makeCertificate(cwd);
  const marker = createMarker();
  const all = ['run', ...words, '--json', '--port', '0', '--for', '60', '--lang', 'en'];
  const environment = { [MARKER]: marker };
  const outcome = await runTour(all, { cwd, environment, ...(input !== undefined && { input }) });
  await waitForNoProcess(marker);
  const lines = outcome.stdout.trim().split('\n');
  const events = lines.map((line) => JSON.parse(line) as TraceEvent);
  const of = (actor: string, ...kinds: string[]) =>
    events.filter((event) => event.actor === actor && kinds.includes(event.kind));
  return {
    ...outcome,
    of,
    printed: (actor: string) => of(actor, 'stdout').map(({ text }) => text),
  };
}

function makeCertificate(cwd: string): void {
  const words = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost';
  const files = ['-keyout', 'key.pem', '-out', 'cert.pem'];
  execFileSync('openssl', [...words.split(' '), ...files], { cwd, stdio: 'ignore' });
}

describe('run with programs of this machine', () => {
  it('has curl fetch a page', needs('curl'), async (t) => {
    const curl = `curl -sS --noproxy '*' 'http://{host}:{port}/a?b=c d'`.replace(' d', '%20d');
    const { code, printed, of, stderr } = await run(t, ['http.mjs', curl]);
    assert.equal(code, 0, stderr);
    assert.deepEqual(printed('server'), ['GET /a?b=c%20d']);
    assert.deepEqual(printed('client'), ['a page']);
    assert.equal(of('server', 'connection').length, 1);
  });

  it('has nc send the lines of the standard input', needs('nc'), async (t) => {
    const { code, printed, stderr } = await run(t, [LINES, 'nc -N {host} {port}'], 'one\ntwo\n');
    assert.equal(code, 0, stderr);
    assert.deepEqual(printed('client'), ['You said "ONE"', 'You said "TWO"']);
  });

  it('has redis-cli speak through a proxy', needs('redis-cli'), async (t) => {
    const words = ['resp.mjs', 'redis-cli -h {host} -p {port} PING', '--split', '4'];
    const { code, printed, of, stderr } = await run(t, words);
    assert.equal(code, 0, stderr);
    assert.deepEqual(printed('client'), ['PONG']);
    const sizes = of('server', 'data').map(({ bytes }) => bytes);
    assert.deepEqual(sizes, [4, 4, 4, 2]);
    const passed = of('proxy', 'write', 'end').map(({ kind, to, bytes }) => [kind, to, bytes]);
    assert.deepEqual(passed.slice(0, 3), [
      ['write', 'server', 14],
      ['write', 'client', 7],
      ['end', 'server', undefined],
    ]);
  });

  const redis = `redis-server --port {port} --save ''`;
  it(
    'starts Redis, which has no connection but its client’s',
    unlessLong ? { skip: unlessLong } : needs('redis-server'),
    async (t) => {
      const { code, printed, of, stderr } = await run(t, [redis, 'stats.mjs']);
      assert.equal(code, 0, stderr);
      assert.deepEqual(printed('client'), ['total_connections_received:1']);
      assert.equal(of('server', 'listening').length, 1);
      assert.ok(printed('server').some((line) => line?.includes('Ready to accept connections')));
    },
  );

  it('shows the bytes to and from Redis at a proxy', needs('redis-server'), async (t) => {
    const { code, of, stderr } = await run(t, [redis, 'stats.mjs', '--delay', '1']);
    assert.equal(code, 0, stderr);
    const to = of('proxy', 'write', 'end').map(({ kind, to: side }) => `${kind} ${side}`);
    assert.deepEqual(
      [...new Set(to)],
      ['write server', 'write client', 'end server', 'end client'],
    );
  });

  it('has openssl talk to a TLS server', needs('openssl'), async (t) => {
    const client = 'openssl s_client -quiet -no_ign_eof -connect {host}:{port}';
    const { printed, of } = await run(t, ['tls.mjs', client], 'hi\n');
    assert.deepEqual(printed('server'), ['got hi', '']);
    assert.ok(of('client', 'stderr').some(({ text }) => text?.includes('self-signed')));
  });
});

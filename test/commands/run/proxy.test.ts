// Tests `run` with a proxy between the programs.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { tryListening } from '../../../src/stage/loopback.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { few, unlessLong } from '../../support/length.ts';
import { makeFolder, runTour } from '../../support/tour.ts';

const hello = (file: string) =>
  fileURLToPath(new URL(`../../fixtures/course-small/01-hello/${file}`, import.meta.url));
const PAIR = [hello('server.ts'), hello('client.ts')];

function run(t: TestContext, ...words: string[]) {
  return runTour(['run', ...words, '--port', '0', '--for', '60', '--lang', 'en'], {
    cwd: makeFolder(t),
  });
}

describe('run --split', () => {
  it('splits, and shows what the proxy does', async (t) => {
    const { code, stdout, stderr } = await run(t, ...PAIR, '--split', '3', '--plain');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^proxy {2}│ · on 127\.0\.0\.1:\d+, --split 3$/m);
    assert.match(stdout, /^proxy {2}│ · port \d+ goes on as port \d+$/m);
    assert.match(stdout, /^proxy {2}│ · 6 bytes in 2 pieces → client$/m);
    // The server's rows stand wherever they happened.
    const client = stdout.split('\n').filter((line) => line.startsWith('client │'));
    assert.match(
      client.join('\n'),
      /^client │ DATA: hel\nclient │ · data 3 bytes\nclient │ DATA: lo$/m,
    );
  });

  it('splits in each of many runs', { skip: unlessLong }, async (t) => {
    const { stdout, stderr } = await run(t, ...PAIR, '--split', '3', '--times', '2', '--plain');
    assert.match(stdout, /^client · .* over 2 runs\n2 chunks: 2 times \(100%\)$/m, stderr);
  });

  it('appears in the trace', { skip: unlessLong }, async (t) => {
    const { code, stdout } = await run(t, ...PAIR, '--split', '3', '--delay', '5', '--json');
    assert.equal(code, 0);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TraceEvent);
    const write = events.find(({ actor, kind }) => actor === 'proxy' && kind === 'write');
    assert.deepEqual([write?.to, write?.bytes, write?.pieces], ['client', 6, 2]);
    const accepted = events.find(({ actor, kind }) => actor === 'server' && kind === 'connection');
    assert.equal(write?.through, accepted?.connection);
    const listening = events.find(({ actor, kind }) => actor === 'proxy' && kind === 'listening');
    assert.equal(listening?.text, '--split 3 --delay 5');
  });
});

describe('run --reset-after', () => {
  it('resets both sides, and says that the proxy did it', async (t) => {
    const folder = makeFolder(t);
    const client = path.join(folder, 'client.mjs');
    writeFileSync(
      client,
      "import net from 'node:net';\nnet.connect(Number(process.env.PORT)).write('hello');\n",
    );
    const server = path.join(folder, 'server.mjs');
    writeFileSync(
      server,
      "import net from 'node:net';\nnet.createServer((socket) => socket.resume()).listen(Number(process.env.PORT));\n",
    );
    const { code, stdout, stderr } = await run(t, server, client, '--reset-after', '2', '--plain');
    assert.equal(code, 1);
    assert.match(stdout, /^proxy {2}│ · both sides reset after 2 bytes$/m);
    assert.match(stderr, /The proxy between the two broke the connection off after 2 bytes/);
  });
});

describe('a proxy that goes silent', () => {
  const WITH_CLOCK =
    "import net from 'node:net';\nconst socket = net.connect(Number(process.env.PORT));\nsocket.write('hello');\nsocket.on('end', () => console.log('end'));\nsetTimeout(() => process.exit(), 300);\n";
  const TALKATIVE =
    "import net from 'node:net';\nnet.createServer((socket) => { socket.on('error', () => {}); socket.on('data', () => socket.end('bye')); }).listen(Number(process.env.PORT));\n";
  const row = 'frozen after 2 bytes, both sides open';
  for (const option of few(['--freeze-after', '--drop-after'], 2)) {
    it(`shows when, and that it is why the server still holds its connection: ${option}`, async (t) => {
      const folder = makeFolder(t);
      const [server, client] = [path.join(folder, 'server.mjs'), path.join(folder, 'client.mjs')];
      writeFileSync(server, TALKATIVE);
      writeFileSync(client, WITH_CLOCK);
      const { code, stdout, stderr } = await run(t, server, client, option, '2', '--plain');
      assert.equal(code, 0, stderr);
      assert.ok(stdout.includes(`proxy  │ · ${row}`), stdout);
      assert.doesNotMatch(stdout, /client │ end/);
      assert.match(stderr.replace(/\s+/g, ' '), /still holds .* The proxy is frozen/);
    });
  }
});

describe('a proxy without two programs', () => {
  const cases: [what: string, words: string[], problem: RegExp][] = [
    ['no client', [hello('server.ts'), '--split', '1'], /--split 1 puts a proxy between/],
    ['one half', ['1', '--only', 'server', '--delay', '9'], /--delay 9 puts a proxy between/],
    ['two that undo each other', [...PAIR, '--split', '1', '--coalesce'], /--split takes apart/],
    ['a number too small', [...PAIR, '--split', '0'], /--split is a whole number from 1/],
    [
      'a number too large',
      [...PAIR, '--delay', '10001'],
      /--delay is a whole number from 1 to 10000/,
    ],
  ];
  for (const [what, words, problem] of few(cases, 4)) {
    it(`is a usage error: ${what}`, async (t) => {
      const { code, stdout, stderr } = await run(t, ...words);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, problem);
    });
  }

  it('is a usage error: a server on a path', { skip: unlessLong }, async (t) => {
    const folder = makeFolder(t);
    const server = path.join(folder, 'server.mjs');
    writeFileSync(
      server,
      `import net from 'node:net';\nnet.createServer().listen(${JSON.stringify(path.join(folder, 'socket'))});\n`,
    );
    const { code, stderr } = await run(t, server, hello('client.ts'), '--split', '1');
    assert.equal(code, 2);
    assert.match(stderr.replaceAll('\n', ' '), /server\.mjs listens on .*socket, and the proxy/);
  });
});

/** A server on `host`, or on all addresses without one; it writes its port into a file beside it. */
function writeServer(folder: string, host: string | null): string {
  const where = host === null ? '0' : `0, ${JSON.stringify(host)}`;
  const file = path.join(folder, 'server.mjs');
  writeFileSync(
    file,
    `import fs from 'node:fs';
import net from 'node:net';
const server = net.createServer((socket) => socket.end());
server.listen(${where}, () => fs.writeFileSync('port', String(server.address().port)));
`,
  );
  return file;
}

/** A client of `host`, of the server's own port or of the one that it gets. */
function writeClient(folder: string, host: string, way: 'past' | 'through'): string {
  // The client may connect before the server's callback was called.
  const find =
    "while (port === '') if (fs.existsSync('port')) port = fs.readFileSync('port', 'utf8');";
  const file = path.join(folder, `${way}-${host.replaceAll(':', '-')}.mjs`);
  writeFileSync(
    file,
    `import fs from 'node:fs';
import net from 'node:net';
let port = ${way === 'past' ? `'';\n${find}` : 'process.env.PORT;'}
net.connect(Number(port), ${JSON.stringify(host)}).resume();
`,
  );
  return file;
}

describe('clients that bypass the proxy', async () => {
  const hasIpv6 = (await tryListening(0, '::1')) === null;
  const cases: [host: string | null, names: string[]][] = [
    ['127.0.0.1', ['127.0.0.1', '::ffff:127.0.0.1']],
    ['0.0.0.0', ['localhost']],
    ['::1', ['::1']],
    [null, ['localhost', '127.0.0.1', '::1']],
  ];
  for (const [host, names] of few(cases, 4)) {
    const isIpv6 = [host ?? '', ...names].some((name) => name.includes(':'));
    const what = `${names.join(', ')} of ${host ?? 'all'}`;
    it(`are reported, each of them: ${what}`, { skip: isIpv6 && !hasIpv6 }, async (t) => {
      const folder = makeFolder(t);
      const clients = names.map((name) => writeClient(folder, name, 'past'));
      const words = [writeServer(folder, host), ...clients, '--split', '1', '--lang', 'en'];
      const { code, stderr } = await runTour(['run', ...words, '--for', '60'], { cwd: folder });
      assert.equal(code, 0, stderr);
      const text = stderr.replaceAll('\n', ' ');
      for (const index of names.keys()) {
        const client = index === 0 ? 'client' : `client-${index + 1}`;
        const reported = `(^| )${client} connected to \\S+:\\d+ itself, so nothing of that went through the proxy\\. `;
        assert.match(text, new RegExp(reported));
      }
      assert.match(text, /process\.env\.PORT\.\s*$/);
    });
  }

  it('are reported, and a client that connected through the proxy is not', async (t) => {
    const folder = makeFolder(t);
    const clients = [
      writeClient(folder, 'localhost', 'through'),
      writeClient(folder, 'localhost', 'past'),
    ];
    const words = [
      writeServer(folder, null),
      ...clients,
      '--split',
      '1',
      '--for',
      '60',
      '--lang',
      'zh',
    ];
    const { code, stdout, stderr } = await runTour(['run', ...words, '--plain'], { cwd: folder });
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^client +│ · 已连接到/m);
    assert.match(stderr, /^client-2 直接连到了 \S+:\d+，[\s\S]*process\.env\.PORT。\s*$/);
    assert.doesNotMatch(stderr, /^client /m);
  });
});

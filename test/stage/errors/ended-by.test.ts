// Tests what is said of errors that only a real run shows as what they are: of paths that look like addresses, and of rejections.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { explain } from '../../../src/stage/errors/explain.ts';
import { openStage } from '../../support/stage.ts';
import { makeFolder } from '../crash.ts';
import { assertChinese } from './chinese.ts';

let folder = '';
let remove = () => {};
before(() => {
  ({ folder, remove } = makeFolder());
});
after(() => remove());

const HEAD = "import { once } from 'node:events';\nimport net from 'node:net';\n";

/** What is said of the failure of a program with that source, in English. */
async function tell(name: string, source: string, how: string[] = []): Promise<string> {
  const file = path.join(folder, name);
  writeFileSync(file, HEAD + source);
  const stage = openStage();
  try {
    const program = stage.start({ actor: 'server', file, cwd: folder, arguments: how });
    const exit = await program.exited;
    await stage.settled();
    const { events, programs } = stage;
    const report = { actor: 'server', exit, events, programs, cwd: folder };
    const found = await explain(report, () => true);
    if (found) assertChinese(found.text.zh);
    return found?.text.en ?? '';
  } finally {
    await stage.stop();
  }
}

describe('a path that looks like an address is told as the path it is', {
  skip: process.platform === 'win32',
}, () => {
  const LISTEN = `const server = net.createServer().listen(process.argv[2], () => process.exit());
    server.on('error', ({ message }) => { console.error(message); process.exitCode = 1; });`;
  const CONNECT = 'net.connect(process.argv[2]);';
  const cases = [
    ['127.0.0.1:6969', "listen(6969, '127.0.0.1'), connect(6969, '127.0.0.1')"],
    ['0.0.0.0', "listen(6969, '0.0.0.0'), connect(6969, '127.0.0.1')"],
  ] as const;
  for (const [at, calls] of cases) {
    it(at, async () => {
      const isPath = `'${at}' counts as the path of a UNIX socket`;
      const missing = await tell('connect.mjs', CONNECT, [at]);
      assert.ok(missing.startsWith(isPath), missing);
      assert.equal(await tell('listen.mjs', LISTEN, [at]), '');
      const taken = await tell('listen.mjs', LISTEN, [at]);
      assert.ok(taken.startsWith(isPath), taken);
      assert.ok(taken.includes(calls), taken);
      assert.ok(taken.includes(`delete it (rm './${at}')`), taken);
      const stale = await tell('connect.mjs', CONNECT, [at]);
      assert.ok(stale.startsWith(isPath), stale);
    });
  }
});

it('a server of the program itself at another address is told', {
  skip: process.platform !== 'linux' && 'only Linux has all of 127.0.0.0/8',
}, async () => {
  const source = `const server = net.createServer().listen(0, '127.0.0.2', () =>
    net.connect(server.address().port, '127.0.0.1'));`;
  const text = await tell('beside.mjs', source);
  assert.match(text, /no server has that port open there.* a server listens on 127\.0\.0\.2:\d+\./);
});

describe('an error that made a promise fail is to be caught there', () => {
  const RESET = `const server = net.createServer((one) => one.once('data', () => one.resetAndDestroy()));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const socket = net.connect(server.address().port, '127.0.0.1');
    socket.write('x');`;
  const cases = [
    ['at the top of a module', "await once(net.connect(1, '127.0.0.1'), 'connect');"],
    [
      'that Node made in the program itself',
      `const first = net.createServer().listen(0, '127.0.0.1');
      await once(first, 'listening');
      await once(net.createServer().listen(first.address().port, '127.0.0.1'), 'listening');`,
    ],
    ['in a loop', `${RESET} for await (const chunk of socket) console.log(chunk.length);`],
  ] as const;
  for (const [index, [what, source]] of cases.entries()) {
    it(what, async () => {
      const text = await tell(`rejected-${index}.mjs`, source);
      assert.match(text, /Put the await into try … catch, or give the promise a catch\(\)/);
      assert.doesNotMatch(text, /listen for 'error'|Nothing listened/);
    });
  }

  it('unless the program caught it at last', async () => {
    const text = await tell(
      'caught.mjs',
      `process.on('uncaughtException', ({ message }) => { console.error(message); process.exit(1); });
      await once(net.connect(1, '127.0.0.1'), 'connect');`,
    );
    assert.match(text, /^No program listens on 127\.0\.0\.1:1\./);
    assert.doesNotMatch(text, /promise/);
  });

  it('unless a module threw it while it was loaded', async () => {
    assert.doesNotMatch(await tell('outright.mjs', 'net.connect(70_000);'), /promise/);
    const deep = 'const call = (n) => (n > 0 ? call(n - 1) : net.connect(70_000)); call(20);';
    assert.doesNotMatch(await tell('deep.mjs', deep), /promise/);
    const later = 'setImmediate(async () => net.connect(70_000));';
    assert.match(await tell('later.mjs', later), /made a promise fail/);
  });

  it('unless it was an event', async () => {
    const text = await tell('event.mjs', `${RESET} socket.resume();`);
    assert.match(text, /so listen for 'error' on every socket\. Nothing listened for 'error'/);
    assert.doesNotMatch(text, /promise/);
  });
});

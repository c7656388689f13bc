// Tests what is said of a program that ended by itself with something open: that it was let go, or paused, and nothing where it was not.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { describeDrained, describeLosses } from '../../src/play/loss-notes.ts';
import { openStage } from '../support/stage.ts';

const SERVER = `import net from 'node:net';
net.createServer((socket) => socket.on('error', () => {}).on('data', () => socket.end('bye'))).listen(0, '127.0.0.1');
`;
const CONNECT = `import net from 'node:net';
const socket = net.connect(Number(process.argv[2]), '127.0.0.1');
`;

/** What is said of a client, in both languages. */
async function tell(t: TestContext, client: string): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'drained-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const stage = openStage();
  t.after(() => stage.stop());
  const write = (file: string, source: string) => {
    writeFileSync(path.join(folder, file), source);
    return path.join(folder, file);
  };
  stage.start({ actor: 'server', file: write('server.mjs', SERVER) });
  const { local = '' } = await stage.until('it', ({ kind }) => kind === 'listening', 20_000);
  const [port = ''] = /\d+$/.exec(local) ?? [];
  const file = write('client.mjs', CONNECT + client);
  await stage.start({ actor: 'client', file, arguments: [port] }).exited;
  await stage.settled();
  return (['en', 'zh'] as const).flatMap((language) => [
    ...describeDrained(stage, language),
    ...describeLosses(stage, language),
  ]);
}

it('a socket after unref()', async (t) => {
  const [en = '', zh = '', ...more] = await tell(t, "socket.on('connect', () => socket.unref());");
  assert.match(
    en,
    /^client ended by itself, though its connection to 127\.0\.0\.1:\d+ was open: after unref\(\)/,
  );
  assert.match(zh, /^client 自己退出了.*unref\(\) 的套接字/);
  assert.deepEqual(more, []);
});

it('a socket that was paused', async (t) => {
  const [en = '', zh = ''] = await tell(t, 'socket.pause();');
  assert.match(
    en,
    /was open: a paused socket, from which Node reads nothing, keeps no program alive/,
  );
  assert.match(zh, /暂停了的套接字/);
});

it('a socket whose other side has ended, and what it had not read', async (t) => {
  const half = `socket.allowHalfOpen = true;
    socket.resume().write('end');`;
  const [en = '', zh = ''] = await tell(t, half);
  assert.match(en, /it never called end\(\), and once the other side has ended/);
  assert.match(zh, /没有调用 end\(\)/);
  const [unread = ''] = await tell(t, "socket.on('readable', () => {}).write('end');");
  assert.match(unread, /not all that had arrived was read/);
});

it('a server after unref()', async (t) => {
  const [en = '', zh = ''] = await tell(
    t,
    "socket.destroy(); net.createServer().listen(0, '127.0.0.1').unref();",
  );
  assert.match(en, /though it listened on 127\.0\.0\.1:\d+: after unref\(\), a server/);
  assert.match(zh, /还在监听 127/);
});

it('nothing where a call ended it, or unref() was taken back', async (t) => {
  const call = "socket.on('connect', () => { socket.unref(); process.exit(); });";
  assert.deepEqual(await tell(t, call), []);
  const late =
    "process.on('beforeExit', () => process.exit()); socket.on('connect', () => socket.unref());";
  assert.deepEqual(await tell(t, late), []);
  const back = "socket.unref().ref().on('connect', () => socket.end()).resume();";
  assert.deepEqual(await tell(t, back), []);
});

it('the same of a UNIX socket', {
  skip: process.platform === 'win32' && 'there it is a pipe',
}, async (t) => {
  const source = `socket.destroy();
    const path = import.meta.dirname + '/s';
    const server = net.createServer({ pauseOnConnect: true }).listen(path, () => {
      server.unref();
      net.connect(path).pause();
    });`;
  const [servers = '', paused = '', ...zh] = await tell(t, source);
  assert.match(servers, /though it listened on .*\/s: after unref\(\)/);
  assert.match(paused, /though its connection to [^,]*\/s was open: a paused socket/);
  assert.match(zh.join(' '), /与 [^,]*\/s 的连接还开着：暂停了的套接字/);
});

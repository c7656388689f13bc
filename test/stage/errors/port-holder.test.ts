import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { describe, it } from 'node:test';
import { shortenCommand } from '../../../src/stage/errors/command-line.ts';
import { findPortHolder, readListeners, readLsof } from '../../../src/stage/errors/port-holder.ts';

const isTold = ['linux', 'darwin'].includes(process.platform);

async function listen(host: string): Promise<{ server: net.Server; port: number }> {
  const server = net.createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as net.AddressInfo).port };
}

describe('findPortHolder', { skip: !isTold }, () => {
  it('finds another process and what it runs', async () => {
    const script =
      "require('net').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    const holder = await findPortHolder(Number(line), '127.0.0.1');
    child.kill();
    assert.equal(holder?.pid, child.pid);
    assert.match(holder?.command ?? '', /^node -e require\('net'\)/);
  });

  it('finds one that listens at all addresses', async () => {
    const { server, port } = await listen('0.0.0.0');
    const holder = await findPortHolder(port, '127.0.0.1');
    server.close();
    assert.equal(holder?.pid, process.pid);
  });

  it('skips one that listens at another address', async () => {
    const { server, port } = await listen('127.0.0.1');
    const holder = await findPortHolder(port, '127.0.0.2');
    server.close();
    assert.equal(holder, null);
  });

  it('finds none where only connections use the port', async () => {
    const { server, port } = await listen('127.0.0.1');
    const client = net.connect(port, '127.0.0.1');
    await once(client, 'connect');
    const holder = await findPortHolder(client.localPort ?? 0);
    client.destroy();
    server.close();
    assert.equal(holder, null);
  });

  it('finds none on a free port', async () => {
    const { server, port } = await listen('127.0.0.1');
    await new Promise((resolve) => server.close(resolve));
    assert.equal(await findPortHolder(port), null);
  });
});

describe('readListeners', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1B39 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0 100 0 0 10 0',
    '   1: 00000000:1B39 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0',
    '   2: 0100007F:1B39 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 333 1 0 100 0 0 10 0',
    '   3: 0200007F:1B39 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 444 1 0 100 0 0 10 0',
  ].join('\n');

  it('takes listeners of the port, not connections', () => {
    assert.deepEqual(readListeners(table, 6969), ['111', '222', '444']);
    assert.deepEqual(readListeners(table, 6970), []);
  });

  it('takes those that an address would clash with', () => {
    const inodes = readListeners(table, 6969, '127.0.0.1');
    assert.deepEqual(inodes, process.arch === 's390x' ? ['222'] : ['111', '222']);
  });
});

describe('readLsof', () => {
  const fields = 'p41\nf22\nn127.0.0.2:6969\np42\nf23\nn127.0.0.1:6969\np43\nf24\nn*:6969\n';

  it('takes the process at the address, or at all', () => {
    assert.equal(readLsof(fields, '127.0.0.1'), 42);
    assert.equal(readLsof(fields, '127.0.0.9'), 43);
    assert.equal(readLsof(fields), 41);
    assert.equal(readLsof('', '127.0.0.1'), null);
  });
});

describe('shortenCommand', () => {
  it('leaves out what tsx and the tour preload', () => {
    const words = ['/usr/bin/node', '--import', 'file:///x/loader.mjs', '--require=/x/y.cjs'];
    const line = shortenCommand([...words, '/home/ada/server.ts', '--import', 'own'], '/home/ada');
    assert.equal(line, 'node server.ts --import own');
  });

  it('keeps a path elsewhere, and the options that a person types', () => {
    assert.equal(
      shortenCommand(['node', '--watch', '/srv/server.js'], '/home/ada'),
      'node --watch /srv/server.js',
    );
    assert.equal(shortenCommand(['/usr/sbin/nginx', '-g', 'x'], '/'), 'nginx -g x');
  });

  it('is one line without control characters', () => {
    assert.equal(shortenCommand(['sh', '-c', 'a\n\tb\u001b[31m']), 'sh -c a b [31m');
  });

  it('cuts a very long one', () => {
    assert.equal(shortenCommand(['node', 'x'.repeat(200)]).length, 80);
  });
});

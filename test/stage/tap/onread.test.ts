// Tests the rows of a socket whose bytes are handed to a function of the program's, with `onread`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { perform } from '../programs.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'onread-test-'));
after(() => rmSync(folder, { recursive: true }));

const CODE = `import net from 'node:net';
const server = net.createServer((socket) => { socket.end('hello'); server.close(); });
server.listen(0, '127.0.0.1', () => {
  const callback = function (bytes, buffer) {
    console.log(this === socket, bytes, buffer.toString('utf8', 0, bytes));
    return true;
  };
  const onread = { buffer: Buffer.alloc(3), callback };
  const socket = net.connect({ port: server.address().port, host: '127.0.0.1', onread });
});`;

describe('a socket with onread', () => {
  it('has a row of data before each call, and is not called unread', async () => {
    const file = path.join(folder, 'program.mjs');
    writeFileSync(file, CODE);
    const { events, exit } = await perform(file, { file, cwd: folder });
    assert.equal(exit.code, 0);
    const rows = events.flatMap(({ kind, text, bytes, preview, isUnread }) => {
      if (kind === 'stdout') return [text];
      if (kind === 'fin') return [`fin ${isUnread === true}`];
      return kind === 'data' ? [`data ${bytes} ${preview}`] : [];
    });
    assert.deepEqual(rows.slice(0, 4), ['data 3 hel', 'true 3 hel', 'data 2 lo', 'true 2 lo']);
    assert.ok(!rows.includes('fin true'));
    assert.ok(!events.some(({ kind }) => kind === 'arrived'));
  });
});

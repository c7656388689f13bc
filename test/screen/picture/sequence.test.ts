import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeSequence, tellSequence } from '../../../src/screen/picture/sequence.ts';
import { event, output, session } from '../events.ts';

describe('makeSequence', () => {
  it('has a lifeline an actor, a row an event, and arrows between rows', () => {
    const { lifelines, rows, arrows } = makeSequence(session, { language: 'en' });
    assert.deepEqual(lifelines, ['server', 'client']);
    assert.equal(rows.length, session.length);
    assert.deepEqual(
      arrows.map(({ kind, from, to }) => [kind, from.row, from.lifeline, to.row, to.lifeline]),
      [
        ['connect', 3, 1, 4, 0],
        ['bytes', 8, 1, 9, 0],
      ],
    );
  });

  it('tells its rows as text, in both languages', () => {
    const told = tellSequence(makeSequence(session, { language: 'en' }));
    assert.ok(told.includes('42.4  client  write 18 bytes'), told.join('\n'));
    const zh = tellSequence(makeSequence(session, { language: 'zh' }));
    assert.ok(zh.includes('42.4  client  write 18 字节'), zh.join('\n'));
  });

  it('shows only what programs printed without the wire', () => {
    const { rows, arrows } = makeSequence(session, { language: 'en', wire: false });
    assert.deepEqual([...new Set(rows.map(({ kind }) => kind))], ['stdout', 'exit']);
    assert.deepEqual(arrows, []);
  });

  it('puts the proxy between, and later clients on one lifeline that says whose rows they are', () => {
    const names = ['client', 'server', 'proxy', 'client-2', 'client-3', 'client-4'];
    const { lifelines, rows } = makeSequence(
      names.map((actor) => event(actor, 'error', { message: 'hello' })),
      { language: 'en' },
    );
    assert.deepEqual(lifelines, ['server', 'proxy', 'client', 'client-2 … client-4']);
    assert.deepEqual(
      rows.map(({ lifeline, text }) => `${lifeline} ${text}`),
      [
        '2 error hello',
        '0 error hello',
        '1 error hello',
        '3 client-2: error hello',
        '3 client-3: error hello',
        '3 client-4: error hello',
      ],
    );
  });

  it('lets an arrow end at the row that counts what is left out', () => {
    const connection = 51324;
    const flood = Array.from({ length: 40 }, () => [
      event('server', 'write', { connection, bytes: 1 }),
      event('client', 'data', { connection, bytes: 1 }),
    ]).flat();
    const { rows, arrows } = makeSequence(flood, { language: 'en' });
    const last = rows.length - 1;
    assert.ok(arrows.every(({ from, to }) => from.row < to.row && to.row <= last));
    assert.ok(
      rows.some(({ text }) => text.startsWith('58 more: ')),
      rows.map((row) => row.text).join('\n'),
    );
  });

  it('shows control characters instead of passing them on', () => {
    const { rows } = makeSequence([output('server', 'a\u001b[31mb')], { language: 'en' });
    assert.ok(!rows[0]?.text.includes('\u001b'));
  });
});

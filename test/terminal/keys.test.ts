import assert from 'node:assert/strict';
import { once } from 'node:events';
import { emitKeypressEvents, type Key as NodeKey } from 'node:readline';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { nameKey, openPasteReader } from '../../src/terminal/keys.ts';

/** The names of the keys in what a terminal sends, and the pastes among them as `paste: …`. */
async function readKeys(sent: string): Promise<(string | null)[]> {
  const stream = new PassThrough();
  const names: (string | null)[] = [];
  const pastes = openPasteReader((text) => names.push(`paste: ${text}`));
  emitKeypressEvents(stream, { escapeCodeTimeout: 1 } as never);
  stream.on('keypress', (text: string | undefined, key: NodeKey) => {
    if (!pastes.take(text, key)) names.push(nameKey(text, key));
  });
  stream.end(sent);
  await once(stream, 'end');
  return names;
}

describe('a key', () => {
  it('that types something is what it types, case and all', async () => {
    assert.deepEqual(await readKeys('aL?你 é'), ['a', 'L', '?', '你', ' ', 'é']);
  });

  it('that types nothing has a name', async () => {
    assert.deepEqual(await readKeys('\r\n\t\u007f\u0003\u001a'), [
      'enter',
      'enter',
      'tab',
      'backspace',
      'ctrl-c',
      'ctrl-z',
    ]);
    assert.deepEqual(await readKeys('\u001b[A\u001b[1;5A\u001bq'), ['up', 'ctrl-up', 'alt-q']);
  });

  it('that is unknown has no name', async () => {
    assert.deepEqual(await readKeys('\u001b[24~\u001b[99~'), ['f12', null]);
  });
});

describe('a paste', () => {
  it('whose end mark is lost ends while keys are pressed', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const pasted: string[] = [];
    const pastes = openPasteReader((text) => pasted.push(text));
    const take = (text: string) => pastes.take(text, { name: text, sequence: text });
    pastes.take(undefined, { name: 'paste-start' });
    for (const character of 'long'.repeat(1000)) take(character);
    t.mock.timers.tick(2000);
    assert.deepEqual(pasted, [], 'more may be on its way');
    // As fast as a keyboard repeats a key.
    for (let time = 0; time < 2000; time += 40) {
      assert.deepEqual(pasted, []);
      assert.equal(take('q'), true);
      t.mock.timers.tick(40);
    }
    assert.deepEqual(pasted, ['long'.repeat(1000) + 'q'.repeat(50)]);
    assert.equal(take('q'), false);
  });

  it('that is slow goes on to its end mark', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const pasted: string[] = [];
    const pastes = openPasteReader((text) => pasted.push(text));
    pastes.take(undefined, { name: 'paste-start' });
    for (let second = 0; second < 10; second += 1) {
      for (const text of 'slow'.repeat(8)) pastes.take(text, { name: text, sequence: text });
      t.mock.timers.tick(1000);
    }
    assert.deepEqual(pasted, []);
    pastes.take(undefined, { name: 'paste-end' });
    assert.deepEqual(pasted, ['slow'.repeat(80)]);
  });

  it('is one unit, whatever it contains', async () => {
    const sent = '\u001b[200~q\r\nuit\r你\u0003\u001b[201~x';
    assert.deepEqual(await readKeys(sent), ['paste: q\nuit\n你\u0003', 'x']);
  });
});

// Tests what Node's warnings mean: those of a real program, and those of other versions.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readWarnings } from '../../../src/stage/errors/warnings.ts';
import { crash, makeFolder } from '../crash.ts';
import { assertChinese } from './chinese.ts';

const SOURCE = `import net from 'node:net';
const socket = new net.Socket();
for (let count = 0; count < 11; count += 1) socket.on('data', () => {});
socket.setTimeout(3e9);
socket.setTimeout(0);`;

it('explains the warnings that this Node prints, each once', async () => {
  const { folder, remove } = makeFolder();
  const { stderr = [] } = await crash(folder, 'warned.mjs', SOURCE);
  remove();
  const found = readWarnings([...stderr, ...stderr]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['MaxListenersExceededWarning', 'TimeoutOverflowWarning'],
  );
  assert.match(found[0]?.text.en ?? '', /^There are 11 listeners for 'data' on one Socket/);
  assert.match(found[1]?.text.en ?? '', /^A timer runs for 2,147,483,647 ms/);
  for (const { text } of found) assertChinese(text.zh);
});

it('explains those of Node 24 and 26, and no others', () => {
  const found = readWarnings([
    '(node:1) TimeoutNaNWarning: NaN is not a number.',
    'Timeout duration was set to 1.',
    '(node:1) ExperimentalWarning: WASI is an experimental feature',
    'MaxListenersExceededWarning: mine',
  ]);
  assert.deepEqual(
    found.map(({ name }) => name),
    ['TimeoutNaNWarning'],
  );
});

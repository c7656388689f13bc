// Tests the order of what the input tells the terminal and its watchdog: the tour may be killed in between.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import type { ReadStream } from 'node:tty';
import { Input } from '../../src/terminal/input.ts';

test('pastes are marked only while the terminal is raw, and it is raw only while the watchdog knows', (t) => {
  const steps: string[] = [];
  const setRawMode = (isRaw: boolean) => steps.push(isRaw ? 'raw' : 'cooked');
  const input = new Input({
    stream: Object.assign(new PassThrough(), { setRawMode, unref() {} }) as unknown as ReadStream,
    watchdog: { tell: (isRaw) => steps.push(isRaw ? 'watch' : 'rest') },
    markPastes: (areMarked) => steps.push(areMarked ? 'marks' : 'no marks'),
    onLend() {},
  });
  t.after(() => input.close());
  const stop = input.listen({ onKey() {}, onPaste() {} });
  stop();
  assert.deepEqual(steps, ['watch', 'raw', 'marks', 'no marks', 'cooked', 'rest']);
});

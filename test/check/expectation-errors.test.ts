// Tests that an error says whether it had a listener: to the checks, not in the trace.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openMerge } from '../../src/stage/trace/merge.ts';
import type { TapRecord } from '../../src/stage/trace/record.ts';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { openBox } from './tools-on-fixtures.ts';

const ERROR = { en: 'an error', zh: '错误' };

test('an error without a listener says so', async (t) => {
  const { tools } = openBox(t);
  const unheard: Record<string, unknown> = {};
  for (const name of ['swallows', 'echo']) {
    const peer = await tools.connect({ name });
    const program = await tools.server({ name });
    peer.reset();
    const error = await program.until(ERROR, ({ kind }) => kind === 'error');
    assert.equal(error.code, 'ECONNRESET');
    unheard[name] = error.isUnheard;
  }
  assert.deepEqual(unheard, { swallows: true, echo: undefined });
});

test('the trace leaves it out', async () => {
  const events: TraceEvent[] = [];
  const merge = openMerge((event) => events.push(event));
  const record: TapRecord = { t: 1, kind: 'error', code: 'ECONNRESET', isUnheard: true };
  merge.push('server', record);
  merge.flush();
  assert.deepEqual(events, [{ at: 0, actor: 'server', kind: 'error', code: 'ECONNRESET' }]);
});

// Tests that a program's output is laid out only while it can be shown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStyle } from '../../src/screen/style.ts';
import type { Kind } from '../../src/stage/trace/trace.ts';
import { walkMessages } from '../../src/text/messages/walk.ts';
import { Rows } from '../../src/tour/rows.ts';

test('skips lines for which there is no room, except those that later rows depend on', () => {
  const shown: string[] = [];
  let hasRoom = true;
  let leftOut = 0;
  const page = {
    row: (lines: readonly string[]) => void shown.push(...lines),
    heading: () => {},
    hasRoom: () => hasRoom,
    leaveOut: () => {
      leftOut += 1;
    },
  };
  const style = createStyle({ colour: false, links: false });
  const layout = { columns: 80, style, language: 'en' } as const;
  const text = { layout, say: walkMessages.en };
  const rows = new Rows({ page, text, wire: true, hex: false });
  rows.begin({ server: 'server.ts' });
  const say = (kind: Kind, text: string) => rows.show({ at: 0, actor: 'server', kind, text });
  say('stdout', 'first');
  hasRoom = false;
  say('stdout', 'second');
  say('stderr', 'x'.repeat(10_000));
  rows.show({ at: 1, actor: 'server', kind: 'connection', connection: 1, remote: 'there' });
  assert.equal(leftOut, 2);
  assert.equal(shown.length, 2);
  assert.match(shown[0] ?? '', /first/);
  assert.match(shown[1] ?? '', /there/);
});

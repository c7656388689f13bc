// Tests the trace as JSON.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJson } from '../../src/screen/json.ts';
import { output, session } from './events.ts';
import { nastyTexts } from './hostile-text.ts';

test('each event is one line that parses back to it', () => {
  const view = createJson();
  const events = [...session, ...nastyTexts.map((text) => output('server', text))];
  const rows = events.flatMap((one) => view.row(one));
  assert.deepEqual(view.heading(), []);
  assert.deepEqual(
    rows.map((row) => JSON.parse(row)),
    events,
  );
});

test('no control character is left in a line', () => {
  const rows = nastyTexts.flatMap((text) => createJson().row(output('server', text)));
  assert.doesNotMatch(rows.join(''), /[\p{Control}\u2028\u2029]/u);
});

test('with the wire off it has the rows that the other views have', () => {
  const view = createJson();
  view.wire = false;
  const kinds = session.flatMap((one) => view.row(one)).map((row) => JSON.parse(row).kind);
  assert.deepEqual([...new Set(kinds)], ['stdout', 'exit']);
});

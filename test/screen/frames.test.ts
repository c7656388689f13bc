// Tests which lines of a stack trace are folded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldAllFrames, foldFrames } from '../../src/screen/frames.ts';
import { Lane } from '../../src/screen/lane.ts';
import { createStyle } from '../../src/screen/style.ts';
import type { View } from '../../src/screen/view.ts';
import type { Kind, TraceEvent } from '../../src/stage/trace/trace.ts';
import type { Language } from '../../src/text/language.ts';
import { event } from './events.ts';

const NODE = '    at Socket.emit (node:events:524:28)';

const style = createStyle({ colour: false, links: false });

function openView(language: Language = 'en'): View {
  const options = { width: 120, style, language, wire: true, actors: ['server', 'client'] };
  return foldFrames(new Lane(options), language);
}

/** The lines of a server's output, without what stands before each. */
function fold(lines: readonly string[], kind: Kind = 'stderr', language: Language = 'en') {
  const view = openView(language);
  const shown = lines.flatMap((text) => view.row(event('server', kind, { text })));
  return [...shown, ...(view.flush?.() ?? [])].map((line) => line.replace(/^server │ (! )?/, ''));
}

test("Node's frames are one line, the program's stay where they are", () => {
  const trace = [
    'TypeError: data.toUpperCase is not a function',
    '    at Socket.<anonymous> (/home/ada/server.ts:24:38)',
    NODE,
    '    at addChunk (node:internal/streams/readable:561:12)',
    '    at async mine (file:///home/ada/node:x/b.mjs:3:4)',
    '    at JSON.parse (<anonymous>)',
    '    at node:internal/main/run_main_module:28:49',
    '    at async node:internal/modules/esm/loader:5:6',
    '    at async ModuleJob.run (node:internal/modules/esm/module_job:325:25) {',
    "  code: 'E'",
    '}',
  ];
  assert.deepEqual(fold(trace), [
    ...trace.slice(0, 2),
    '    … 2 frames of Node',
    ...trace.slice(4, 6),
    '    … 3 frames of Node {',
    ...trace.slice(9),
  ]);
});

test('the frames of what loads TypeScript are folded with them, and named', () => {
  const tsx =
    '    at Object.transformer (/a b/node_modules/tsx/dist/register-B1c7OH6V.cjs:22:2188)';
  assert.deepEqual(fold([NODE, tsx, NODE]), ['    … 3 frames of Node and tsx']);
  assert.deepEqual(fold([NODE, tsx], 'stderr', 'zh'), ['    …… Node 和 tsx 内部的 2 行']);
  assert.deepEqual(fold([tsx, tsx]), ['    … 2 frames of tsx']);
});

test('a frame that is alone is folded as well', () => {
  const lone = '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {';
  assert.deepEqual(fold(['x', lone, 'y']), ['x', '    … 1 frame of Node {', 'y']);
  assert.deepEqual(fold([NODE], 'stderr', 'zh'), ['    …… Node 内部的 1 行']);
});

test('whatever is no frame, or no line of standard error, stays', () => {
  const lines = ['at node:events', 'at node:events'];
  assert.deepEqual(fold(lines), lines);
  assert.deepEqual(fold([NODE, NODE], 'stdout'), [NODE, NODE]);
});

test('a view counts the frames of each program apart, and holds back none for ever', () => {
  const view = openView();
  const say = (actor: string): TraceEvent => event(actor, 'stderr', { text: NODE });
  const lines = ['server', 'server', 'client', 'client', 'client'].flatMap((actor) => {
    return view.row(say(actor));
  });
  assert.deepEqual(lines, ['server │ !     … 2 frames of Node']);
  assert.deepEqual(view.flush?.(), ['client │ !     … 3 frames of Node']);
  assert.deepEqual(view.flush?.(), []);
});

test('all frames of a run are folded as in a view', () => {
  const lines = ['Error: no', '    at mine (/home/ada/server.ts:1:2)', NODE, NODE, NODE];
  const events = [
    ...lines.map((text) => event('server', 'stderr', { text })),
    event('client', 'stderr', { text: NODE }),
    event('server', 'exit', { code: 1 }),
  ];
  const texts = foldAllFrames(events, 'en').map(({ text, kind }) => text ?? kind);
  assert.deepEqual(texts, [...fold(lines), '    … 1 frame of Node', 'exit']);
});

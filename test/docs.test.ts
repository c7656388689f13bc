import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { measureChart } from '../src/screen/charts/chart.ts';
import { openTally } from '../src/screen/many-clients/tally.ts';
import { KINDS, type TraceEvent } from '../src/stage/trace/trace.ts';
import { CHART_KINDS, type ChartKind } from '../src/text/chart-kind.ts';
import { arrive, at, frame, made, receive } from './screen/charts/runs.ts';
import { dropComments } from './support/architecture.ts';

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
const DOCS = read('docs/json.md');

/** The text below a heading, up to the next one of any level. */
function readSection(heading: string): string {
  const [, section = ''] = DOCS.split(`${heading}\n`);
  return section.split(/^#+ /m)[0] ?? '';
}

/** The rows of a section's table: the field, and whether every object has it. */
function readFields(section: string): { field: string; isAlways: boolean }[] {
  return [...section.matchAll(/^\| `([^`]+)` \|[^|]*\| ([^|]*) \|/gm)].map(
    ([, field, present]) => ({
      field: field ?? '',
      isAlways: present === 'always',
    }),
  );
}

/** The fields of an interface, from the text of its file. */
function readInterface(name: string, file: string): { field: string; isAlways: boolean }[] {
  const code = dropComments(read(file));
  const [, body = ''] = new RegExp(`interface ${name}\\b[^{]*\\{([^}]*)\\n\\}`).exec(code) ?? [];
  return [...body.matchAll(/^ {2}(\w+|\[.*?\])(\??):/gm)].map(([, field, optional]) => ({
    field: field ?? '',
    isAlways: optional === '',
  }));
}

const byName = (one: { field: string }, other: { field: string }) =>
  one.field < other.field ? -1 : 1;

describe('docs/json.md names the fields', () => {
  const sections = [...DOCS.matchAll(/^## (`.*--json`)$/gm)].map(([, title = '']) => title);
  for (const title of sections) {
    const section = readSection(`## ${title}`);
    const [, sources] = /<!-- (.*) -->/.exec(section) ?? [];
    if (!sources) continue;
    test(`of ${title}: ${sources}`, () => {
      const types = [...sources.matchAll(/(\w+) in ([\w/.-]+)/g)];
      const fields = types.flatMap(([, name = '', file = '']) => readInterface(name, file));
      assert.ok(fields.length > 5);
      assert.deepEqual(readFields(section).sort(byName), fields.sort(byName));
    });
  }

  test('of four commands', () => assert.equal(DOCS.match(/^<!-- /gm)?.length, 4));

  test('and every kind of event', () => {
    const [, list = ''] = /`kind` is one of (.*?)\. /.exec(readSection('## `run --json`')) ?? [];
    assert.deepEqual(
      [...list.matchAll(/`(\w+)`/g)].map(([, kind]) => kind),
      [...KINDS],
    );
  });
});

/** The paths of what is in a value that JSON can hold: `connections[].sizes[]`. */
function listPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => listPaths(each, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, each]) => {
    // The only key that is no name: a number of chunks.
    const step = /^\d+$/.test(name) ? 'N' : name;
    return listPaths(each, path === '' ? step : `${path}.${step}`);
  });
}

test('docs/json.md names the fields of the summary of many clients', () => {
  const tally = openTally(['client']);
  const line = { text: 'hello' };
  const error = { code: 'EPIPE', message: 'write EPIPE' };
  const events = [
    at(0, 'client', 'start'),
    at(1, 'client', 'connecting'),
    ...made,
    at(4, 'client', 'stdout', line),
    at(4, 'server', 'stdout', line),
    at(5, 'server', 'error', error),
    at(5, 'client', 'error', error),
    at(6, 'client', 'exit', { code: null, signal: 'SIGINT' }),
  ];
  for (const event of events) tally.take(event);
  const paths = listPaths(tally.measure()).map((path) =>
    path.replace('SIGINT', 'HOW').replace('EPIPE', 'CODE'),
  );
  const named = readFields(readSection('## `run --clients N --json`')).map(({ field }) => field);
  assert.deepEqual(paths.sort(), named.sort());
});

describe('docs/json.md names the fields of the chart', () => {
  const closing: TraceEvent[] = [
    ...made,
    at(3, 'client', 'end', { by: 'you' }),
    at(4, 'server', 'fin', { isUnread: true }),
    at(4, 'server', 'end', { by: 'peer' }),
    at(5, 'server', 'error', { code: 'EPIPE', message: 'write EPIPE' }),
    at(6, 'server', 'close', { hadError: true }),
  ];
  const writes = [
    at(2, 'client', 'write', { bytes: 9, buffered: 9 }),
    at(3, 'client', 'drain', { buffered: 0 }),
  ];
  const listens = at(0, 'server', 'listening');
  const called = at(0, 'client', 'connecting', { remote: '127.0.0.1:6969' });
  const cut = [arrive('server', Buffer.from('é').subarray(0, 1)), arrive('server', 'x')];
  const scenes: Record<ChartKind, TraceEvent[][][]> = {
    chunks: [[receive('ab', 'c')], [receive('ab'), receive('a', 'b')]],
    bytes: [
      [[...made, ...cut]],
      [[...made, arrive('server', Buffer.from([0xc3])), arrive('server', Buffer.from([0xa9]))]],
    ],
    frames: [[receive(frame('hello'))]],
    buffered: [[[...made, ...writes]]],
    closing: [[closing]],
    attempts: [[[at(0, 'client', 'connecting')]]],
    connections: [[[listens, ...made, at(3, 'server', 'closing')]]],
    latency: [[[called, ...made, at(2, 'client', 'write', { bytes: 9 }), arrive('server', 'ab')]]],
  };
  for (const kind of CHART_KINDS) {
    test(kind, () => {
      const measured = scenes[kind].map((runs) => measureChart(kind, runs));
      // As printed: undefined fields are left out.
      const paths = JSON.parse(JSON.stringify(measured)).flatMap((each: object) => listPaths(each));
      const named = readFields(readSection(`### \`${kind}\``)).map(({ field }) => field);
      const shared = readFields(readSection('## `run --chart KIND --json`')).map(
        ({ field }) => field,
      );
      assert.deepEqual(
        [...new Set(paths)].filter((path) => !shared.includes(path as string)).sort(),
        named.sort(),
      );
    });
  }
});

// Tests a program's answer to the runner: what it has in it, and that what was printed before comes first.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../../../src/stage/program.ts';
import { type TapRecord, TIMED } from '../../../src/stage/trace/record.ts';

const LINES = 5000;
/** How long each is processed, in ms: meanwhile more of them wait. */
const LOOK_MS = 0.005;

test('all that was printed before an answer has been read when the answer arrives', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'answers-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'much.mjs');
  writeFileSync(
    file,
    `setInterval(() => {}, 2 ** 30);
for (let i = 0; i < ${LINES}; i += 1) console.log('line', i);
`,
  );
  const lines: TapRecord[] = [];
  let begin: () => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const program = startProgram({ actor: 'program', file }, {}, (record) => {
    if (record.kind !== 'stdout') return;
    lines.push(record);
    const end = performance.now() + LOOK_MS;
    while (performance.now() < end);
    begin();
  });
  t.after(() => program.stop());
  await begun;
  let resources: string[] | null = null;
  // On a busy machine it may not get to the question in time.
  while (resources === null && program.exit === null) resources = await program.resources();
  assert.deepEqual([resources, lines.length], [['Timeout'], LINES]);
});

test('an answer has the connections that have a timeout, whether it has come or not', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'answers-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'timed.mjs');
  writeFileSync(
    file,
    `import net from 'node:net';
const server = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const timed = net.connect(port, '127.0.0.1');
  timed.setTimeout(1, () => {
    net.connect(port, '127.0.0.1', () => console.log(timed.localPort));
  });
});
`,
  );
  let tell: (port: string) => void = () => {};
  const told = new Promise<string>((resolve) => {
    tell = resolve;
  });
  const program = startProgram({ actor: 'program', file }, {}, ({ kind, text = '' }) => {
    if (kind === 'stdout') tell(text);
  });
  t.after(() => program.stop());
  const port = await told;
  let resources: string[] | null = null;
  while (resources === null && program.exit === null) resources = await program.resources();
  const timed = resources?.filter((name) => name.startsWith(TIMED));
  assert.deepEqual(timed, [`${TIMED}${port}`]);
});

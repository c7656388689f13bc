// Tests what a failed check can be asked: its rows, a file of them, a replay, and a replay in a debugger.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { measureWidth } from '../../src/text/width.ts';
import { ROOT, TOUR } from '../support/command.ts';
import { few, unlessLong } from '../support/length.ts';
import { makeFolder, runTour } from '../support/tour.ts';

type Test = { after(done: () => void): void };

const LESSON = '02-server-callback';
const CHECK = 'two-clients';
const MISTAKE = 'once-only';
const SAMPLE = path.join(ROOT, 'test', 'lessons', LESSON, `${MISTAKE}.ts`);
const DEBUGGER = fileURLToPath(new URL('../fixtures/debugger/client.mjs', import.meta.url));
/** How long a program is held in the debugger, in ms: longer than anything that the check waits for. */
const HELD_MS = 5000;
/** How long a debugger has to attach, and a replay to end, in ms. */
const ATTACH_MS = 60_000;

/** A learner's folder whose server is a wrong one, changed. */
function layOut(test: Test, change: (source: string) => string = (source) => source): string {
  const cwd = makeFolder(test);
  const folder = path.join(cwd, 'my-lessons', LESSON);
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(ROOT, 'lessons', LESSON, 'solution'), folder, { recursive: true });
  writeFileSync(path.join(folder, 'server.ts'), change(readFileSync(SAMPLE, 'utf8')));
  return cwd;
}

const readLines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('check --show', () => {
  it('draws the peer left and the program right, up to the verdict', async (t) => {
    const cwd = layOut(t);
    const words = ['check', '2', '--show', '--width', '60', '--save', 'check.jsonl'];
    const { code, stdout, stderr } = await runTour([...words, '--lang', 'zh'], { cwd });
    assert.equal(code, 1, stdout + stderr);
    const lines = stdout.split('\n');
    const heading = lines.findIndex((line) => /ms 对端（检查） +│ {2}server\.ts/.test(line));
    const verdict = lines.findIndex((line) => /── ✗ 检查在这里失败 ─+$/.test(line));
    assert.ok(heading > 0 && verdict > heading, stdout);
    const rows = lines.slice(heading, verdict + 1);
    assert.deepEqual(
      rows.filter((line) => measureWidth(line) > 60),
      [],
    );
    const bar = (rows[0] ?? '').indexOf('│') + '对端检查（）'.length;
    const write = rows.find((line) => /write 3 字节/.test(line)) ?? '';
    assert.match(write, /^ *[\d.]+ · write 3 字节.*──┼──▶$/);
    assert.ok(measureWidth(write.split('┼')[0] ?? '') === bar, `${bar}: ${write}`);
    // What the story names stands just above the mark: the end of the program, or the refusal that comes of it.
    assert.match(rows.slice(-6).join('\n'), /│ {2}· exit 0$|ECONNREFUSED/m);
    // And the difference below it.
    assert.match(lines.slice(verdict).join('\n'), /期望[\s\S]*实际/);
    // Only the checks that failed have rows.
    assert.equal(stdout.match(/检查在这里失败/g)?.length, 1);

    const from = ['run', '--from', 'check.jsonl', '--save', 'check.svg', '--lang', 'en'];
    const again = await runTour([...from, '--width', '100'], { cwd });
    assert.match(again.stdout, /ms peer \(the check\) +│ {2}server\.ts/);
    assert.match(again.stdout, /── ✗ the check fails here ─+\n$/);
    const svg = readFileSync(path.join(cwd, 'check.svg'), 'utf8');
    assert.match(svg, /<desc[^>]*>[^<]*peer {2}write 3 bytes “ONE”[^<]*✗ the check fails here/);
  });

  it('is carried by --json, and lets nothing be saved where nothing failed', {
    skip: unlessLong,
  }, async (t) => {
    const cwd = layOut(t);
    const { stdout } = await runTour(['check', '2', '--show', '--json'], { cwd });
    const outcomes = readLines(stdout).map((line) => JSON.parse(line));
    const [failed, ...others] = outcomes.filter(({ trace }) => trace) as { trace: TraceEvent[] }[];
    assert.deepEqual([outcomes.length, others.length], [3, 0]);
    const actors = new Set(failed?.trace.map(({ actor }) => actor));
    assert.deepEqual([...actors], ['server', 'peer', 'check']);
    const server = path.join(cwd, 'my-lessons', LESSON, 'server.ts');
    cpSync(path.join(ROOT, 'lessons', LESSON, 'solution', 'server.ts'), server);
    const right = await runTour(['check', '2', '--save', 'check.mmd'], { cwd });
    assert.equal(right.code, 0, right.stdout);
    assert.match(right.stderr, /No check failed, so nothing was saved/);
  });

  const wrong: [words: string[], message: RegExp][] = [
    [['--replay', 'no-such'], /There is no check no-such.*exact-answer, two-clients, address-kept/],
    [['--replay', CHECK, '--all'], /--replay and --all do not go together/],
    [['--replay', CHECK, '--dir', '.'], /--replay and --dir do not go together/],
    [['--inspect'], /--inspect only goes with --replay/],
    [['--save', 'check.png'], /\.svg, \.mmd, \.jsonl/],
  ];
  for (const [words, message] of few(wrong, 2)) {
    it(`refuses ${words.join(' ')}`, async (t) => {
      const operands = words.includes('--all') ? [] : ['2'];
      const { code, stderr } = await runTour(['check', ...operands, ...words], { cwd: layOut(t) });
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    });
  }
});

describe('check --replay', () => {
  it('shows the same failure once more, row by row', async (t) => {
    const cwd = layOut(t);
    const words = ['check', '2', '--replay', CHECK, '--json'];
    const { code, stdout, stderr } = await runTour(words, { cwd });
    assert.equal(code, 1, stdout + stderr);
    const lines = readLines(stdout).map((line) => JSON.parse(line));
    const outcome = lines.pop();
    assert.deepEqual([outcome.id, outcome.verdict, outcome.mistake], [CHECK, 'fail', MISTAKE]);
    const told = (outcome.trace as TraceEvent[]).map(({ actor, kind }) => `${actor} ${kind}`);
    const came = (lines as TraceEvent[]).map(({ actor, kind }) => `${actor} ${kind}`);
    // Both are in the order of one clock, in which two processes may do something at once.
    assert.deepEqual(came.toSorted(), told.toSorted());
    assert.equal(came.at(-1), 'check verdict');
  });

  it('has nothing to replay where the check passes', async (t) => {
    const cwd = layOut(t);
    const { code, stderr } = await runTour(['check', '2', '--replay', 'exact-answer'], { cwd });
    assert.deepEqual([code, /exact-answer passes/.test(stderr)], [0, true], stderr);
  });
});

describe('check --replay --inspect', () => {
  it('judges nothing while the program is stopped in a listener', {
    skip: unlessLong,
  }, async (t) => {
    const cwd = layOut(t, (source) =>
      source.replace("sock.on('data', (data) => {", (head) => `${head}\n    debugger;`),
    );
    assert.match(
      readFileSync(path.join(cwd, 'my-lessons', LESSON, 'server.ts'), 'utf8'),
      /debugger;/,
    );
    const [command, ...own] = TOUR;
    const words = [...own, 'check', '2', '--replay', CHECK, '--inspect', '--json'];
    const child = spawn(command, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    t.after(() => child.kill('SIGKILL'));
    const stops = attachTo(t, child);
    const { code, stdout } = await readToEnd(child);
    const lines = readLines(stdout).map((line) => JSON.parse(line));
    const outcome = lines.at(-1);
    assert.deepEqual([code, outcome.verdict, outcome.mistake], [1, 'fail', MISTAKE], stdout);
    const held = stops.filter(({ reason }) => reason === 'other');
    assert.equal(held.length, 1, JSON.stringify(stops));
    assert.match(held[0]?.url ?? '', /server\.ts$/);
    const events = lines.slice(0, -1) as TraceEvent[];
    const isOfServer = ({ actor }: TraceEvent) => actor === 'server';
    const read = events.findIndex((event) => isOfServer(event) && event.kind === 'data');
    const next = events.findIndex((event, at) => at > read && isOfServer(event));
    const ms = (events[next]?.at ?? 0) - (events[read]?.at ?? 0);
    assert.ok(ms >= HELD_MS, `${ms} ms`);
    // What Node prints of the debugger is none of the program's.
    assert.deepEqual(
      events.filter(({ text = '' }) => /debugger/i.test(text)),
      [],
    );
  });
});

/** Attaches a debugger to each program that waits for one; where they stopped. */
function attachTo(test: Test, tour: ChildProcess): { reason: string; url?: string }[] {
  const stops: { reason: string; url?: string }[] = [];
  // Node 20 has WebSocket behind a flag.
  const flags = globalThis.WebSocket ? [] : ['--experimental-websocket'];
  let told = '';
  tour.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    for (const [, address] of text.matchAll(/waits for a debugger at (ws:\S+)/g)) {
      const child = spawn(
        process.execPath,
        [...flags, DEBUGGER, String(address), String(HELD_MS)],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      test.after(() => child.kill('SIGKILL'));
      createInterface(child.stdout).on('line', (line) => stops.push(JSON.parse(line)));
    }
  });
  const late = setTimeout(() => {
    console.error(told);
    tour.kill('SIGKILL');
  }, ATTACH_MS);
  tour.on('exit', () => clearTimeout(late));
  return stops;
}

function readToEnd(child: ChildProcess): Promise<{ code: number | null; stdout: string }> {
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, stdout }));
  });
}

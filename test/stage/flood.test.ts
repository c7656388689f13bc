// Tests that a program that prints without end loses no line, and fills no memory.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { TraceEvent } from '../../src/stage/trace/trace.ts';
import { unlessLong } from '../support/length.ts';
import { openStage } from '../support/stage.ts';
import { findProgram } from './programs.ts';

const LINES = 100_000;
const DEADLINE_MS = 120_000;
const MEBIBYTE = 2 ** 20;

/** The memory of a process, in bytes; 0 where the system doesn't say. */
function readMemory(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const [, pages = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
  return pages * 4096;
}

/** Asserts that whatever the numbers are, none is missing and none comes twice. */
function checkNumbers(numbers: readonly number[]): void {
  const wrong = numbers.findIndex((number, index) => number !== index);
  assert.equal(wrong, -1, `${numbers[wrong]} in place of ${wrong}`);
}

describe('a flood of output', () => {
  it(`of ${LINES} lines before process.exit() arrives whole`, async () => {
    const numbers: number[] = [];
    const stage = openStage({
      onEvent: ({ kind, text = '' }) => kind === 'stdout' && numbers.push(Number(text.slice(5))),
    });
    const environment = { LINES: String(LINES), EXIT: 'yes' };
    const program = stage.start({ actor: 'server', file: findProgram('flood.ts'), environment });
    assert.deepEqual(await program.exited, { code: 0, signal: null });
    await stage.stop();
    assert.equal(numbers.length, LINES);
    checkNumbers(numbers);
    assert.ok(stage.events.length <= 20_002);
    assert.equal(stage.events.length + stage.dropped, LINES + 2);
    assert.equal(stage.events[0]?.kind, 'start');
    assert.equal(stage.events.at(-1)?.kind, 'exit');
  });

  it('without an end waits for its reader', { skip: unlessLong }, async () => {
    const numbers: number[] = [];
    let enough = LINES;
    const stage = openStage({
      onEvent({ kind, text }) {
        if (kind !== 'stdout') return;
        if (numbers.push(Number(text)) === enough) stage.pause();
      },
    });
    const program = stage.start({ actor: 'server', file: findProgram('endless.ts') });
    const reach = (count: number) =>
      stage.until(`${count} lines`, () => numbers.length >= count, DEADLINE_MS);
    await reach(LINES);
    const heap = process.memoryUsage().heapUsed;
    // It would print a million lines meanwhile, and does not get far.
    await program.resources();
    const read = numbers.length;
    assert.ok(read < enough + 4000, `${read} lines in spite of the pause`);
    assert.equal(program.exit, null);
    assert.ok(readMemory(program.pid) < 150 * MEBIBYTE);
    assert.ok(process.memoryUsage().heapUsed - heap < 30 * MEBIBYTE);

    enough = LINES * 2;
    stage.resume();
    await reach(enough);
    assert.ok(stage.events.length <= 20_002);
    await stage.stop();
    assert.deepEqual(program.exit, { code: null, signal: 'SIGTERM' });
    checkNumbers(numbers);
  });

  it('without a line end is cut', async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'server', file: findProgram('endless-line.ts') });
    const isLine = ({ kind }: { kind: string }) => kind === 'stdout';
    const { text } = await stage.until('a line', isLine, DEADLINE_MS);
    assert.match(text ?? '', /^(0123456789)+/);
    assert.ok((text?.length ?? 0) < 2 * MEBIBYTE);
    await stage.stop();
    assert.deepEqual(program.exit, { code: null, signal: 'SIGTERM' });
  });

  it("does not delay the runner's timers and keys", async () => {
    let turns = 0;
    let lines = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const stage = openStage({
      onEvent() {
        lines += 1;
      },
    });
    stage.start({ actor: 'server', file: findProgram('endless.ts') });
    stage.start({ actor: 'client', file: findProgram('endless.ts') });
    await stage.until('lines', () => lines >= LINES, DEADLINE_MS);
    const before = turns;
    await stage.until('more lines', () => lines >= LINES * 2, DEADLINE_MS);
    clearInterval(timer);
    // At most a few thousand lines are passed on between two turns.
    assert.ok(turns - before >= LINES / 8000, `${turns - before} turns`);
    await stage.stop();
  });
});

describe('a line without an end', () => {
  it('is reported as it is, and whole when the program ends', async () => {
    const stage = openStage();
    const program = stage.start({ actor: 'server', file: findProgram('prompt.ts') });
    const ready = await stage.ready(program, DEADLINE_MS);
    assert.ok(typeof ready === 'object' && 'listening' in ready);
    const isPart = ({ kind }: TraceEvent) => kind === 'partial';
    const { text } = await stage.until('the prompt', isPart, DEADLINE_MS);
    assert.equal(text, 'Name? ');
    await stage.stop();
    const line = stage.events.find(({ kind }) => kind === 'stdout');
    assert.deepEqual([line?.text, line?.shown], ['Name? ', 6]);
  });
});

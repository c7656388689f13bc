// Tests that a program does the same with the tap, without it, and in a spare.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Tap } from '../../../src/stage/program.ts';
import type { TraceEvent } from '../../../src/stage/trace/trace.ts';
import { few } from '../../support/length.ts';
import { openStage } from '../../support/stage.ts';
import { makeCertificate } from '../certificate.ts';
import { maskEnding, maskPerformance } from '../masked.ts';
import { findProgram, type Performance, perform } from '../programs.ts';

/** How long a program may take, in ms: far longer than any needs. */
const DEADLINE_MS = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'tap-test-'));
after(() => rmSync(folder, { recursive: true }));

// In how many pieces the kernel passes on large writes, which of two ends or threads comes first, and ports, are chance.
const LUCKY = [
  'addresses.mts',
  'backlogs.mts',
  'big-write.ts',
  'http.ts',
  'worker.ts',
  'worker-server.mjs',
];

/** Compares a program under the tap with one without it, and with one in a spare. */
async function compareAll(file: string, environment: Record<string, string> = {}): Promise<void> {
  const tapped = await compare(file, environment);
  const cold = maskPerformance(tapped);
  const spare = maskPerformance(await perform(file, { environment, spare: true }));
  if (LUCKY.includes(file)) spare.trace = cold.trace;
  assert.deepEqual(spare, cold, 'in a spare');
}

async function compare(
  file: string,
  environment: Record<string, string> = {},
  tap: Tap = true,
): Promise<Performance> {
  const tapped = await perform(file, { tap, environment });
  assert.deepEqual(maskEnding(tapped), maskEnding(await performPlain(file, environment)));
  return tapped;
}

const plains = new Map<string, Promise<Performance>>();

/** What a program does without the tap; it runs once, whatever it is compared with. */
function performPlain(file: string, environment: Record<string, string>): Promise<Performance> {
  const key = `${file} ${JSON.stringify(environment)}`;
  const plain = plains.get(key) ?? perform(file, { tap: false, environment });
  plains.set(key, plain);
  return plain;
}

const programs = fileURLToPath(new URL('../../fixtures/programs', import.meta.url));
// These need more than their name, or never end, and have their own test here or elsewhere.
const SPECIAL = [
  'crash-deep.ts',
  'endless-line.ts',
  'endless.ts',
  'pair.mts',
  'prompt.ts',
  'rounds.mts',
  'ignores-sigterm.ts',
  'stops-itself.ts',
  'tls.ts',
  'tree.ts',
];

const isPlain = (file: string) => !SPECIAL.includes(file);

describe('a program behaves the same with the tap and without it', { concurrency: 2 }, () => {
  for (const file of few(readdirSync(programs).sort().filter(isPlain), 14)) {
    it(`${file}, and in a spare`, () => compareAll(file));
  }

  for (const depth of few([0, 3, 4, 5, 6, 7, 8, 9, 30], 8)) {
    it(`crash-deep.ts, ${depth} calls deep`, async () => {
      await compare('crash-deep.ts', { DEPTH: String(depth) });
    });
  }

  it('crash-deep.ts, in a spare too', () => compareAll('crash-deep.ts'));

  it('tls.ts, and in a spare', async (t) => {
    const files = makeCertificate(t, folder);
    if (files) await compareAll('tls.ts', files);
  });
});

// Where something happens at the program's end, or goes wrong; the other code is the same.
const DEFERRED = [
  'address-in-close.ts',
  'caught-deep.ts',
  'crash-in-data.ts',
  'events.mts',
  'exit-midway.ts',
  'killed.ts',
  'on-exit.ts',
  'patched.mts',
  'rejection.ts',
  'uncaught-handler.ts',
  'unhandled-error.ts',
];

describe('a program behaves the same where the tap holds its reports back', () => {
  for (const file of few(DEFERRED, 6)) {
    it(file, async () => {
      await compare(file, {}, 'deferred');
    });
  }

  for (const depth of few([0, 5, 30], 2)) {
    it(`crash-deep.ts, ${depth} calls deep`, async () => {
      await compare('crash-deep.ts', { DEPTH: String(depth) }, 'deferred');
    });
  }
});

describe('a tap that holds its reports back', () => {
  /** What is reported of each event, without what differs from run to run. */
  const tell = ({ events }: Performance) =>
    events
      .filter(({ kind }) => !['stdout', 'stderr', 'partial'].includes(kind))
      .map(({ kind, bytes, hex, preview, buffered, by, hadError }) => ({
        ...{ kind, bytes, hex, preview, buffered, by, hadError },
      }));

  for (const file of few(['crash-in-data.ts', 'exit-midway.ts', 'half-close.ts', 'unix.ts'], 2)) {
    it(`reports the same as one that writes at once (${file})`, async () => {
      const [held, plain] = [await perform(file, { tap: 'deferred' }), await perform(file)];
      const sort = (list: object[]) => list.map((one) => JSON.stringify(one)).sort();
      assert.deepEqual(sort(tell(held)), sort(tell(plain)));
      assert.ok(tell(held).some(({ kind }) => kind === 'data'));
    });
  }

  it('does not hold them for long', async () => {
    const stage = openStage({ tap: 'deferred' });
    const start = (role: string, act: string, port: string) =>
      stage.start({
        actor: role,
        file: findProgram('pair.mts'),
        arguments: [role, act],
        environment: { PORT: port },
      });
    const ready = await stage.ready(start('server', 'nothing', '0'), DEADLINE_MS);
    assert.ok(typeof ready === 'object' && 'listening' in ready);
    // It writes, and leaves the connection open.
    start('client', 'greet', /\d+$/.exec(ready.listening)?.[0] ?? '');
    const isData = ({ actor, kind }: TraceEvent) => actor === 'server' && kind === 'data';
    const { hex, at } = await stage.until('the data', isData, DEADLINE_MS);
    assert.equal(hex, '68656c6c6f');
    const isWrite = ({ actor, kind }: TraceEvent) => actor === 'client' && kind === 'write';
    const write = await stage.until('the write', isWrite, DEADLINE_MS);
    // However late each is reported, its time is true.
    assert.ok(write.at < at, `${write.at} ${at}`);
    assert.equal(write.buffered, 0);
    await stage.stop();
  });
});

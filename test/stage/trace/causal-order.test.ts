// Tests that a cause comes before its effect, in whichever process either happened.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { describe, it } from 'node:test';
import { openStage } from '../../support/stage.ts';
import { findProgram } from '../programs.ts';

const ROUNDS = 2000;
const DEADLINE_MS = 120_000;

/** Two processes that answer each other's numbers: each write causes the read of the same number. */
async function playRounds() {
  const stage = openStage();
  const file = findProgram('rounds.mts');
  const start = (actor: string, PORT: string) =>
    stage.start({ actor, file, arguments: [actor], environment: { PORT, ROUNDS: String(ROUNDS) } });
  const server = start('server', '0');
  const ready = await stage.ready(server, DEADLINE_MS);
  assert.ok(typeof ready === 'object' && 'listening' in ready);
  await start('client', /\d+$/.exec(ready.listening)?.[0] ?? '').exited;
  await server.exited;
  await stage.stop();
  return stage.events;
}

async function check(): Promise<void> {
  const events = await playRounds();
  const told = events
    .filter(({ kind }) => kind === 'write' || kind === 'data')
    .map(({ actor, kind, preview }) => `${actor} ${kind} ${preview}`);
  const expected: string[] = [];
  for (let number = 1; number <= ROUNDS * 2; number += 1) {
    const [from, to] = number % 2 === 1 ? ['client', 'server'] : ['server', 'client'];
    expected.push(`${from} write ${number}`, `${to} data ${number}`);
  }
  assert.deepEqual(told, expected);
  const backwards = events.filter(({ at }, index) => at < (events[index - 1]?.at ?? 0));
  assert.deepEqual(backwards, []);
}

function startBusyLoop(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  setPriority(child.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}

describe('a cause comes before its effect', () => {
  it(`in ${ROUNDS} rounds between two processes`, check);

  it('on a busy machine', async () => {
    const busy = [startBusyLoop(), startBusyLoop()];
    try {
      await check();
    } finally {
      for (const child of busy) child.kill('SIGKILL');
    }
  });
});

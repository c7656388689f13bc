// Tests watching: every save is seen, once, however the editor writes and whatever the system reports.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  watch as systemWatch,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { probeWatching } from '../../src/workspace/probe.ts';
import { type AskEvents, type FolderWatch, watchFolder } from '../../src/workspace/watch.ts';
import { few } from '../support/length.ts';
import { makeHome, writeFiles } from './course.ts';

const SAVES = 50;
const DEADLINE_MS = 60_000;

/** A watch that gets no events, as on WSL's Windows disks. */
const deaf: AskEvents = (folder) => systemWatch(folder, () => {});

/** A system that has no watches left. */
const exhausted: AskEvents = () => {
  throw Object.assign(new Error('no more watches'), { code: 'ENOSPC' });
};

const MODES: Record<string, AskEvents> = {
  'by events': systemWatch,
  'where no event comes': deaf,
  'where there is no watch to be had': exhausted,
};

describe('saves', { concurrency: true }, () => {
  for (const [mode, ask] of few(Object.entries(MODES), 3)) {
    test(`none of ${SAVES} in place and ${SAVES} by rename is missed, each is reported once, ${mode}`, async (t) => {
      const { folder, file, watched } = openFolder(t, ask);
      for (let save = 0; save < SAVES; save++) {
        writeFileSync(file, `// in place ${save}\n`);
        assert.deepEqual(await watched.next(), ['server.ts']);
        writeFileSync(`${file}.tmp`, `// renamed ${save}\n`);
        renameSync(`${file}.tmp`, file);
        assert.deepEqual(await watched.next(), ['server.ts']);
      }
      await watched.isQuiet(folder);
    });
  }

  for (const [mode, ask] of Object.entries(MODES)) {
    test(`saves of the same length and time are distinguished ${mode}`, async (t) => {
      const { file, watched } = openFolder(t, ask);
      for (const letter of 'abcdefgh') {
        writeFileSync(file, letter);
        // As on a disk that stores times to two seconds.
        const now = Math.floor(Date.now() / 2_000) * 2;
        utimesSync(file, now, now);
        assert.deepEqual(await watched.next(), ['server.ts']);
      }
    });
  }

  test('a touch, and a save of the same text, are not reported', async (t) => {
    const { folder, file, watched } = openFolder(t);
    utimesSync(file, 1, 1);
    writeFileSync(file, '// as it was\n');
    await watched.isQuiet(folder);
  });

  test('files that editors and tools keep for themselves are not reported', async (t) => {
    const { folder, watched } = openFolder(t);
    writeFiles(folder, {
      '.server.ts.swp': 'x',
      '.#server.ts': 'x',
      '#server.ts#': 'x',
      'server.ts~': 'x',
      '4913': 'x',
      'log.txt': 'x',
      'node_modules/a/index.js': 'x',
      '.backup/server.ts': 'x',
    });
    await watched.isQuiet(folder);
  });

  test('a file emptied on the way to a new text is reported when the text is there', async (t) => {
    const { folder, file, watched } = openFolder(t);
    truncateSync(file);
    await watched.isQuiet(folder);
    writeFileSync(file, '// new\n');
    assert.deepEqual(await watched.next(), ['server.ts']);
    await watched.isQuiet(folder);
  });

  test('a file moved away and written anew, as vim does, is reported once', async (t) => {
    const { folder, file, watched } = openFolder(t);
    renameSync(file, `${file}~`);
    await watched.isQuiet(folder);
    writeFileSync(file, '');
    appendFileSync(file, '// new\n');
    rmSync(`${file}~`);
    assert.deepEqual(await watched.next(), ['server.ts']);
    await watched.isQuiet(folder);
  });

  test('a file emptied or deleted for good is reported in the end', async (t) => {
    const { file, watched } = openFolder(t);
    truncateSync(file);
    assert.deepEqual(await watched.next(), ['server.ts']);
    rmSync(file);
    assert.deepEqual(await watched.next(), ['server.ts']);
  });

  test('files saved together are reported together', async (t) => {
    const { folder, watched } = openFolder(t);
    writeFiles(folder, { 'server.ts': '// new\n', 'client.ts': '// new\n' });
    assert.deepEqual(await watched.next(), ['client.ts', 'server.ts']);
  });

  test('a new folder is watched too', async (t) => {
    const { folder, watched } = openFolder(t);
    const frames = path.join('lib', 'frames.ts');
    writeFiles(folder, { 'lib/frames.ts': '// one\n' });
    assert.deepEqual(await watched.next(), [frames]);
    writeFiles(folder, { 'lib/frames.ts': '// two\n' });
    assert.deepEqual(await watched.next(), [frames]);
  });

  test('a folder that was replaced by another is still watched', async (t) => {
    const { folder, watched } = openFolder(t);
    rmSync(folder, { recursive: true });
    writeFiles(folder, { 'server.ts': '// one\n' });
    assert.deepEqual(await watched.next(), ['server.ts']);
    writeFiles(folder, { 'server.ts': '// two\n' });
    assert.deepEqual(await watched.next(), ['server.ts']);
    assert.equal(watched.watch.mode, 'events');
  });

  test('a folder that isn’t there yet is watched when it is', async (t) => {
    const folder = path.join(makeHome(t), 'later');
    const watched = new Watched(t, folder);
    writeFiles(folder, { 'server.ts': '// one\n' });
    assert.deepEqual(await watched.next(), ['server.ts']);
  });

  test('after close nothing is reported', async (t) => {
    const { folder, file, watched } = openFolder(t);
    const second = new Watched(t, folder);
    watched.watch.close();
    watched.watch.close();
    writeFileSync(file, '// new\n');
    assert.deepEqual(await second.next(), ['server.ts']);
    assert.deepEqual(watched.waiting, []);
  });

  for (const keep of ['yes', 'no']) {
    test(`vim's saves are reported once each, with backupcopy=${keep}`, {
      skip: !hasVim(),
    }, async (t) => {
      const { folder, file, watched } = openFolder(t);
      for (let save = 0; save < 5; save++) {
        const commands = [`set backup backupcopy=${keep}`, `call setline(1, "// ${save}")`, 'wq'];
        spawnSync('vim', ['-es', '-u', 'NONE', ...commands.flatMap((each) => ['-c', each]), file]);
        assert.deepEqual(await watched.next(), ['server.ts']);
      }
      await watched.isQuiet(folder);
    });
  }
});

test('the mode says what works', async (t) => {
  assert.equal(openFolder(t, exhausted).watched.watch.mode, 'polling');
  assert.equal(openFolder(t).watched.watch.mode, 'events');
  const { file, watched } = openFolder(t, deaf);
  writeFileSync(file, '// new\n');
  await watched.next();
  assert.equal(watched.watch.mode, 'polling', 'no event came with the change');
});

test('a busy process doesn’t take its own delay for missing events', async (t) => {
  const { file, watched } = openFolder(t);
  writeFileSync(file, '// new\n');
  // Longer than the pause between two polls: the poll is due before the event could be read.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  assert.deepEqual(await watched.next(), ['server.ts']);
  assert.equal(watched.watch.mode, 'events');
});

test('events that come again are trusted again', async (t) => {
  let isDeaf = true;
  const { file, watched } = openFolder(t, (folder, listener) =>
    systemWatch(folder, (...event) => isDeaf || listener(...event)),
  );
  writeFileSync(file, '// unheard\n');
  await watched.next();
  assert.equal(watched.watch.mode, 'polling');
  isDeaf = false;
  writeFileSync(file, '// heard\n');
  await watched.next();
  assert.equal(watched.watch.mode, 'events');
});

test('a probe finds that events work, and leaves nothing', async (t) => {
  const { folder, watched } = openFolder(t);
  assert.equal(await probeWatching(folder), 'events');
  await watched.isQuiet(folder);
});

/** A watched folder with a server.ts. */
function openFolder(
  t: TestContext,
  ask?: AskEvents,
): { folder: string; file: string; watched: Watched } {
  const folder = path.join(makeHome(t), 'lesson');
  mkdirSync(folder);
  const file = path.join(folder, 'server.ts');
  writeFileSync(file, '// as it was\n');
  return { folder, file, watched: new Watched(t, folder, ask) };
}

/** A watch whose calls are waited for one by one. */
class Watched {
  readonly watch: FolderWatch;
  /** Calls that were not waited for yet. */
  readonly waiting: string[][] = [];
  #wake: (() => void) | null = null;
  #markers = 0;

  constructor(t: TestContext, folder: string, ask?: AskEvents) {
    this.watch = watchFolder(folder, (files) => this.#take(files), ask);
    t.after(() => this.watch.close());
  }

  /** The files of the next call. */
  async next(): Promise<string[]> {
    if (this.waiting.length === 0) await this.#wait();
    return this.waiting.shift() ?? [];
  }

  /** Fails where any other call comes before the one for a file written now. */
  async isQuiet(folder: string): Promise<void> {
    const marker = `marker-${++this.#markers}.ts`;
    writeFileSync(path.join(folder, marker), '// marker\n');
    assert.deepEqual(await this.next(), [marker]);
  }

  #take(files: string[]): void {
    this.waiting.push(files);
    this.#wake?.();
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const deadline = setTimeout(
        () => reject(new Error(`no call within ${DEADLINE_MS} ms`)),
        DEADLINE_MS,
      );
      this.#wake = () => {
        clearTimeout(deadline);
        resolve();
      };
    });
  }
}

function hasVim(): boolean {
  return spawnSync('vim', ['--version']).status === 0;
}

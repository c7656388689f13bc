// Tests what the start of a lesson's programs tells of their input.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { openRunAddress } from '../../src/play/run-address.ts';
import { startLessonPrograms } from '../../src/play/start.ts';
import { openStage } from '../../src/stage/stage.ts';
import { hearOut } from '../../src/stage/start.ts';
import type { Bilingual } from '../../src/text/language.ts';
import { makeFolder } from '../support/tour.ts';

const SERVER = `import net from 'node:net';
net.createServer((s) => s.resume()).listen(process.env.PORT, '127.0.0.1');
`;
const READS = 'process.stdin.on("data", () => {}).on("end", () => console.log("no input"));\n';

describe('a program of a lesson that reads standard input', () => {
  it('has none, and it is told once how to type to it', async (t) => {
    const directory = path.join(makeFolder(t), '05-both-sides');
    mkdirSync(directory);
    writeFileSync(path.join(directory, 'server.mjs'), SERVER);
    writeFileSync(path.join(directory, 'my client.mjs'), READS);
    const place = await openRunAddress({ environment: {}, port: 0 });
    const notes: Bilingual[] = [];
    const places = {
      directory,
      locate: ({ file }: { file: string }) => path.join(directory, file),
      place,
      onNote: (note: Bilingual) => void notes.push(note),
    };
    const stage = openStage();
    const start = async (actor: string, file: string) => {
      await startLessonPrograms(stage, [{ actor, file }], places, { proxy: null });
      await hearOut(stage);
    };
    await start('server', 'server.mjs');
    assert.equal(notes.length, 0);
    await start('client', 'my client.mjs');
    await start('client-2', 'my client.mjs');
    await Promise.all(stage.programs.slice(1).map(({ exited }) => exited));
    await stage.stop();
    place.close();
    assert.equal(notes.length, 1);
    assert.match(
      notes[0]?.en ?? '',
      /^my client\.mjs mentions .* go to .*05-both-sides in another/,
    );
    assert.match(notes[0]?.zh ?? '', /^my client\.mjs 用到了标准输入/);
    for (const text of Object.values(notes[0] ?? {})) {
      assert.ok(text.endsWith("run server.mjs 'my client.mjs'"), text);
    }
    const printed = stage.events.filter(({ text }) => text === 'no input');
    assert.equal(printed.length, 2);
  });
});
